"""The first reader, on sentences beside their damaged twins."""

from __future__ import annotations

import math
import time

import pytest

from lintnews.document.plain import plain_document
from lintnews.language.first_reader import load_first_reader
from lintnews.language.tagger import load_tagger
from lintnews.language.text import Text

TWINS = [
    # cut at the end
    (
        "The ministry said the harbour would be closed until the end of the week.",
        "The ministry said the harbour would be closed until the end of the.",
    ),
    (
        "Officials declined to say how much the repairs would cost the city.",
        "Officials declined to say how much the repairs would.",
    ),
    # orphan tail
    (
        "The bridge was closed after engineers found cracks in two of its pillars.",
        "of its pillars.",
    ),
    ("The talks are expected to resume in Geneva on Thursday.", "are expected to resume."),
    # splice
    (
        "The committee will meet again in June. It has not yet published its report.",
        "The committee will meet again in June it has not yet published its report.",
    ),
    (
        "The factory was closed in the spring. Many of the workers found new jobs.",
        "The factory was closed in the of the workers found new jobs.",
    ),
    # lost subject, verb and object
    (
        "On Tuesday the court rejected the appeal of the former minister.",
        "On Tuesday rejected the appeal of the former minister.",
    ),
    (
        "The company has sold its last factory in the north of the country.",
        "The company its last factory in the north of the country.",
    ),
    (
        "Police accused the men of taking bribes from a local builder.",
        "Police accused of from a local builder.",
    ),
    # wrong order
    (
        "The president signed the law before he left for Brussels.",
        "The president the law before he left for Brussels signed.",
    ),
    # a full stop in the middle
    (
        "The storm destroyed more than a hundred houses along the coast.",
        "The storm destroyed more than. A hundred houses along the coast.",
    ),
]
# What it does not see: short sentences that run into each other.
MISSES = [
    (
        "The police searched the house for two hours. They found nothing.",
        "The police searched the house for two hours they found nothing.",
    ),
    (
        "The mayor opened the new library. Hundreds of readers came to the party.",
        "The mayor opened the hundreds of readers came to the party.",
    ),
]


def doubts(text: str) -> list[float]:
    read = Text(plain_document(text, "a.txt"), doubting=True)
    return [sentence.doubt for sentence in read.sentences]


@pytest.mark.parametrize(
    ("sound", "damaged"),
    [*TWINS, *(pytest.param(*twin, marks=pytest.mark.xfail) for twin in MISSES)],
)
def test_a_damaged_sentence_is_doubted_more_than_its_sound_twin(sound: str, damaged: str) -> None:
    assert max(doubts(damaged)) > max(doubts(sound)) + 1


def test_the_doubt_of_a_sentence_does_not_depend_on_its_company() -> None:
    reader = load_first_reader()
    sentences = [twin.split() for pair in TWINS for twin in pair]
    _, together = reader.read(sentences)
    assert together == [reader.read([sentence])[1][0] for sentence in sentences]
    assert together == reader.read(sentences[::-1])[1][::-1]
    # So many that they are read in several stretches, with a sentence on every border.
    assert reader.read(sentences * 40)[1] == together * 40


def test_the_tags_are_those_of_the_tagger() -> None:
    sentences = [twin.split() for pair in TWINS for twin in pair] * 20
    assert load_first_reader().read(sentences)[0] == load_tagger().tag(sentences)


def test_a_text_is_doubted_only_when_that_is_asked_for() -> None:
    document = plain_document("\n".join(damaged for _, damaged in TWINS), "a.txt")
    plain, doubting = Text(document).sentences, Text(document, doubting=True).sentences
    assert {sentence.doubt for sentence in plain} == {-math.inf}
    assert all(map(math.isfinite, (sentence.doubt for sentence in doubting)))
    assert [sentence._replace(doubt=0) for sentence in plain] == [
        sentence._replace(doubt=0) for sentence in doubting
    ]


@pytest.mark.parametrize("text", ["", " \n\n "])
def test_nothing_is_not_doubted(text: str) -> None:
    assert doubts(text) == []
    assert load_first_reader().read([]) == ([], [])


@pytest.mark.parametrize(
    "text", ["...", "?! — “” ()", "\ufeff", "😀 😀 😀", "\u0301", "שלום לכולם.", "a" * 9999]
)
def test_what_is_no_prose_gets_a_finite_doubt(text: str) -> None:
    assert doubts(text)
    assert all(map(math.isfinite, doubts(text)))


def test_an_empty_sentence_among_others_changes_nothing() -> None:
    reader = load_first_reader()
    sound, damaged = (twin.split() for twin in TWINS[0])
    _, alone = reader.read([sound, damaged])
    _, among = reader.read([[], sound, [], damaged, []])
    assert [among[1], among[3]] == alone


def test_a_very_long_sentence_is_read_in_proportion_and_as_if_in_one_piece() -> None:
    reader = load_first_reader()
    forms = TWINS[0][0].removesuffix(".").split()
    started = time.process_time()
    _, (longer, longest) = reader.read([forms * 5_000, forms * 10_000])
    assert time.process_time() - started < 20
    # The mean of the words is all that can differ.
    assert longest == pytest.approx(longer, abs=0.01)
    assert reader.read([["Yes", "."], forms * 5_000])[1][1] == longer


def test_more_forms_than_are_kept_change_nothing() -> None:
    reader = load_first_reader()
    sentence = TWINS[0][1].split()
    before = reader.read([sentence])
    for start in range(0, 45_000, 3_000):
        reader.read([[f"word{number}" for number in range(start, start + 3_000)]])
    assert reader.read([sentence]) == before


def test_the_first_reader_costs_little_more_than_the_tagger() -> None:
    sentences = [twin.split() for pair in TWINS for twin in pair] * 100

    def seconds(work: object) -> float:
        started = time.process_time()
        work(sentences)  # type: ignore[operator]
        return time.process_time() - started

    tagger, reader = load_tagger(), load_first_reader()
    reader.read(sentences)
    # In turn, so that a slow moment of the machine meets both.
    rounds = [(seconds(reader.read), seconds(tagger.tag)) for _ in range(7)]
    read, tagged = map(min, zip(*rounds, strict=True))
    assert read < 3 * tagged
