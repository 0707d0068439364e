"""Two texts that meet inside a sentence."""

from __future__ import annotations

import random

from labels import SPLICE
from statistics_of_text import Statistics
from words import (
    FINITE,
    Sentence,
    body_end,
    body_start,
    has_finite,
    lower,
    noun_phrase_end,
)

from damage.kinds import (
    NOUNS,
    TRIES,
    USUAL,
    broken_off,
    kind,
    label_words,
    new_comma,
    seam,
)

_TOPICS = frozenset({"DT", "NN", "NNS", "NNP", "PRP$"})
_LINKS = frozenset(
    "and but because so although while since if when as that which who where".split()
)


@kind(1.6)
def fused(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """Two sentences run into each other without a mark or with a comma."""
    if at + 1 >= len(sentences):
        return False
    left, right = sentences[at], sentences[at + 1]
    end = body_end(left)
    if end < 2 or left[-1].form != "." or body_start(right) or not has_finite(left):
        return False
    if not has_finite(right) or right[0].tag == "CC":
        return False
    del left[end:]
    if chance.random() < 0.3:
        left.append(new_comma())
        if right[0].tag == "IN" or left[0].tag == "IN":
            lower(right[0])
    elif chance.random() < 0.6:
        lower(right[0])
    label_words(left, len(left) - 1, len(left), SPLICE)
    label_words(right, 0, 2, SPLICE)
    left.extend(right)
    del sentences[at + 1]
    return True


@kind(1.6)
def fused_middles(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """A sentence breaks off and goes on as another one."""
    sentence = sentences[at]
    stop = body_end(sentence)
    if stop < 5 or len(sentences) < 2:
        return False
    other = at + 1 if at + 1 < len(sentences) else at - 1
    donor = sentences[other]
    donor_stop = body_end(donor)
    if donor_stop < 4:
        return False
    for _ in range(TRIES):
        end = chance.randrange(2, stop)
        start = 0 if chance.random() < 0.4 else chance.randrange(1, donor_stop - 1)
        left, right = sentence[:end], [word.copy() for word in donor[start:]]
        if not left[-1].is_word or not right[0].is_word:
            continue
        if seam(left, right, statistics) > USUAL and (
            start or not broken_off(sentence, end, statistics)
        ):
            continue
        if start == 0 and chance.random() < 0.5:
            lower(right[0])
        right[0].space = True
        label_words(left, end - 1, end, SPLICE)
        label_words(right, 0, 2, SPLICE)
        sentences[at] = left + right
        if other > at or chance.random() < 0.5:
            del sentences[other]
        return True
    return False


@kind(1.6)
def dropped_stretch(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """Some words in a row are missing in the middle of a sentence."""
    sentence = sentences[at]
    stop = body_end(sentence)
    for _ in range(TRIES):
        size = chance.choice((1, 2, 2, 3, 3, 4, 5, 6, 8))
        if stop < size + 4:
            continue
        start = chance.randrange(1, stop - size)
        left, right = sentence[:start], sentence[start + size :]
        if not left[-1].is_word or not right[0].is_word:
            continue
        if seam(left, right, statistics) > 2:
            continue
        del sentence[start : start + size]
        sentence[start - 1].label = sentence[start].label = SPLICE
        return True
    return False


@kind(0.6)
def topic_comment(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """What a sentence is about stands before it without being a part of it."""
    if len(sentences) < 2:
        return False
    sentence = sentences[at]
    other = at + 1 if at + 1 < len(sentences) else at - 1
    comment = sentences[other]
    if sentence[0].tag not in _TOPICS or body_start(comment) or not _is_clause(comment, 0):
        return False
    ends = [
        index
        for index, word in enumerate(sentence)
        if index > 1 and word.finite >= FINITE and sentence[index - 1].tag in NOUNS
    ]
    if not ends:
        return False
    topic = sentence[: chance.choice(ends[:2])]
    lower(comment[0])
    topic.append(new_comma())
    label_words(topic, len(topic) - 2, len(topic), SPLICE)
    label_words(comment, 0, 2, SPLICE)
    sentences[at] = topic + comment
    del sentences[other]
    return True


@kind(1.2)
def dropped_link(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """Two clauses stand side by side without the word that links them, as in word-for-word
    translation: often only a comma is left.
    """
    sentence = sentences[at]
    places = [
        index
        for index, word in enumerate(sentence[:-3])
        if index > 2
        and word.form.lower() in _LINKS
        and (sentence[index - 1].is_word or sentence[index - 1].form == ",")
        and has_finite(sentence[:index])
        and _is_clause(sentence, index + 1)
    ]
    if not places:
        return False
    start = chance.choice(places)
    left = sentence[start - 1]
    if left.is_word and chance.random() < 0.7:
        sentence[start] = new_comma()
        start += 1
    else:
        del sentence[start]
    label_words(sentence, start - 1, start + 2, SPLICE)
    return True


def _is_clause(sentence: Sentence, start: int) -> bool:
    """Whether a subject and its finite verb begin at ``start``."""
    end = noun_phrase_end(sentence, start)
    return end > start and has_finite(sentence[end : end + 2])


def run_in(heading: Sentence, sentences: list[Sentence]) -> bool:
    """The heading or list item before a block runs into its first sentence."""
    first = sentences[0]
    if len(heading) < 2 or not heading[-1].is_word or body_start(first) or len(first) < 4:
        return False
    copies = [word.copy() for word in heading]
    copies[0].space = first[0].space = True
    label_words(copies, len(copies) - 1, len(copies), SPLICE)
    label_words(first, 0, 2, SPLICE)
    sentences[0] = copies + first
    return True
