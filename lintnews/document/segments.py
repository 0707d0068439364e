"""The map from every character of the prose to the source it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple


class Segment(NamedTuple):
    """A stretch of prose and the stretch of source it stands for, in code points.

    Where both lengths are equal the stretches correspond character by character; otherwise the
    segment is one unit (an escape, an entity) and is never split.
    """

    prose_start: int
    prose_end: int
    source_start: int
    source_end: int


class SegmentMap:
    """Segments in the order of the prose, covering all of it, and in that of the source."""

    def __init__(self, segments: list[Segment]) -> None:
        self._segments = segments
        self._starts = [segment.prose_start for segment in segments]

    @classmethod
    def identity(cls, length: int, shift: int = 0) -> SegmentMap:
        """The map of a prose of ``length`` characters that is the source from ``shift`` on."""
        return cls([Segment(0, length, shift, shift + length)])

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source offsets of ``prose[start:end]``; an empty stretch stays empty."""
        first = self._at(start)
        source_start = self._inside(first, start, end_of_unit=start >= first.prose_end)
        if end <= start:
            return source_start, source_start
        last = self._at(end - 1)
        return source_start, self._inside(last, end, end_of_unit=True)

    def parts(self, start: int, end: int) -> Iterator[Segment]:
        """What ``prose[start:end]`` stands for, cut where segments meet; a unit is given whole."""
        for index in range(self._index(start), len(self._segments)):
            segment = self._segments[index]
            if segment.prose_start >= end:
                return
            first, last = max(start, segment.prose_start), min(end, segment.prose_end)
            yield Segment(
                first,
                last,
                self._inside(segment, first, end_of_unit=False),
                self._inside(segment, last, end_of_unit=True),
            )

    def to_prose(self, start: int, end: int) -> tuple[int, int] | None:
        """The prose that a stretch of the source stands for, None if markup stands inside it.

        A stretch that cuts a unit stands for no prose either.
        """
        index = max(0, bisect_right(self._sources, start) - 1)
        # What stands for nothing (a break between blocks) begins where its neighbour does.
        while index and self._segments[index].source_start == start:
            index -= 1
        while index < len(self._segments) - 1 and self._segments[index].source_end <= start < end:
            index += 1
        first = self._segments[index]
        prose_start = self._back(first, start)
        last = first
        while last.source_end < end:
            index += 1
            if index == len(self._segments):
                return None
            after = self._segments[index]
            if after.source_start != last.source_end:
                return None
            last = after
        prose_end = self._back(last, end)
        return None if prose_start is None or prose_end is None else (prose_start, prose_end)

    @cached_property
    def _sources(self) -> list[int]:
        return [segment.source_start for segment in self._segments]

    @staticmethod
    def _back(segment: Segment, offset: int) -> int | None:
        """The prose offset of a source offset in a segment or at its edges."""
        if not segment.source_start <= offset <= segment.source_end:
            return None
        if offset == segment.source_end:
            return segment.prose_end
        if segment.prose_end - segment.prose_start == segment.source_end - segment.source_start:
            return segment.prose_start + offset - segment.source_start
        return segment.prose_start if offset == segment.source_start else None

    def _index(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def prose_around(self, start: int, end: int) -> tuple[int, int]:
        """The prose offsets of the least stretch that stands for ``[start:end]`` of the source.

        A unit that is cut is taken whole, and what stands for no prose is left out. An empty
        stretch stays empty, and so does one that stands for nothing: it is where the prose goes on.
        """
        index = bisect_right(self._source_ends, start)
        if index == len(self._by_source):
            last = max(self._segments, key=lambda segment: segment.source_end)
            return last.prose_end, last.prose_end
        first = self._by_source[index]
        prose_start = self._prose_in(first, max(start, first.source_start), end_of_unit=False)
        if end <= max(start, first.source_start):
            return prose_start, prose_start
        last = first
        while index < len(self._by_source) and self._by_source[index].source_start < end:
            last = self._by_source[index]
            index += 1
        prose_end = self._prose_in(last, min(end, last.source_end), end_of_unit=True)
        return prose_start, max(prose_start, prose_end)

    @cached_property
    def _by_source(self) -> list[Segment]:
        """The segments that stand for something, in the order of the source."""
        return sorted(
            (segment for segment in self._segments if segment.source_end > segment.source_start),
            key=lambda segment: segment.source_start,
        )

    @cached_property
    def _source_ends(self) -> list[int]:
        return [segment.source_end for segment in self._by_source]

    @staticmethod
    def _prose_in(segment: Segment, offset: int, *, end_of_unit: bool) -> int:
        if segment.prose_end - segment.prose_start == segment.source_end - segment.source_start:
            return segment.prose_start + offset - segment.source_start
        return segment.prose_end if end_of_unit else segment.prose_start

    def _at(self, offset: int) -> Segment:
        return self._segments[self._index(offset)]

    @staticmethod
    def _inside(segment: Segment, offset: int, *, end_of_unit: bool) -> int:
        if segment.prose_end - segment.prose_start == segment.source_end - segment.source_start:
            return segment.source_start + offset - segment.prose_start
        return segment.source_end if end_of_unit else segment.source_start
