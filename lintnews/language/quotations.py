"""Quotation marks and the stretches of speech between them.

What a mark does is read from where it stands (the space and the marks beside it) before it is read
from its shape, because machine translation turns marks round; then marks are paired paragraph by
paragraph. A quotation that goes on over paragraphs opens each of them anew and closes once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum, StrEnum
from typing import NamedTuple

from lintnews.document.document import Block, BlockKind, Document
from lintnews.resources import word_lists


class MarkRole(StrEnum):
    """What a quotation mark does where it stands."""

    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"  # opens a paragraph of a quotation that goes on
    APOSTROPHE = "apostrophe"
    PRIME = "prime"
    STRAY = "stray"


class Mark(NamedTuple):
    """A quotation mark: its place, its role and, if it has one, the index of its mate.

    ``opens`` says which way it faces, also where its mate is missing. An OPEN or REOPEN without a
    mate belongs to a quotation that goes on in the next paragraph. A STRAY with a mate has it in
    another paragraph, although the quotation was not opened anew there.
    """

    start: int
    end: int
    role: MarkRole
    mate: int | None
    opens: bool = False


class Quotations(NamedTuple):
    """The marks of a text in order, and the stretches of speech, marks included, in order."""

    marks: tuple[Mark, ...]
    speech: tuple[tuple[int, int], ...]

    def cover(self, offset: int) -> bool:
        """Whether an offset lies in speech."""
        return self.around(offset) is not None

    def meet(self, start: int, end: int) -> bool:
        """Whether some of a stretch lies in speech."""
        index = bisect_right(self.speech, (end, -1.0)) - 1
        return index >= 0 and start < self.speech[index][1]

    def around(self, offset: int) -> tuple[int, int] | None:
        """The stretch of speech in which an offset lies."""
        index = bisect_right(self.speech, (offset, float("inf"))) - 1
        return self.speech[index] if index >= 0 and offset < self.speech[index][1] else None


def read_quotations(document: Document) -> Quotations:
    """Find the quotation marks of a document and pair them."""
    paragraphs = [
        _Paragraph(document.prose, block)
        for block in document.blocks
        if block.kind not in _PASSED_OVER
    ]
    before: _Paragraph | None = None
    for paragraph in paragraphs:
        if paragraph.is_aside:
            paragraph.pair(None)
        else:
            paragraph.pair(before)
            before = paragraph
    for paragraph in paragraphs:
        paragraph.settle()
    _join_over_breaks([paragraph for paragraph in paragraphs if not paragraph.is_aside])
    found = [mark for paragraph in paragraphs for mark in paragraph.marks]
    index = {id(mark): number for number, mark in enumerate(found)}
    marks = tuple(
        Mark(
            mark.start,
            mark.end,
            mark.role,
            None if mark.mate is None else index[id(mark.mate)],
            mark.opens,
        )
        for mark in found
    )
    return Quotations(marks, tuple(_speech(paragraphs)))


_PASSED_OVER = frozenset({BlockKind.RESIDUE, BlockKind.SCORE_LINE})
# They may stand between the paragraphs of a quotation and do not belong to it.
_ASIDES = frozenset({BlockKind.CAPTION, BlockKind.BYLINE})
_MARK = re.compile(r"``|''|’’|‘‘|[\"“”„‟«»‘’'`]")
_SINGLES = frozenset("‘’'`")
_OPENING = frozenset({"“", "„", "‟", "«", "‘", "‘‘", "``", "`"})
_CLOSING = frozenset({"”", "»", "’", "’’"})
_CLASS = {
    **dict.fromkeys("“”„‟", "curly"),
    '"': "straight",
    **dict.fromkeys("«»", "angle"),
    **dict.fromkeys(("``", "''", "‘‘", "’’"), "two singles"),
}
_DASHES = frozenset("-–—―")
_ENDS = frozenset(",;:!?)]}")
_STARTS = frozenset("([{")
_QUOTES = frozenset("\"“”„‟«»‘’'`")
_FEET = re.compile(r"\d['’′]\s?\d{1,2}(?:[.]\d{1,2}|\s?[½¼¾])?\Z")
_MEASURE = re.compile(r"(?<![\d.,])\d{1,3}(?:[.]\d{1,2})?[½¼¾]?\Z")
_WORD = re.compile(r"[^\W_]{1,12}")
_LAST_WORD = re.compile(r"[^\W\d_]{1,12}\Z")
_LONGEST_CLIPPED = 12
_ELLIPSIS_OR_NAME = re.compile(r"[^\W_]|\s?\.")
_DEEPEST_SEARCH = 4
_FARTHEST_PARAGRAPH = 24


class _Shape(Enum):
    """Which way a mark faces, to go by its neighbours."""

    OPEN = "open"
    CLOSE = "close"
    NEITHER = "neither"


class _Found:
    """A mark while it is being paired."""

    __slots__ = ("end", "glyph", "mate", "opens", "role", "shape", "start", "sure")

    def __init__(self, start: int, glyph: str) -> None:
        self.start = start
        self.end = start + len(glyph)
        self.glyph = glyph
        self.role = MarkRole.STRAY
        self.mate: _Found | None = None
        self.opens = False
        self.shape = _Shape.NEITHER
        self.sure = False

    def join(self, closer: _Found) -> None:
        self.mate, closer.mate = closer, self
        self.role = MarkRole.REOPEN if self.role is MarkRole.REOPEN else MarkRole.OPEN
        closer.role = MarkRole.CLOSE
        self.opens, closer.opens = True, False


class _Paragraph:
    """The marks of one block."""

    def __init__(self, prose: str, block: Block) -> None:
        self.prose = prose
        self.block = block
        self.marks = [
            _Found(match.start(), match[0])
            for match in _MARK.finditer(prose, block.start, block.end)
        ]
        self.doubles: list[_Found] = []
        self.goes_on: _Found | None = None
        self.taken_up = False
        self.is_aside = block.kind in _ASIDES or (
            block.kind is BlockKind.SUBHEADING and not self.marks
        )

    def pair(self, before: _Paragraph | None) -> None:
        """Give every mark its role; ``before`` is the paragraph before, which may go on here."""
        singles: list[_Found] = []
        for mark in self.marks:
            self._look_around(mark)
            if mark.glyph not in _SINGLES:
                self.doubles.append(mark)
            elif mark.role is not MarkRole.APOSTROPHE:
                singles.append(mark)
        self._pair_doubles()
        self._pair_singles(singles)
        self._pair_unlike()
        if before is not None:
            self._take_up(before)

    def _neighbour(self, offset: int, step: int) -> str:
        """The character beside a mark, marks that touch it passed over; '' at the block's edge."""
        for place in range(offset, offset + 4 * step, step):
            if not self.block.start <= place < self.block.end:
                return ""
            character = self.prose[place]
            if character not in _QUOTES:
                return character
        return '"'

    def _look_around(self, mark: _Found) -> None:
        before = self._neighbour(mark.start - 1, -1)
        after = self._neighbour(mark.end, 1)
        if mark.glyph in _SINGLES and before.isalnum() and after.isalnum():
            mark.role = MarkRole.APOSTROPHE
            return
        mark.shape, mark.sure = _shape(before, after, self.prose, mark.end)

    def _pair_doubles(self) -> None:
        opened: list[_Found] = []
        for mark in self.doubles:
            if self._is_prime(mark, opened):
                mark.role = MarkRole.PRIME
                continue
            mark.opens = _opens(mark, opened)
            if mark.opens:
                opened.append(mark)
            elif opened:
                _mate_of(mark, opened).join(mark)
        self.doubles = [mark for mark in self.doubles if mark.role is not MarkRole.PRIME]
        if opened and opened[-1] is self.doubles[-1]:
            self.goes_on = opened[-1]

    def _is_prime(self, mark: _Found, opened: Sequence[_Found]) -> bool:
        if mark.glyph not in {'"', "''", "”", "’’"} or mark.start == self.block.start:
            return False
        last = self.prose[mark.start - 1]
        if not (last.isdigit() or last in "½¼¾"):
            return False
        before = self.prose[max(self.block.start, mark.start - 10) : mark.start]
        if _FEET.search(before):
            return True
        return not opened and _MEASURE.search(before) is not None

    def _pair_singles(self, singles: Sequence[_Found]) -> None:
        opener: _Found | None = None
        fallback: _Found | None = None
        turned: _Found | None = None  # ’ where an opening mark could stand
        for mark in singles:
            before = self.prose[mark.start - 1] if mark.start > self.block.start else ""
            if before.isdigit() and mark.glyph != "‘":
                mark.role = MarkRole.PRIME if opener is None else mark.role
            if self._single_opens(mark):
                if opener is not None and fallback is not None:
                    opener.join(fallback)
                opener, fallback = mark, None
                mark.opens = True
            elif mark.shape is _Shape.CLOSE and opener is not None:
                if not before.isalpha() or (before != "s" and not self._drops_a_letter(mark)):
                    opener.join(mark)
                    opener = fallback = None
                elif fallback is None:
                    fallback = mark
            elif mark.shape is _Shape.OPEN and self._opens_word(mark):
                turned = mark
            elif turned is not None and self._misses_a_mate(mark):
                turned.join(mark)
                turned = None
        if opener is not None and fallback is not None:
            opener.join(fallback)
        elif opener is not None and opener.glyph == "‘" and self.goes_on is None:
            self.goes_on = opener
        for mark in singles:
            if mark.mate is None and mark.role is MarkRole.STRAY and not self._misses_a_mate(mark):
                mark.role = MarkRole.APOSTROPHE

    def _single_opens(self, mark: _Found) -> bool:
        return mark.shape is _Shape.OPEN and mark.glyph != "’" and self._opens_word(mark)

    def _opens_word(self, mark: _Found) -> bool:
        """Whether what follows a mark is no word that begins with an apostrophe."""
        word = _WORD.match(self.prose, mark.end, self.block.end)
        if word is None:
            return True
        return not (word[0][0].isdigit() or word[0].lower() in word_lists("elisions")["elisions"])

    def _drops_a_letter(self, mark: _Found) -> bool:
        """Whether the mark stands for the g of "nothin'" or the d of "an'"."""
        before = self.prose[max(self.block.start, mark.start - _LONGEST_CLIPPED) : mark.start]
        word = _LAST_WORD.search(before)
        if word is None:
            return False
        lower = word[0].lower()
        return lower.endswith("in") or lower in word_lists("elisions")["clipped"]

    def _misses_a_mate(self, mark: _Found) -> bool:
        """Whether a single mark without a mate is no apostrophe either."""
        if mark.opens:
            before = self.prose[max(self.block.start, mark.start - 2) : mark.start]
            return mark.glyph == "‘" and (not before.strip() or before in {", ", ": "})
        before = self.prose[mark.start - 1] if mark.start > self.block.start else ""
        return mark.shape is _Shape.CLOSE and mark.sure and before in {",", ".", "!", "?"}

    def _may_close(self, mark: _Found) -> bool:
        """Whether a mark could close a quotation that another style of mark opened."""
        if mark.role is MarkRole.STRAY:
            return not mark.opens
        before = self.prose[mark.start - 1] if mark.start > self.block.start else ""
        return mark.shape is _Shape.CLOSE and before != "s" and not self._drops_a_letter(mark)

    def _pair_unlike(self) -> None:
        """Join a double mark that lost its mate to a single one that lost its own."""
        opener: _Found | None = None
        for mark in self.marks:
            single = mark.glyph in _SINGLES
            if mark.mate is not None or mark.role is MarkRole.PRIME:
                opener = opener if single else None
            elif (
                opener is not None
                and single != (opener.glyph in _SINGLES)
                and self._may_close(mark)
            ):
                opener.join(mark)
                if self.goes_on is opener:
                    self.goes_on = None
                opener = None
            if mark.mate is None and mark.opens:
                opener = mark

    def _take_up(self, before: _Paragraph) -> None:
        """Let the first mark open the quotation of the paragraph before anew."""
        first = self.marks[0] if self.marks else None
        going = before.goes_on
        if first is None or not first.opens or first.start > self.block.lead + 1:
            return
        if going is not None and (first.glyph in _SINGLES) == (going.glyph in _SINGLES):
            going.role = MarkRole.REOPEN if going.role is MarkRole.REOPEN else MarkRole.OPEN
            first.role = MarkRole.REOPEN
            before.taken_up = True

    def settle(self) -> None:
        """Call a mark stray that opened anew what neither closes nor goes on."""
        first = self.marks[0] if self.marks else None
        if first is not None and first.role is MarkRole.REOPEN and first.mate is None:
            goes_on = self.taken_up and first is self.goes_on
            first.role = MarkRole.REOPEN if goes_on else MarkRole.STRAY


def _shape(before: str, after: str, prose: str, end: int) -> tuple[_Shape, bool]:
    """Which way a mark between two characters faces, and whether nothing speaks against it."""
    space_before, space_after = not before or before.isspace(), not after or after.isspace()
    ends = after in _ENDS or (after == "." and not _ELLIPSIS_OR_NAME.match(prose, end + 1))
    if not after:
        return _Shape.CLOSE if before else _Shape.NEITHER, bool(before) and not space_before
    if not before:
        return _Shape.NEITHER if ends else _Shape.OPEN, not ends and not space_after
    tight_after = not (space_after or ends or after in _DASHES)
    if space_before or before in _STARTS:
        if tight_after:
            return _Shape.OPEN, True
        if ends and space_before:
            return _Shape.CLOSE, False
        return (_Shape.OPEN if before in _STARTS and space_after else _Shape.NEITHER), False
    if before in _DASHES:
        return (_Shape.OPEN if tight_after else _Shape.CLOSE), False
    return (_Shape.NEITHER if tight_after else _Shape.CLOSE), not tight_after


def _opens(mark: _Found, opened: Sequence[_Found]) -> bool:
    """Whether a double mark opens, given those that stand open before it."""
    if mark.glyph == "“" and opened and opened[-1].glyph == "„":
        return False
    nominal = mark.glyph in _OPENING or mark.glyph in _CLOSING
    if mark.sure or (mark.shape is not _Shape.NEITHER and not nominal):
        return mark.shape is _Shape.OPEN
    if nominal and mark.shape is not _Shape.CLOSE:
        return mark.glyph in _OPENING
    if mark.shape is _Shape.CLOSE:
        return False
    return not any(other.glyph == mark.glyph for other in opened[-_DEEPEST_SEARCH:])


def _mate_of(mark: _Found, opened: list[_Found]) -> _Found:
    """Take the opening mark that a closing one belongs to off the open ones.

    A mark of the same style is preferred to the nearest one; those passed over stay without mate.
    """
    style = _CLASS[mark.glyph]
    for depth in range(1, min(_DEEPEST_SEARCH, len(opened)) + 1):
        if _CLASS[opened[-depth].glyph] == style:
            opener = opened[-depth]
            del opened[-depth:]
            return opener
    return opened.pop()


def _join_over_breaks(paragraphs: Sequence[_Paragraph]) -> None:
    """Note the mates that stand in different paragraphs without a mark that opens anew.

    Where the paragraph does not end with a sentence the break is one of layout, and they pair.
    """
    waiting: _Found | None = None
    home = 0
    for number, paragraph in enumerate(paragraphs):
        strays = [mark for mark in paragraph.doubles if mark.role is MarkRole.STRAY]
        if waiting is not None and paragraph.doubles:
            first = paragraph.doubles[0]
            if first.role is MarkRole.STRAY and not first.opens:
                if _breaks_off(paragraphs[home]):
                    waiting.join(first)
                else:
                    waiting.mate, first.mate = first, waiting
            waiting = None
        if waiting is not None and number - home >= _FARTHEST_PARAGRAPH:
            waiting = None
        if strays and strays[-1] is paragraph.goes_on:
            waiting, home = strays[-1], number


def _breaks_off(paragraph: _Paragraph) -> bool:
    block = paragraph.block
    last = paragraph.prose[max(block.start, block.end - 8) : block.end].rstrip()[-1:]
    return last.isalnum() or last in {",", "-"}


def _speech(paragraphs: Sequence[_Paragraph]) -> Iterator[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for paragraph in paragraphs:
        for mark in paragraph.marks:
            if mark.mate is not None and mark.opens:
                spans.append((mark.start, mark.mate.end))
            elif mark.role in {MarkRole.OPEN, MarkRole.REOPEN}:
                spans.append((mark.start, paragraph.block.end))
    spans.sort()
    if not spans:
        return
    merged = [spans[0]]
    for start, end in spans[1:]:
        if start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    yield from merged
