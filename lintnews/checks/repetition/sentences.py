"""Sentences and paragraphs that stand in a text twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lintnews.document.document import RUNNING_TEXT, BlockKind
from lintnews.language.text import Sentence, Text, Token
from lintnews.model import Hit, Spot
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_FEWEST_KEY_WORDS = 5


class Repeat(NamedTuple):
    """Sentences that come again: as many as ``length`` from each index of ``again`` on.

    In a run of equal sentences all but the first are one place.
    """

    first: int
    length: int
    again: tuple[int, ...]

    @property
    def adjoins(self) -> bool:
        """Whether the second copy follows the first without anything between."""
        return self.first + self.length >= self.again[0]


def repeats(text: Text) -> tuple[Repeat, ...]:
    """All passages that come again in a text, in order, each as long as it can be."""
    keys = text.once(_keys)
    seen: dict[tuple[str, ...], int] = {}
    found: dict[int, tuple[int, list[int]]] = {}
    done = 0
    for index, key in enumerate(keys):
        if len(key) < _FEWEST_KEY_WORDS:
            continue
        distance = index - seen.setdefault(key, index)
        if not distance or index < done:
            continue
        begin = index
        while begin > max(done, distance) and keys[begin - 1] == keys[begin - 1 - distance]:
            begin -= 1
        done = index + 1
        while done < len(keys) and keys[done] == keys[done - distance]:
            done += 1
        found.setdefault(begin - distance, (done - begin, []))[1].append(begin)
    return tuple(
        Repeat(first, count, tuple(again))
        for first, (count, again) in found.items()
        if _in_prose(text, first, again[0], count)
    )


def _in_prose(text: Text, first: int, again: int, count: int) -> bool:
    """Whether both copies stand in running text, or in one headline."""
    blocks = {text.sentences[at + step].block for at in (first, again) for step in range(count)}
    return len(blocks) == 1 or all(block.kind in RUNNING_TEXT for block in blocks)


def _keys(text: Text) -> tuple[tuple[str, ...], ...]:
    return tuple(_key(sentence) for sentence in text.sentences)


@cache
def _alike() -> dict[str, str]:
    """Words that two versions of one sentence may have or lack, and verbs of speech for "say"."""
    alike = dict.fromkeys(word_lists("repetition")["small"], "")
    return alike | dict.fromkeys(word_lists("reporting-verbs")["verbs"], "say")


def _key(sentence: Sentence) -> tuple[str, ...]:
    """The words that make the sentence what it is; equal keys are versions of one sentence."""
    alike = _alike()
    return tuple(
        word
        for token in sentence.tokens
        if token.is_word and (word := alike.get(token.norm, token.norm))
    )


class TwiceParams(Params, frozen=True):
    """``fewest``: words it takes; shorter ones are repeated on purpose."""

    fewest: int


class NearParams(Params, frozen=True):
    """``fewest``: words it takes; ``share``: part of them that both versions must have."""

    fewest: int
    share: float


class ApartParams(Params, frozen=True):
    """``fewest``: words it takes; ``farthest``: sentences after which it may come back."""

    fewest: int
    farthest: int


@check("sentence_twice", TwiceParams)
def sentence_twice(text: Text, params: TwiceParams) -> Iterator[Hit]:
    """A sentence, or several, that stands twice in a row, word for word or nearly so."""
    for repeat in text.once(repeats):
        if (
            repeat.adjoins
            and not _is_paragraph(text, repeat)
            and _word_count(text, repeat) >= params.fewest
        ):
            yield _hit(text, repeat)


@check("sentence_nearly_twice", NearParams)
def sentence_nearly_twice(text: Text, params: NearParams) -> Iterator[Hit]:
    """Two versions of one sentence in a row, which differ in a word or two.

    Versions that differ in a name or a number say two things.
    """
    sentences, keys = text.sentences, text.once(_keys)
    for index in range(1, len(sentences)):
        before, after = sentences[index - 1 : index + 1]
        if (
            not after.first
            and min(len(keys[index - 1]), len(keys[index])) >= params.fewest
            and keys[index - 1] != keys[index]
            and _share(keys[index - 1], keys[index]) >= params.share
            and not any(map(_tells_apart, _unshared(before, after)))
        ):
            first = Spot(before.start, before.end, "first version")
            yield Hit(after.start, after.end, related=(first,))


def _share(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The part of their words that two sentences share (the Dice coefficient), from 0 to 1."""
    return 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other))


def _unshared(one: Sentence, other: Sentence) -> Iterator[Token]:
    """The words of each sentence that the other one lacks."""
    for sentence, against in ((one, other), (other, one)):
        norms = {token.norm for token in against.tokens}
        yield from (token for token in sentence.tokens if token.norm not in norms)


def _tells_apart(token: Token) -> bool:
    return token.text[0].isupper() or token.text[0].isdigit() or token.norm in _NEGATIONS


_NEGATIONS = frozenset({"not", "n't", "no", "never", "without"})


@check("sentence_comes_back", ApartParams)
def sentence_comes_back(text: Text, params: ApartParams) -> Iterator[Hit]:
    """A sentence that stands a second time farther on.

    A list may repeat itself; so may a pull quote, and what comes three times is meant.
    """
    sentences = text.sentences
    for repeat in text.once(repeats):
        first, again = repeat.first, repeat.again[0]
        if (
            not repeat.adjoins
            and len(repeat.again) == 1
            and again - first <= params.farthest
            and sentences[again].block.kind is BlockKind.PARAGRAPH
            and _in_speech(text, first) == _in_speech(text, again)
            and not _is_paragraph(text, repeat)
            and not _is_form(sentences[again])
            and _word_count(text, repeat) >= params.fewest
        ):
            yield _hit(text, repeat)


@check("paragraph_twice", TwiceParams)
def paragraph_twice(text: Text, params: TwiceParams) -> Iterator[Hit]:
    """A paragraph, or several, that stands in the text a second time."""
    for repeat in text.once(repeats):
        if (
            _is_paragraph(text, repeat)
            and not _is_form(text.sentences[repeat.again[0]])
            and _word_count(text, repeat) >= params.fewest
        ):
            yield _hit(text, repeat)


def _is_paragraph(text: Text, repeat: Repeat) -> bool:
    """Whether both copies are whole paragraphs."""
    return all(
        text.sentences[at].first
        and text.sentences[at + repeat.length - 1].last
        and text.sentences[at].block.kind is BlockKind.PARAGRAPH
        for at in (repeat.first, repeat.again[0])
    )


def _is_form(sentence: Sentence) -> bool:
    """Whether it is a question of an interview, or a note in brackets."""
    return sentence.tokens[-1].text == "?" or sentence.tokens[0].text in {"[", "("}


def _in_speech(text: Text, index: int) -> bool:
    return text.quotations.cover(text.sentences[index].start)


def _word_count(text: Text, repeat: Repeat) -> int:
    again = text.sentences[repeat.again[0] : repeat.again[0] + repeat.length]
    return sum(token.text[0].isalpha() for sentence in again for token in sentence.tokens)


def _hit(text: Text, repeat: Repeat) -> Hit:
    """The second copy, with the first one and any later ones."""
    length = min(repeat.length, repeat.again[0] - repeat.first)
    first = Spot(*_extent(text, repeat.first, length), "first copy")
    later = [Spot(*_extent(text, at, repeat.length), "later copy") for at in repeat.again[1:]]
    start, end = _extent(text, repeat.again[0], repeat.length)
    return Hit(start, end, related=(first, *later))


def _extent(text: Text, first: int, count: int) -> tuple[int, int]:
    last = text.sentences[min(first + count, len(text.sentences)) - 1]
    return text.sentences[first].start, last.end
