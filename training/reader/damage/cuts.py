"""Sentences cut short, cut open and torn in two."""

from __future__ import annotations

import random

from labels import CUT, ORPHAN, SPLICE, SUBJECT
from statistics_of_text import NOUN_PHRASE, Statistics
from words import (
    FINITE,
    Sentence,
    body_end,
    body_start,
    capitalize,
    has_finite,
    lower,
    noun_phrase_end,
    noun_phrase_start,
)

from damage.kinds import NOUNS, TRIES, broken_off, kind, label_words, new_stop, tag_at

_TAIL_STARTS = frozenset("IN MD POS RP TO VB VBD VBN VBP VBZ WDT , CC".split())


def _cut_place(sentence: Sentence, chance: random.Random, statistics: Statistics) -> int | None:
    stop = body_end(sentence)
    if stop < 4:
        return None
    for _ in range(TRIES):
        end = chance.randrange(2, stop)
        if broken_off(sentence, end, statistics):
            return end
    return None


@kind(2.0)
def cut_end(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """The sentence stops in mid-air; the full stop stays, goes, or takes the next one along."""
    sentence = sentences[at]
    end = _cut_place(sentence, chance, statistics)
    if end is None:
        return False
    closing = sentence[body_end(sentence) :]
    del sentence[end:]
    label_words(sentence, end - 1, end, CUT)
    if chance.random() < 0.7:
        sentence.extend(closing or [new_stop(chance)])
        label_words(sentence, end, len(sentence), CUT)
    elif at + 1 < len(sentences):
        following = sentences.pop(at + 1)
        if chance.random() < 0.4:
            lower(following[body_start(following) % len(following)])
        label_words(sentence, end - 1, end, SPLICE)
        label_words(following, 0, 2, SPLICE)
        sentence.extend(following)
    return True


@kind(1.2)
def cut_paragraph(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """The block ends in the middle of a sentence, without a mark."""
    sentence = sentences[at]
    end = _cut_place(sentence, chance, statistics)
    if end is None:
        return False
    del sentence[end:], sentences[at + 1 :]
    label_words(sentence, end - 1, end, CUT)
    return True


@kind(2.0)
def orphan_tail(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """Only the last part of a sentence is left."""
    sentence = sentences[at]
    start = _tail_start(sentence, chance)
    if start is None:
        return False
    del sentence[:start]
    if chance.random() < 0.5:
        capitalize(sentence[0])
    sentence[0].space = True
    label_words(sentence, 0, 3, ORPHAN)
    return True


def _tail_start(sentence: Sentence, chance: random.Random) -> int | None:
    stop = body_end(sentence)
    for _ in range(TRIES):
        if stop < 4:
            return None
        start = chance.randrange(2, stop)
        tail = sentence[start:stop]
        first = tail[0]
        if not first.is_word or first.tag not in _TAIL_STARTS | NOUNS:
            continue
        if first.tag == "CC" and (len(tail) < 2 or has_finite(tail)):
            continue
        if first.tag in {"IN", "TO", "VBN", "VB", "RP", "WDT"} and has_finite(tail[1:]):
            continue
        if first.tag in NOUNS and (
            tag_at(sentence, start - 1) not in {"JJ", "DT", "NN", "CD", "PRP$"} or has_finite(tail)
        ):
            continue
        return start
    return None


@kind(2.2)
def wrong_stop(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """A full stop in the middle of a sentence."""
    sentence = sentences[at]
    stop = body_end(sentence)
    for _ in range(TRIES):
        if stop < 5:
            return False
        end = chance.randrange(1, stop)
        left, right = sentence[:end], sentence[end:]
        if not left[-1].is_word or not right[0].is_word or right[0].tag in {"CC", "POS"}:
            continue
        right_alone = right[0].tag in NOUN_PHRASE | {"RB", "IN"} and has_finite(right)
        if has_finite(left) and right_alone and not broken_off(sentence, end, statistics):
            continue
        if chance.random() < 0.6:
            capitalize(right[0])
        elif right[0].is_name and chance.random() < 0.5:
            continue
        left.append(new_stop(chance))
        left[-2].label = left[-1].label = CUT
        right[0].space = True
        label_words(right, 0, 2, ORPHAN)
        sentences[at : at + 1] = [left, right]
        return True
    return False


@kind(0.9)
def bare_phrase(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """A sentence that is only a noun phrase, a participle or a clause that hangs in the air."""
    sentence = sentences[at]
    stop = body_end(sentence)
    closing = sentence[stop:]
    draw = chance.random()
    if draw < 0.35:
        verb = next((i for i in range(stop) if sentence[i].finite >= FINITE), None)
        if verb is None or verb < 3:
            return False
        kept = sentence[:verb]
        if kept[-1].tag not in NOUNS:
            return False
    elif draw < 0.7:
        first = next(
            (i for i in range(1, stop - 3) if sentence[i].tag in {"VBN", "VBG"} | {"IN"}), None
        )
        if first is None or has_finite(sentence[first:stop]):
            return False
        kept = sentence[first:stop]
    else:
        comma = next((i for i in range(3, stop) if sentence[i].form == ","), None)
        if comma is None or sentence[0].tag not in {"IN", "WRB"}:
            return False
        kept = sentence[:comma]
    if len(kept) < 3 or not kept[-1].is_word:
        return False
    sentence[:] = kept + closing
    capitalize(sentence[0])
    sentence[0].space = True
    label_words(sentence, 0, 1, ORPHAN)
    label_words(sentence, len(kept) - 1, len(sentence), CUT)
    return True


@kind(1.0)
def torn_attribution(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """A quotation and the words that say whose it is are torn apart."""
    sentence = sentences[at]
    places = [
        index
        for index, word in enumerate(sentence[:-2])
        if index
        and word.form in {"”", '"', "''"}
        and not sentence[index - 1].is_word
        and sentence[index + 1].is_word
        and has_finite(sentence[index + 1 : index + 5])
    ]
    if not places:
        return False
    mark = chance.choice(places)
    verb = next(
        (
            at
            for at in range(mark + 1, min(mark + 5, len(sentence)))
            if sentence[at].finite >= FINITE
        ),
        None,
    )
    if verb is None or verb + 1 >= len(sentence):
        return False
    draw = chance.random()
    if draw < 0.4:
        end = verb + 1
        if end < len(sentence) and not sentence[end].is_word:
            return False
        left, right = sentence[:end], sentence[end:]
        left.append(new_stop(chance))
        if chance.random() < 0.5:
            capitalize(right[0])
        label_words(left, mark + 1, len(left), ORPHAN)
        label_words(right, 0, 2, ORPHAN)
        sentences[at : at + 1] = [left, right]
    elif draw < 0.7:
        subject = noun_phrase_start(sentence, verb)
        after = noun_phrase_end(sentence, verb + 1)
        if subject > mark and subject < verb:
            del sentence[subject:verb]
            sentence[subject].label = SUBJECT
        elif after > verb + 1:
            del sentence[verb + 1 : after]
            sentence[verb].label = SUBJECT
        else:
            return False
    else:
        sentence[mark - 1].form = "."
        right = sentence[mark + 1 :]
        capitalize(right[0])
        right[0].space = True
        if len(right) > 2 and right[0].finite >= FINITE:
            label_words(right, 0, 2, ORPHAN)
        elif len(right) > 2 and has_finite(right[:3]):
            label_words(right, 0, 2, CUT)
        else:
            return False
        sentences[at : at + 1] = [sentence[: mark + 1], right]
    return True


@kind(0.4)
def torn_brackets(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """What stood before or inside a bracket is gone, and the bracket not."""
    sentence = sentences[at]
    opening = next((i for i, word in enumerate(sentence) if word.form == "("), None)
    if opening is None or opening < 3:
        return False
    closing = next((i for i in range(opening, len(sentence)) if sentence[i].form == ")"), None)
    if closing is None or closing - opening < 2:
        return False
    start = chance.randrange(max(1, opening - 3), opening)
    del sentence[start : opening + 1]
    sentence[start].space = True
    label_words(sentence, start - 1, start + 1, SPLICE)
    return True
