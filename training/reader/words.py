"""Words that damage is put into, and what damage asks of them."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import Word
from labels import OK

FINITE = 0.7
_PRE = frozenset({"PDT", "DT", "PRP$", "CD"})
_INSIDE = frozenset("CD HYPH JJ JJR JJS NN NNP NNPS NNS POS VBN".split())
_HEADS = frozenset("NN NNP NNPS NNS CD".split())


class Mutable:
    """A word that may be changed, with the label of what was done to it."""

    __slots__ = ("finite", "form", "label", "space", "tag")

    def __init__(self, word: Word) -> None:
        self.form, self.space, self.tag, self.finite = word
        self.label = OK

    def copy(self) -> Mutable:
        other = Mutable(Word(self.form, self.space, self.tag, self.finite))
        other.label = self.label
        return other

    @property
    def is_word(self) -> bool:
        return any(map(str.isalnum, self.form))

    @property
    def is_name(self) -> bool:
        return self.tag in {"NNP", "NNPS"} or self.form == "I" or self.form.isupper()


Sentence = list[Mutable]


def body_end(sentence: Sentence) -> int:
    """The index after the last word: where the final marks begin."""
    end = len(sentence)
    while end and not sentence[end - 1].is_word:
        end -= 1
    return end


def body_start(sentence: Sentence) -> int:
    """The index of the first word."""
    start = 0
    while start < len(sentence) and not sentence[start].is_word:
        start += 1
    return start


def noun_phrase_end(sentence: Sequence[Mutable], start: int) -> int:
    """The index after the noun phrase that begins at ``start``; ``start`` if none does."""
    if start < len(sentence) and sentence[start].tag in {"PRP", "EX"}:
        return start + 1
    end = start
    if end < len(sentence) and sentence[end].tag in _PRE:
        end += 1
    last = start
    while end < len(sentence) and sentence[end].tag in _INSIDE:
        end += 1
        if sentence[end - 1].tag in _HEADS:
            last = end
    return last


def noun_phrase_start(sentence: Sequence[Mutable], end: int) -> int:
    """The index at which the noun phrase that ends before ``end`` begins; ``end`` if none does."""
    if end and sentence[end - 1].tag in {"PRP", "EX"}:
        return end - 1
    if not end or sentence[end - 1].tag not in _HEADS:
        return end
    start = end
    while start and sentence[start - 1].tag in _INSIDE:
        start -= 1
    while start and sentence[start - 1].tag in _PRE:
        start -= 1
    return start


def has_finite(words: Sequence[Mutable]) -> bool:
    return any(word.finite >= FINITE for word in words)


def capitalize(word: Mutable) -> None:
    word.form = word.form[:1].upper() + word.form[1:]


def lower(word: Mutable) -> None:
    """Take the capital from a word that has it only because a sentence began there."""
    if not word.is_name:
        word.form = word.form[:1].lower() + word.form[1:]
