"""Quotation marks and the stretches of speech between them."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum
from typing import NamedTuple

from lintnews.document.document import Document


class MarkRole(StrEnum):
    """What a quotation mark does where it stands."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"  # opens a paragraph of a quotation that goes on
    APOSTROPHE = "apostrophe"
    PRIME = "prime"
    STRAY = "stray"


class Mark(NamedTuple):
    """A quotation mark: its place, its role and, if it has one, the index of its mate."""

    start: int
    end: int
    role: MarkRole
    mate: int | None


class Quotations(NamedTuple):
    """The marks of a text in order, and the stretches of speech, marks included, in order."""

    marks: tuple[Mark, ...]
    speech: tuple[tuple[int, int], ...]

    def cover(self, offset: int) -> bool:
        """Whether an offset lies in speech."""
        index = bisect_right(self.speech, (offset, float("inf"))) - 1
        return index >= 0 and offset < self.speech[index][1]


def read_quotations(document: Document) -> Quotations:
    """Find the quotation marks of a document and pair them."""
    return Quotations((), ())
