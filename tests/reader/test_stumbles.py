import numpy as np

from lintnews.reader.labels import LABELS
from lintnews.reader.stumbles import log_odds, stumbles


def probabilities(*rows):
    """A row for each token: the label that something is wrong with it, and how likely."""
    made = np.zeros((len(rows), len(LABELS)), dtype=np.float32)
    for row, (label, chance) in zip(made, rows, strict=True):
        row[0] = 1 - chance
        row[LABELS.index(label)] += chance
    return made


def test_words_beside_each_other_are_one_place():
    found = stumbles(
        probabilities(("cut", 0.01), ("gap-verb", 0.9), ("gap-verb", 0.6), ("cut", 0.02))
    )
    assert [(place.first, place.last, place.label) for place in found] == [(1, 2, "gap-verb")]
    assert abs(found[0].peak - 0.9) < 1e-6


def test_one_sound_word_does_not_part_a_place_and_two_do():
    sound = ("cut", 0.05)
    bridged = stumbles(probabilities(("order", 0.5), sound, ("order", 0.5)))
    parted = stumbles(probabilities(("order", 0.5), sound, sound, ("splice", 0.5)))
    assert [(place.first, place.last) for place in bridged] == [(0, 2)]
    assert [(place.first, place.label) for place in parted] == [(0, "order"), (3, "splice")]


def test_a_sentence_without_a_bad_word_is_judged_by_its_worst():
    (place,) = stumbles(probabilities(("cut", 0.01), ("orphan", 0.15), ("cut", 0.02)))
    assert (place.first, place.last, place.label) == (1, 1, "orphan")


def test_the_label_is_that_of_the_whole_place():
    (place,) = stumbles(probabilities(("splice", 0.5), ("splice", 0.5), ("cut", 0.7)))
    assert place.label == "splice"


def test_log_odds_stay_finite():
    assert log_odds(0.5) == 0
    assert -10 < log_odds(0.0) < -9
    assert 9 < log_odds(1.0) < 10
