"""What the checks on quotation marks share: marks with the word beside them, and doubled marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lintnews.document.document import Block
from lintnews.language.quotations import Mark
from lintnews.language.text import Text

SINGLES = frozenset("‘’'`")
"""The marks of a quotation inside a quotation, apostrophes among them."""

_WORD_AFTER = re.compile(r"\s{0,3}[^\s\"“”]{1,40}")
_WORD_BEFORE = re.compile(r"[^\s\"“”]{1,40}\s{0,3}\Z")
_LONGEST_WORD = 44


def with_word_after(prose: str, mark: Mark, block: Block) -> tuple[int, int]:
    """The stretch of a mark and the word after it."""
    word = _WORD_AFTER.match(prose, mark.end, block.end)
    return mark.start, word.end() if word else mark.end


def with_word_before(prose: str, mark: Mark, block: Block) -> tuple[int, int]:
    """The stretch of a mark and the word before it."""
    begin = max(block.start, mark.start - _LONGEST_WORD)
    word = _WORD_BEFORE.search(prose[begin : mark.start])
    return (begin + word.start() if word else mark.start), mark.end


def doubled_marks(text: Text) -> frozenset[int]:
    """Marks that repeat their neighbour and open or close nothing that it does not."""
    prose, marks = text.prose, text.quotations.marks
    found: set[int] = set()
    for index in range(len(marks) - 1):
        mark, following = marks[index], marks[index + 1]
        if mark.end != following.start or prose[mark.start] in SINGLES:
            continue
        if prose[mark.start : mark.end] != prose[following.start : following.end]:
            continue
        if mark.mate == index + 1:
            continue
        if mark.mate is None or following.mate is None or _touch(marks, mark.mate, following.mate):
            found.update((index, index + 1))
    return frozenset(found)


def _touch(marks: Sequence[Mark], first: int, second: int) -> bool:
    return marks[min(first, second)].end == marks[max(first, second)].start
