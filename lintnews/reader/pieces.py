"""Words as the second reader sees them: pieces of a fixed vocabulary, and how they look.

The pieces are those of BERT's uncased vocabulary, found by longest match first (Wu et al. 2016,
"Google's Neural Machine Translation System", section 4.1, as used by Devlin et al. 2019).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

_RUNS = re.compile(r"[^\W_]+|\S")
_MOST_PIECES = 12
_LONGEST_FORM = 64
_FORMS_KEPT = 50_000

LOOKS = 48
"""How many looks there are: eight of a form, with or without space before, three of its place."""


SPECIAL = ("[UNK]", "[CLS]", "[SEP]", "[PAD]")
"""Pieces that every vocabulary has: unknown, the ends of a window, and filling behind it."""


class Pieces(NamedTuple):
    """A form in pieces: their numbers, and the look of the first of them (see ``look_of``)."""

    numbers: tuple[int, ...]
    look: int


class Vocabulary:
    """The pieces that words are made of.

    Args:
        pieces: all pieces; one that goes on inside a word begins with ``##``.

    Raises:
        ValueError: a piece that every vocabulary must have is missing.
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        for special in SPECIAL:
            if special not in self._numbers:
                raise ValueError(f"the vocabulary has no {special}")
        self._unknown = self._numbers["[UNK]"]
        self.begin = self._numbers["[CLS]"]
        self.stop = self._numbers["[SEP]"]
        self.filler = self._numbers["[PAD]"]
        self._kept: dict[str, Pieces] = {}

    def pieces(self, form: str) -> Pieces:
        """The pieces of a word or mark, at least one and at most twelve."""
        kept = self._kept.get(form)
        if kept is None:
            if len(self._kept) >= _FORMS_KEPT:
                self._kept.clear()
            kept = self._kept[form] = Pieces(self._split(form[:_LONGEST_FORM]), look_of(form))
        return kept

    def _split(self, form: str) -> tuple[int, ...]:
        runs = _RUNS.findall(_plain(form))
        numbers = [number for run in runs for number in self._longest_first(run)]
        return tuple(numbers[:_MOST_PIECES]) or (self._unknown,)

    def _longest_first(self, run: str) -> list[int]:
        numbers: list[int] = []
        start = 0
        while start < len(run):
            before = "##" if start else ""
            for end in range(len(run), start, -1):
                number = self._numbers.get(before + run[start:end])
                if number is not None:
                    numbers.append(number)
                    start = end
                    break
            else:
                return [self._unknown]
        return numbers


def _plain(form: str) -> str:
    """A form in lower case without diacritics."""
    decomposed = unicodedata.normalize("NFD", form.lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def is_reachable(piece: str) -> bool:
    """Whether a piece of a vocabulary can ever be a part of a form, or marks an end or a gap."""
    if piece in SPECIAL:
        return True
    inside = piece.removeprefix("##")
    return (
        _plain(inside) == inside
        and _RUNS.findall(inside) == [inside]
        and (piece == inside or inside.isalnum())
    )


def look_of(form: str) -> int:
    """What the pieces do not tell of a form: 1 to 7, for its case or the kind of mark; 0 is kept
    for pieces inside a word.
    """
    if not any(map(str.isalnum, form)):
        return 6 if form in "“\"‘'``«" else 7
    if any(map(str.isdigit, form)):
        return 5
    if form.islower():
        return 1
    if form[1:].islower() or len(form) == 1:
        return 2
    return 3 if form.isupper() else 4
