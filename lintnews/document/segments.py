"""The map from every character of the prose to the source it came from."""

from __future__ import annotations

from bisect import bisect_right
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
    """Segments in the order of the prose, covering all of it."""

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
        prose_start = self._back(first, max(start, first.source_start), end_of_unit=False)
        if end <= max(start, first.source_start):
            return prose_start, prose_start
        last = first
        while index < len(self._by_source) and self._by_source[index].source_start < end:
            last = self._by_source[index]
            index += 1
        prose_end = self._back(last, min(end, last.source_end), end_of_unit=True)
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
    def _back(segment: Segment, offset: int, *, end_of_unit: bool) -> int:
        if segment.prose_end - segment.prose_start == segment.source_end - segment.source_start:
            return segment.prose_start + offset - segment.source_start
        return segment.prose_end if end_of_unit else segment.prose_start

    def _at(self, offset: int) -> Segment:
        return self._segments[max(0, bisect_right(self._starts, offset) - 1)]

    @staticmethod
    def _inside(segment: Segment, offset: int, *, end_of_unit: bool) -> int:
        if segment.prose_end - segment.prose_start == segment.source_end - segment.source_start:
            return segment.source_start + offset - segment.prose_start
        return segment.source_end if end_of_unit else segment.source_start
