"""Parts of a sentence in the wrong order."""

from __future__ import annotations

import random

from labels import ORDER
from statistics_of_text import Statistics
from words import FINITE, Sentence, body_end, body_start, capitalize, lower, noun_phrase_start

from damage.kinds import AUXILIARIES, TRIES, USUAL, kind, label_words, seam, tag_at


def _moved(sentence: Sentence, start: int, end: int, to: int) -> bool:
    """Move ``sentence[start:end]`` to before the word that stood at ``to``."""
    part = sentence[start:end]
    capital = start == 0
    label_words(part, 0, len(part), ORDER)
    if to > start:
        sentence[to:to] = part
        del sentence[start:end]
    else:
        del sentence[start:end]
        sentence[to:to] = part
    if capital:
        lower(part[0])
    if to == 0:
        lower(sentence[len(part)])
    if capital or to == 0:
        capitalize(sentence[0])
    for word in (sentence[0], *part[:1]):
        word.space = True
    return True


@kind(0.9)
def verb_last(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """The verb stands at the end of its clause, or before its subject."""
    sentence = sentences[at]
    stop = body_end(sentence)
    places = [
        index
        for index, word in enumerate(sentence)
        if word.finite >= FINITE and 0 < index < stop - 2
    ]
    if not places:
        return False
    start = chance.choice(places)
    end = start + 1
    while end < stop and sentence[end].tag in {"VB", "VBN", "VBG", "RB"}:
        end += 1
    if chance.random() < 0.6:
        to = end
        while to < stop and sentence[to].tag not in {",", ":", "CC", ".", "WDT"}:
            to += 1
        return to - end >= 2 and _moved(sentence, start, end, to)
    to = noun_phrase_start(sentence, start)
    if (
        to == start
        or sentence[start].form.lower() in AUXILIARIES
        or tag_at(sentence, to - 1) == ","
    ):
        return False
    return _moved(sentence, start, end, to)


@kind(1.2)
def moved_phrase(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """Some words in a row stand elsewhere in the sentence."""
    sentence = sentences[at]
    first, stop = body_start(sentence), body_end(sentence)
    for _ in range(TRIES):
        size = chance.choice((1, 2, 2, 3, 3, 4, 5, 6))
        if stop - first < size + 4:
            continue
        start = chance.randrange(first, stop - size)
        end = start + size
        to = chance.randrange(first, stop)
        if start - 1 <= to <= end + 1 or abs(to - start) > 14:
            continue
        if not all(word.is_word for word in (sentence[start], sentence[end - 1], sentence[to])):
            continue
        into = seam(sentence[:to], sentence[start:], statistics)
        out = seam(sentence[:start], sentence[end:], statistics)
        if into > 3 or out > USUAL:
            continue
        return _moved(sentence, start, end, to)
    return False


@kind(0.7)
def swapped_phrases(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """Two neighbours change places: a noun and its adjective, a title and a name, two phrases."""
    sentence = sentences[at]
    stop = body_end(sentence)
    for _ in range(TRIES):
        if stop < 5:
            return False
        start = chance.randrange(0, stop - 2)
        middle = start + chance.choice((1, 1, 2, 3))
        end = middle + chance.choice((1, 1, 2, 3))
        if end > stop or not all(word.is_word for word in sentence[start:end]):
            continue
        if sentence[start].tag == sentence[middle].tag or sentence[middle].tag == "RB":
            continue
        if (
            statistics.usual(
                tag_at(sentence, start - 1),
                sentence[middle].tag,
                tag_at(sentence, middle + 1),
                sentence[start].tag,
            )
            > 1
        ):
            continue
        return _moved(sentence, middle, end, start)
    return False
