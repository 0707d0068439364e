"""Damage to clean text, each kind a function that knows where it can be done.

A function takes the sentences of one block, the index of one of them, chance and the statistics of
clean text; it changes the sentences in place, labels the words at which a reader stumbles, and says
whether it found a place. The recipes come from reading machine translation of news and the errors
that professional raters marked in it.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from corpus import Word
from labels import CUT, OBJECT, OK, ORDER, ORPHAN, REPEAT, SPLICE, SUBJECT, VERB, WORD, WRONG
from statistics_of_text import NOUN_PHRASE, Statistics
from words import (
    FINITE,
    Mutable,
    Sentence,
    body_end,
    body_start,
    capitalize,
    has_finite,
    lower,
    noun_phrase_end,
    noun_phrase_start,
)

Damage = Callable[[list[Sentence], int, random.Random, Statistics], bool]

KINDS: dict[str, tuple[float, Damage]] = {}
"""Every kind by name, with how often it is tried beside the others."""

_USUAL = 12.0
_OPEN = frozenset("CC DT IN JJ JJR JJS MD PDT POS PRP$ TO WDT WP WP$ WRB".split())
_TAIL_STARTS = frozenset("IN MD POS RP TO VB VBD VBN VBP VBZ WDT , CC".split())
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PREPOSITIONS = frozenset("of in to for with by from at on about into after between".split())
_AUXILIARIES = frozenset("am are be been being did do does had has have is was were 's 're".split())
_TRIES = 8


def kind(weight: float) -> Callable[[Damage], Damage]:
    def register(damage: Damage) -> Damage:
        KINDS[damage.__name__.replace("_", "-")] = (weight, damage)
        return damage

    return register


def _tag(sentence: Sentence, index: int) -> str:
    if index < 0:
        return "^"
    return sentence[index].tag if index < len(sentence) else "$"


def _seam_is_usual(left: Sentence, right: Sentence, statistics: Statistics) -> bool:
    """Whether the parts of speech on both sides of a seam go together in clean text."""
    count = statistics.usual(
        _tag(left, len(left) - 2), _tag(left, len(left) - 1), _tag(right, 0), _tag(right, 1)
    )
    return count > _USUAL


def _mark(sentence: Sentence, start: int, end: int, label: int) -> None:
    for word in sentence[max(0, start) : end]:
        word.label = label


def _stop(chance: random.Random) -> Mutable:
    return Mutable(Word(chance.choice("......!?") if chance.random() < 0.1 else ".", False, ".", 0))


def _comma() -> Mutable:
    return Mutable(Word(",", False, ",", 0))


def _broken_off(sentence: Sentence, end: int, statistics: Statistics) -> bool:
    """Whether ``sentence[:end]`` visibly lacks the rest."""
    if end < 2 or not sentence[end - 1].is_word or not sentence[end].is_word:
        return False
    last, following = sentence[end - 1], sentence[end]
    if last.tag in _OPEN and last.tag not in {"IN", "JJ", "RB"}:
        return True
    if last.tag == "IN":
        return following.tag in NOUN_PHRASE or following.tag in {"VBG", "WP", "WRB"}
    if last.tag == "JJ":
        return following.tag in _NOUNS and _tag(sentence, end - 2) in {"DT", "IN", "JJ", "PRP$"}
    if last.tag.startswith("VB") or last.tag == "MD":
        if last.form.lower() in statistics.transitive and following.tag in NOUN_PHRASE:
            return True
        return last.form.lower() in _AUXILIARIES and following.tag != "RB"
    if last.tag in _NOUNS or last.tag == "PRP":
        return not has_finite(sentence[:end]) or (
            following.tag in {"NN", "NNS", "POS", "VBZ", "VBD", "MD"}
            and not any(word.finite >= FINITE for word in sentence[max(0, end - 6) : end])
            and _tag(sentence, end - 2) in {"CC", "IN", "DT", "JJ", ","}
        )
    return False


def _cut_place(sentence: Sentence, chance: random.Random, statistics: Statistics) -> int | None:
    stop = body_end(sentence)
    if stop < 4:
        return None
    for _ in range(_TRIES):
        end = chance.randrange(2, stop)
        if _broken_off(sentence, end, statistics):
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
    _mark(sentence, end - 1, end, CUT)
    if chance.random() < 0.7:
        sentence.extend(closing or [_stop(chance)])
        _mark(sentence, end, len(sentence), CUT)
    elif at + 1 < len(sentences):
        following = sentences.pop(at + 1)
        if chance.random() < 0.4:
            lower(following[body_start(following) % len(following)])
        _mark(sentence, end - 1, end, SPLICE)
        _mark(following, 0, 2, SPLICE)
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
    _mark(sentence, end - 1, end, CUT)
    return True


@kind(2.0)
def orphan_tail(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """Only the last part of a sentence is left."""
    sentence = sentences[at]
    start = _tail_start(sentence, chance, statistics)
    if start is None:
        return False
    del sentence[:start]
    if chance.random() < 0.5:
        capitalize(sentence[0])
    sentence[0].space = True
    _mark(sentence, 0, 3, ORPHAN)
    return True


def _tail_start(sentence: Sentence, chance: random.Random, statistics: Statistics) -> int | None:
    stop = body_end(sentence)
    for _ in range(_TRIES):
        if stop < 4:
            return None
        start = chance.randrange(2, stop)
        tail = sentence[start:stop]
        first = tail[0]
        if not first.is_word or first.tag not in _TAIL_STARTS | _NOUNS:
            continue
        if first.tag == "CC" and (len(tail) < 2 or has_finite(tail)):
            continue
        if first.tag in {"IN", "TO", "VBN", "VB", "RP", "WDT"} and has_finite(tail[1:]):
            continue
        if first.tag in _NOUNS and (
            _tag(sentence, start - 1) not in {"JJ", "DT", "NN", "CD", "PRP$"} or has_finite(tail)
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
    for _ in range(_TRIES):
        if stop < 5:
            return False
        end = chance.randrange(1, stop)
        left, right = sentence[:end], sentence[end:]
        if not left[-1].is_word or not right[0].is_word or right[0].tag in {"CC", "POS"}:
            continue
        right_alone = right[0].tag in NOUN_PHRASE | {"RB", "IN"} and has_finite(right)
        if has_finite(left) and right_alone and not _broken_off(sentence, end, statistics):
            continue
        if _tidy(chance):
            capitalize(right[0])
        elif right[0].is_name and chance.random() < 0.5:
            continue
        left.append(_stop(chance))
        left[-2].label = left[-1].label = CUT
        right[0].space = True
        _mark(right, 0, 2, ORPHAN)
        sentences[at : at + 1] = [left, right]
        return True
    return False


def _tidy(chance: random.Random) -> bool:
    return chance.random() < 0.6


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
        left.append(_comma())
        if right[0].tag == "IN" or left[0].tag == "IN":
            lower(right[0])
    elif chance.random() < 0.6:
        lower(right[0])
    _mark(left, len(left) - 1, len(left), SPLICE)
    _mark(right, 0, 2, SPLICE)
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
    for _ in range(_TRIES):
        end = chance.randrange(2, stop)
        start = 0 if chance.random() < 0.4 else chance.randrange(1, donor_stop - 1)
        left, right = sentence[:end], [word.copy() for word in donor[start:]]
        if not left[-1].is_word or not right[0].is_word:
            continue
        if _seam_is_usual(left, right, statistics) and (
            start or not _broken_off(sentence, end, statistics)
        ):
            continue
        if start == 0 and chance.random() < 0.5:
            lower(right[0])
        right[0].space = True
        _mark(left, end - 1, end, SPLICE)
        _mark(right, 0, 2, SPLICE)
        sentences[at] = left + right
        if other > at or chance.random() < 0.5:
            del sentences[other]
        return True
    return False


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
        before = _tag(sentence, start - 1)
        if start < index and before in {"^", "IN", ",", "CC", "``", "WRB", "VBD", "VBZ", "VBP"}:
            if before == "CC" and has_finite(sentence[:start]):
                continue
            if before == "," and has_finite(sentence[:start]) and chance.random() < 0.7:
                continue
            places.append((start, index))
    if not places:
        return False
    start, end = chance.choice(places)
    capital = start == 0
    del sentence[start:end]
    sentence[start].label = SUBJECT
    if start and sentence[start - 1].is_word:
        sentence[start - 1].label = SUBJECT
    if capital and chance.random() < 0.75:
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
    return _dropped(sentence, start, end, VERB, statistics, chance, seam=2.5)


def _dropped(
    sentence: Sentence,
    start: int,
    end: int,
    label: int,
    statistics: Statistics,
    chance: random.Random,
    *,
    seam: float,
) -> bool:
    """Take ``sentence[start:end]`` out, unless the seam would be more usual than ``seam`` times."""
    left, right = sentence[:start], sentence[end:]
    if not right or not right[0].is_word:
        return False
    count = statistics.usual(
        _tag(left, start - 2), _tag(left, start - 1), right[0].tag, _tag(right, 1)
    )
    if count > seam * _USUAL and chance.random() < 0.8:
        return False
    capital = start == 0
    del sentence[start:end]
    sentence[start].label = label
    if start and sentence[start - 1].is_word:
        sentence[start - 1].label = label
    if capital:
        capitalize(sentence[0])
    return True


@kind(0.9)
def dropped_auxiliary(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    sentence = sentences[at]
    places = [
        index
        for index, word in enumerate(sentence[:-1])
        if index
        and (word.tag == "MD" or word.form.lower() in _AUXILIARIES)
        and sentence[index + 1].tag in {"VB", "VBN", "VBG", "RB", "DT", "JJ"}
    ]
    if not places:
        return False
    start = chance.choice(places)
    end = start + 1
    if sentence[end].form.lower() in {"n't", "n’t"}:
        end += 1
    return _dropped(sentence, start, end, VERB, statistics, chance, seam=1.0)


@kind(1.0)
def dropped_object(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    sentence = sentences[at]
    places = []
    for index, word in enumerate(sentence):
        if word.form.lower() not in statistics.transitive or not word.tag.startswith("VB"):
            continue
        if index and sentence[index - 1].form.lower() in _AUXILIARIES and word.tag == "VBN":
            continue
        end = noun_phrase_end(sentence, index + 1)
        following = _tag(sentence, end)
        if end > index + 1 and following in {"IN", ".", ",", "TO", "CC", "RB", "$"}:
            places.append((index + 1, end))
    if not places:
        return False
    start, end = chance.choice(places)
    del sentence[start:end]
    sentence[start - 1].label = OBJECT
    if start < len(sentence):
        sentence[start].label = OBJECT
    return True


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
    return _dropped(sentence, start, start + 1, WORD, statistics, chance, seam=1.0)


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
    return _dropped(sentence, start, start + 1, WORD, statistics, chance, seam=0.5)


@kind(1.6)
def dropped_stretch(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """Some words in a row are missing in the middle of a sentence."""
    sentence = sentences[at]
    stop = body_end(sentence)
    for _ in range(_TRIES):
        size = chance.choice((1, 2, 2, 3, 3, 4, 5, 6, 8))
        if stop < size + 4:
            continue
        start = chance.randrange(1, stop - size)
        left, right = sentence[:start], sentence[start + size :]
        if not left[-1].is_word or not right[0].is_word:
            continue
        if statistics.usual(_tag(left, start - 2), left[-1].tag, right[0].tag, _tag(right, 1)) > 2:
            continue
        del sentence[start : start + size]
        sentence[start - 1].label = sentence[start].label = SPLICE
        return True
    return False


def _moved(sentence: Sentence, start: int, end: int, to: int) -> bool:
    """Move ``sentence[start:end]`` to before the word that stood at ``to``."""
    part = sentence[start:end]
    capital = start == 0
    _mark(part, 0, len(part), ORDER)
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
    if to == start or sentence[start].form.lower() in _AUXILIARIES or _tag(sentence, to - 1) == ",":
        return False
    return _moved(sentence, start, end, to)


@kind(1.2)
def moved_phrase(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """Some words in a row stand elsewhere in the sentence."""
    sentence = sentences[at]
    first, stop = body_start(sentence), body_end(sentence)
    for _ in range(_TRIES):
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
        usual = statistics.usual(
            _tag(sentence, to - 2),
            _tag(sentence, to - 1),
            sentence[start].tag,
            _tag(sentence, start + 1),
        )
        out = statistics.usual(
            _tag(sentence, start - 2),
            _tag(sentence, start - 1),
            _tag(sentence, end),
            _tag(sentence, end + 1),
        )
        if usual > 3 or out > _USUAL:
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
    for _ in range(_TRIES):
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
                _tag(sentence, start - 1),
                sentence[middle].tag,
                _tag(sentence, middle + 1),
                sentence[start].tag,
            )
            > 1
        ):
            continue
        return _moved(sentence, middle, end, start)
    return False


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
            copies.append(_comma())
        elif draw < 0.25 and part[0].tag in NOUN_PHRASE:
            copies.append(Mutable(Word("and", True, "CC", 0)))
        if size > 2 and chance.random() < 0.35:
            del copy[chance.randrange(1, len(copy) - 1)]
        copies.extend(copy)
    _mark(copies, 0, len(copies), REPEAT)
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
    _mark(copy, 0, len(copy), REPEAT)
    lower(sentence[0])
    capitalize(copy[0])
    copy[0].space = True
    sentence[0:0] = copy
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
        left.append(_stop(chance))
        if chance.random() < 0.5:
            capitalize(right[0])
        _mark(left, mark + 1, len(left), ORPHAN)
        _mark(right, 0, 2, ORPHAN)
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
            _mark(right, 0, 2, ORPHAN)
        elif len(right) > 2 and has_finite(right[:3]):
            _mark(right, 0, 2, CUT)
        else:
            return False
        sentences[at : at + 1] = [sentence[: mark + 1], right]
    return True


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
        if kept[-1].tag not in _NOUNS:
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
    _mark(sentence, 0, 1, ORPHAN)
    _mark(sentence, len(kept) - 1, len(sentence), CUT)
    return True


@kind(0.8)
def wrong_form(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """A verb in a form that cannot stand there."""
    sentence = sentences[at]
    places = [
        index
        for index, word in enumerate(sentence)
        if word.tag in {"VBD", "VBZ", "VB", "VBG", "VBN"} and len(word.form) > 3 and index
    ]
    if not places:
        return False
    word = sentence[chance.choice(places)]
    form = word.form
    changed = {
        "VBZ": (form[:-1] if form.endswith("s") else "", f"{form[:-1]}ing"),
        "VBD": (form[:-2] + "ing" if form.endswith("ed") else "",),
        "VB": (f"{form}ing" if not form.endswith("e") else f"{form[:-1]}ing", f"{form}s"),
        "VBG": (form[:-3], f"{form[:-3]}s", f"{form[:-3]}ed"),
        "VBN": (form[:-2] + "ing" if form.endswith("ed") else "",),
    }[word.tag]
    word.form = chance.choice(changed) or form
    word.label = WRONG if word.form != form else OK
    return word.form != form


@kind(0.6)
def wrong_word(
    sentences: list[Sentence], at: int, chance: random.Random, statistics: Statistics
) -> bool:
    """A word from elsewhere in the text stands where another part of speech belongs."""
    sentence = sentences[at]
    pool = [word for other in sentences for word in other if word.is_word]
    places = [i for i in range(1, body_end(sentence)) if sentence[i].is_word and sentence[i + 1 :]]
    if not places or len(pool) < 5:
        return False
    for _ in range(_TRIES):
        index = chance.choice(places)
        word, other = sentence[index], chance.choice(pool)
        if other.tag == word.tag or other.form.lower() == word.form.lower():
            continue
        if (
            statistics.usual(
                _tag(sentence, index - 2),
                _tag(sentence, index - 1),
                other.tag,
                _tag(sentence, index + 1),
            )
            > 1
        ):
            continue
        word.form, word.tag, word.label = other.form, other.tag, WRONG
        return True
    return False


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
    _mark(sentence, start - 1, start + 1, SPLICE)
    return True


class Damager:
    """Chooses and places damage.

    Args:
        statistics: what is usual in clean text.
        without: kinds that are left out, to see whether they are recognised all the same.
        only: the one kind that is done, to measure it.
    """

    def __init__(
        self, statistics: Statistics, *, without: frozenset[str] = frozenset(), only: str = ""
    ) -> None:
        self._statistics = statistics
        chosen = {
            name: entry
            for name, entry in KINDS.items()
            if name not in without and (not only or name == only)
        }
        self._kinds = [damage for _, damage in chosen.values()]
        self._names = list(chosen)
        self._weights = [weight for weight, _ in chosen.values()]

    def damage(self, sentences: list[Sentence], chance: random.Random) -> str:
        """Damage one of the sentences of a block, and say how ("" if there was no place)."""
        for _ in range(_TRIES):
            (index,) = chance.choices(range(len(self._kinds)), self._weights)
            at = chance.randrange(len(sentences))
            if any(word.label for word in sentences[at]):
                continue
            if self._kinds[index](sentences, at, chance, self._statistics):
                return self._names[index]
        return ""
