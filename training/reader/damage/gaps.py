"""Parts of a sentence that are missing."""

from __future__ import annotations

import random

from labels import OBJECT, SUBJECT, VERB, WORD
from statistics_of_text import NOUN_PHRASE, Statistics
from words import (
    FINITE,
    Sentence,
    body_end,
    capitalize,
    has_finite,
    noun_phrase_end,
    noun_phrase_start,
)

from damage.kinds import AUXILIARIES, USUAL, kind, seam, tag_at

_PREPOSITIONS = frozenset("of in to for with by from at on about into after between".split())


@kind(1.4)
def dropped_subject(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    sentence = sentences[at]
    places = []
    for index, word in enumerate(sentence):
        if word.finite < FINITE or not index:
            continue
        start = noun_phrase_start(sentence, index)
        before = tag_at(sentence, start - 1)
        if start < index and before in {"^", "IN", ",", "CC", "``", "WRB", "VBD", "VBZ", "VBP"}:
            if before == "CC" and has_finite(sentence[:start]):
                continue
            if before == "," and has_finite(sentence[:start]) and chance.random() < 0.7:
                continue
            places.append((start, index))
    if not places:
        return False
    start, end = chance.choice(places)
    _take_out(sentence, start, end, SUBJECT)
    if start == 0 and chance.random() < 0.75:
        capitalize(sentence[0])
    return True


@kind(1.6)
def dropped_verb(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """A finite verb is missing, alone or with the verbs after it."""
    sentence = sentences[at]
    places = [
        index
        for index, word in enumerate(sentence)
        if word.finite >= FINITE and index and index + 1 < body_end(sentence)
    ]
    if not places:
        return False
    start = chance.choice(places)
    end = start + 1
    if chance.random() < 0.5:
        while end < len(sentence) and (
            sentence[end].tag in {"VB", "VBN", "VBG", "TO"} or sentence[end].form == "n't"
        ):
            end += 1
    while end < len(sentence) and sentence[end].form.lower() in {"n't", "n’t"}:
        end += 1
    return _dropped(sentence, start, end, VERB, statistics, chance, most=2.5)


def _dropped(
    sentence: Sentence,
    start: int,
    end: int,
    label: int,
    statistics: Statistics,
    chance: random.Random,
    *,
    most: float,
) -> bool:
    """Take ``sentence[start:end]`` out, unless the seam is more usual than ``most`` times."""
    left, right = sentence[:start], sentence[end:]
    if not right or not right[0].is_word:
        return False
    if seam(left, right, statistics) > most * USUAL and chance.random() < 0.8:
        return False
    _take_out(sentence, start, end, label)
    if start == 0:
        capitalize(sentence[0])
    return True


def _take_out(sentence: Sentence, start: int, end: int, label: int) -> None:
    """Take ``sentence[start:end]`` out and label the words on both sides of the gap."""
    del sentence[start:end]
    sentence[start].label = label
    if start and sentence[start - 1].is_word:
        sentence[start - 1].label = label


@kind(0.9)
def dropped_auxiliary(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    sentence = sentences[at]
    places = [
        index
        for index, word in enumerate(sentence[:-1])
        if index
        and (word.tag == "MD" or word.form.lower() in AUXILIARIES)
        and sentence[index + 1].tag in {"VB", "VBN", "VBG", "RB", "DT", "JJ"}
    ]
    if not places:
        return False
    start = chance.choice(places)
    end = start + 1
    if sentence[end].form.lower() in {"n't", "n’t"}:
        end += 1
    return _dropped(sentence, start, end, VERB, statistics, chance, most=1.0)


@kind(1.4)
def dropped_object(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """What a verb or a preposition stands before is missing."""
    sentence = sentences[at]
    places = []
    for index in range(len(sentence) - 1):
        end = noun_phrase_end(sentence, index + 1)
        if end == index + 1 or end == len(sentence):
            continue
        if _needs_object(sentence, index, end, statistics):
            places.append((index + 1, end))
    if not places:
        return False
    start, end = chance.choice(places)
    _take_out(sentence, start, end, OBJECT)
    return True


def _needs_object(sentence: Sentence, index: int, end: int, statistics: Statistics) -> bool:
    """Whether the word at ``index`` looks wrong before what stands at ``end``."""
    word, following = sentence[index], sentence[end]
    if word.tag.startswith("VB"):
        passive = word.tag == "VBN" and sentence[index - 1].form.lower() in AUXILIARIES
        return (
            word.form.lower() in statistics.transitive
            and not (index and passive)
            and following.tag in {"IN", ".", ",", "TO", "CC", "RB"}
        )
    if word.form.lower() not in _PREPOSITIONS or not index:
        return False
    if following.tag not in {"IN", ".", ",", "CC", "TO", "-RRB-"} and following.finite < FINITE:
        return False
    return seam(sentence[: index + 1], sentence[end:], statistics) <= USUAL


@kind(0.8)
def dropped_article(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    sentence = sentences[at]
    places = []
    for index, word in enumerate(sentence):
        if word.form.lower() not in {"a", "an", "the"}:
            continue
        end = noun_phrase_end(sentence, index)
        head = sentence[end - 1]
        if head.tag == "NN" and (
            word.form.lower() != "the" or head.form.lower() in statistics.countable
        ):
            places.append(index)
    if not places:
        return False
    start = chance.choice(places)
    capital = start == 0
    del sentence[start]
    sentence[start].label = WORD
    if capital:
        capitalize(sentence[0])
    return True


@kind(0.9)
def dropped_preposition(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    sentence = sentences[at]
    places = [
        index
        for index, word in enumerate(sentence[:-1])
        if index
        and word.form.lower() in _PREPOSITIONS
        and sentence[index - 1].is_word
        and sentence[index + 1].tag in NOUN_PHRASE | {"VB"}
        and not sentence[index - 1].tag.startswith("VB")
    ]
    if not places:
        return False
    start = chance.choice(places)
    return _dropped(sentence, start, start + 1, WORD, statistics, chance, most=1.0)


@kind(0.5)
def dropped_relative(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    sentence = sentences[at]
    places = [
        index
        for index, word in enumerate(sentence[:-1])
        if index
        and word.tag in {"WDT", "WP", "WRB"}
        and sentence[index - 1].is_word
        and sentence[index + 1].finite >= FINITE
    ]
    if not places:
        return False
    start = chance.choice(places)
    return _dropped(sentence, start, start + 1, WORD, statistics, chance, most=0.5)
