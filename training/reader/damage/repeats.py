"""Words that stand twice."""

from __future__ import annotations

import random

from corpus import Word
from labels import REPEAT
from statistics_of_text import NOUN_PHRASE, Statistics
from words import Mutable, Sentence, body_end, body_start, capitalize, lower

from damage.kinds import kind, label_words, new_comma


@kind(0.9)
def repeated(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """A word or phrase stands twice or more often, sometimes joined or slightly changed."""
    sentence = sentences[at]
    stop = body_end(sentence)
    size = chance.choice((1, 2, 2, 3, 3, 4, 5, 6, 7, 9))
    if stop < size + 3:
        return False
    start = chance.randrange(0, stop - size)
    part = sentence[start : start + size]
    if (
        not part[0].is_word
        or not part[-1].is_word
        or (size == 1 and part[0].form in {"had", "that"})
    ):
        return False
    copies: Sentence = []
    for _ in range(chance.choice((1, 1, 1, 1, 2, 3))):
        copy = [word.copy() for word in part]
        if start == 0:
            lower(copy[0])
        copy[0].space = True
        draw = chance.random()
        if draw < 0.15:
            copies.append(new_comma())
        elif draw < 0.25 and part[0].tag in NOUN_PHRASE:
            copies.append(Mutable(Word("and", True, "CC", 0)))
        if size > 2 and chance.random() < 0.35:
            del copy[chance.randrange(1, len(copy) - 1)]
        copies.extend(copy)
    label_words(copies, 0, len(copies), REPEAT)
    sentence[start + size : start + size] = copies
    return True


@kind(0.5)
def told_again(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """The beginning or end of the sentence before comes again in this one."""
    if not at:
        return False
    before, sentence = sentences[at - 1], sentences[at]
    stop = body_end(before)
    if stop < 8:
        return False
    size = chance.randrange(4, min(10, stop))
    part = before[:size] if chance.random() < 0.4 else before[stop - size : stop]
    if not all(word.is_word for word in part) or body_start(sentence):
        return False
    copy = [word.copy() for word in part]
    label_words(copy, 0, len(copy), REPEAT)
    lower(sentence[0])
    capitalize(copy[0])
    copy[0].space = True
    sentence[0:0] = copy
    return True
