"""A document: prose in blocks, with a way back to the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, Protocol

from lintnews.document.provenance import NO_PROVENANCE, Provenance
from lintnews.document.segments import SegmentMap
from lintnews.model import Place

_LINE_END = re.compile(r"\r\n|\r|\n")


class BlockKind(StrEnum):
    """What a block of an article is; most rules read running text only."""

    PARAGRAPH = "paragraph"
    HEADLINE = "headline"
    SUBHEADING = "subheading"
    BYLINE = "byline"
    CAPTION = "caption"
    LIST_ITEM = "list-item"
    SCORE_LINE = "score-line"
    VERSE = "verse"
    RESIDUE = "residue"


RUNNING_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION)
"""The kinds of block that hold sentences."""
HEADINGS = (BlockKind.HEADLINE, BlockKind.SUBHEADING)
"""The kinds of block that name what follows."""


class Block(NamedTuple):
    """A block of the prose: ``prose[start:end]``, without the line break that ends it.

    ``lead`` is the offset at which its own text begins: after the mark of a list item ("- "),
    and in a paragraph after a dateline ("KYIV, March 3 (Reuters) – "), a time ("12:30 ") or a side
    head ("JANE DOE At the ministry").
    """

    kind: BlockKind
    start: int
    end: int
    lead: int


class Comment(NamedTuple):
    """What a comment in the source says, offsets into the file."""

    text: str
    start: int
    end: int


class Excerpt(NamedTuple):
    """A stretch of one line of the source; ``start`` is its offset into the file.

    ``opens_line`` and ``ends_line`` say whether it reaches the edges of the line.
    """

    text: str
    start: int
    opens_line: bool
    ends_line: bool

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


class LineIndex:
    """Where the lines of a source begin; they end with LF, CR LF or a lone CR."""

    def __init__(
        self, source: str, *, first_line: int = 1, first_column: int = 1, shift: int = 0
    ) -> None:
        """Index ``source``, whose first character has that line and column and offset."""
        self._first_line = first_line
        self._starts = [
            shift + 1 - first_column,
            *(shift + match.end() for match in _LINE_END.finditer(source)),
        ]

    def start(self, line: int) -> int:
        """The offset at which a line begins."""
        return self._starts[line - self._first_line]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1, the column in code points."""
        line = bisect_right(self._starts, offset) - 1
        return self._first_line + line, offset - self._starts[line] + 1


class Origin(Protocol):
    """How a document stands in its file: what it takes to write into its source."""

    @property
    def encoding(self) -> str:
        """The encoding of the file."""

    def written(self, text: str, source: str) -> str:
        """A stretch of prose as ``source`` writes such a text, with escapes where it has them.

        Raises:
            ValueError: nothing can be written into it.
        """

    def read(self, source: str) -> Document:
        """The document as it is after a change of its source.

        Raises:
            ValueError: the source holds no such document any more.
        """


class ReadOnly(NamedTuple):
    """A document into whose file nothing is written."""

    encoding: str

    def written(self, text: str, source: str) -> str:
        """Nothing is written."""
        raise ValueError("nothing is written into such a file")

    def read(self, source: str) -> Document:
        """Nothing changes."""
        raise ValueError("nothing is written into such a file")


class Document:
    """The prose of one article.

    Args:
        path: the name under which findings are reported.
        source: the decoded source that the article stands in (for JSON Lines: its line).
        prose: the text to read, lines separated by ``\\n``.
        segments: the map from the prose to offsets into the whole file.
        blocks: the blocks of the prose, in order, without overlap.
        first_line: the line of the file in which ``source`` begins.
        first_column: the column of that line at which it begins.
        shift: the offset into the file at which ``source`` begins.
        origin: how the document stands in its file.
        provenance: what the file says of the article besides its text.
        comments: the comments in the source that are no part of the prose.
        literals: the stretches of prose that are code, in order.
    """

    def __init__(
        self,
        *,
        path: str,
        source: str,
        prose: str,
        segments: SegmentMap,
        blocks: Sequence[Block],
        origin: Origin,
        first_line: int = 1,
        first_column: int = 1,
        shift: int = 0,
        provenance: Provenance = NO_PROVENANCE,
        comments: Sequence[Comment] = (),
        literals: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.path = path
        self.source = source
        self.prose = prose
        self.blocks = tuple(blocks)
        self._segments = segments
        self.origin = origin
        self.first_line = first_line
        self.first_column = first_column
        self.shift = shift
        self.provenance = provenance
        self.comments = tuple(comments)
        self._literals = tuple(literals)

    @property
    def article_id(self) -> str | None:
        """The id of its record, if that has one, which tells it from all others of its file."""
        return self.provenance.record if self.provenance.by_id else None

    @cached_property
    def _lines(self) -> LineIndex:
        return LineIndex(
            self.source,
            first_line=self.first_line,
            first_column=self.first_column,
            shift=self.shift,
        )

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def block_at(self, offset: int) -> Block | None:
        """The block in which a prose offset lies, None between blocks."""
        index = bisect_right(self._block_starts, offset) - 1
        if index < 0 or offset > self.blocks[index].end:
            return None
        return self.blocks[index]

    @property
    def has_code(self) -> bool:
        """Whether some of the prose is code."""
        return bool(self._literals)

    def meets_code(self, start: int, end: int) -> bool:
        """Whether ``prose[start:end]`` begins or ends in code, which is no prose to judge."""
        return any(
            index >= 0 and offset < self._literals[index][1]
            for offset in (start, max(start, end - 1))
            for index in (bisect_right(self._literals, (offset, len(self.prose) + 1)) - 1,)
        )

    def excerpt(self, start: int, end: int, reach: int) -> Excerpt:
        """The source around a place, offsets into the file, inside the line in which it starts.

        At most ``reach`` code points are given on either side, and the place itself is cut after
        ``2 * reach``.
        """
        start -= self.shift
        end = min(end - self.shift, start + 2 * reach)
        first, last = max(0, start - reach), min(len(self.source), end + reach)
        for match in _LINE_END.finditer(self.source, first, start):
            first = match.end()
        ends = _LINE_END.search(self.source, start, last)
        last = ends.start() if ends else last
        opens_line = first == 0 or self.source[first - 1] in "\r\n"
        ends_line = last == len(self.source) or self.source[last] in "\r\n"
        text = self.source[first:last]
        return Excerpt(text, self.shift + first, opens_line, ends_line)

    def prose_of(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the prose has what ``[start:end]`` of the file stands for.

        It is None if markup stands inside.
        """
        return self._segments.to_prose(start, end)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset into the file, both counted from 1."""
        return self._lines.position(offset)

    def place(self, start: int, end: int) -> Place:
        """The place in the file of ``prose[start:end]``."""
        return self.source_place(*self._segments.to_source(start, end))

    def source_place(self, start: int, end: int) -> Place:
        """The place in the file of a stretch of it, given by offsets into the file."""
        line, column = self._lines.position(start)
        end_line, end_column = self._lines.position(end)
        return Place(
            start=start,
            end=end,
            line=line,
            column=column,
            end_line=end_line,
            end_column=end_column,
        )

    def prose_around(self, start: int, end: int) -> tuple[int, int]:
        """The least stretch of prose that stands for ``[start:end]`` of the file."""
        return self._segments.prose_around(start, end)
