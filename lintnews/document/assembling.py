"""Puts the prose of a document together from stretches of a source with markup."""

from __future__ import annotations

from typing import NamedTuple

from lintnews.document.blocks import classify
from lintnews.document.document import Block, BlockKind
from lintnews.document.segments import Segment, SegmentMap


class Assembled(NamedTuple):
    """The prose, the map from it to the source, and its blocks."""

    prose: str
    segments: SegmentMap
    blocks: list[Block]


class Assembler:
    """Collects stretches of a source, block by block.

    Offsets are code points of the file. White space at the edges of a block is left out, and so are
    blocks with nothing else in them. Blocks stand on lines of their own.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0
        self._spans: list[tuple[int, int]] = []
        self._kinds: list[BlockKind | None] = []
        self._kind: BlockKind | None = BlockKind.PARAGRAPH
        self._block: list[tuple[str, int, int, bool]] = []
        self.literals: list[tuple[int, int]] = []
        """Where in the prose stands what is code."""

    def begin(self, kind: BlockKind | None) -> None:
        """End the block before, if there is one, and begin another.

        Args:
            kind: what the markup says that it is, None where only its words can tell.
        """
        self.end()
        self._kind = kind

    def copy(self, text: str, start: int) -> None:
        """Add text that stands at an offset as it is."""
        self._block.append((text, start, start + len(text), False))

    def unit(self, text: str, start: int, end: int, *, literal: bool = False) -> None:
        """Add what a stretch of the source stands for, such as an entity or a run of space.

        Args:
            text: what it stands for.
            start: where it begins.
            end: where it ends.
            literal: whether it is code, in which no rule finds anything.
        """
        self._block.append((text, start, end, literal))

    def end(self) -> None:
        """End the block; what is added next begins a paragraph."""
        block, self._block = self._block, []
        kind, self._kind = self._kind, BlockKind.PARAGRAPH
        texts = [text for text, *_ in block]
        worded = [index for index, text in enumerate(texts) if text and not text.isspace()]
        if not worded:
            return
        block = block[worded[0] : worded[-1] + 1]
        text = "".join(texts[worded[0] : worded[-1] + 1])
        if self._spans:
            self._add("\n", block[0][1], block[0][1], False)
        begin = self._length + len(text) - len(text.lstrip())
        for piece in block:
            self._add(*piece)
        self._spans.append((begin, begin + len(text.strip())))
        self._kinds.append(kind)

    def _add(self, text: str, start: int, end: int, literal: bool) -> None:
        if not text:
            return
        self._pieces.append(text)
        segment = Segment(self._length, self._length + len(text), start, end)
        self._length = segment.prose_end
        if literal:
            self.literals.append(segment[:2])
        last = self._segments[-1] if self._segments else segment
        if _is_copy(segment) and _is_copy(last) and last.source_end == start:
            self._segments[-1] = Segment(last[0], segment.prose_end, last[2], end)
        else:
            self._segments.append(segment)

    def assembled(self, end: int) -> Assembled:
        """All of it.

        Args:
            end: the offset at which the source ends.
        """
        self.end()
        prose = "".join(self._pieces)
        segments = self._segments or [Segment(0, 0, end, end)]
        return Assembled(prose, SegmentMap(segments), classify(prose, self._spans, self._kinds))


def _is_copy(segment: Segment) -> bool:
    return segment.prose_end - segment.prose_start == segment.source_end - segment.source_start
