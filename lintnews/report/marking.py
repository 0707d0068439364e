"""Cuts an article into pieces of text that lie under the same marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lintnews.document.article import Article


class Span(NamedTuple):
    """A stretch of prose to mark.

    ``finding`` counts the findings of the article from 0; for a place that findings name besides
    their own it is -1.
    """

    start: int
    end: int
    finding: int


class Mark(NamedTuple):
    """A mark over a piece of text; ``first`` says that the mark begins here."""

    span: Span
    first: bool


class Piece(NamedTuple):
    """A piece of text and the marks over it, the outermost first."""

    text: str
    marks: tuple[Mark, ...]


class Stretch(NamedTuple):
    """A block of an article in pieces, or what stands between blocks if a mark stands there."""

    kind: str
    pieces: tuple[Piece, ...]


def spans_of(article: Article) -> list[Span]:
    """The stretches of an article to mark, in order, the longer of two that begin together first.

    A place that several findings name is marked once.
    """
    named = {place for marks in article.marks for place in marks.related}
    spans = [Span(*place, -1) for place in named]
    spans += [Span(marks.start, marks.end, index) for index, marks in enumerate(article.marks)]
    return sorted(spans, key=lambda span: (span.start, -span.end, span.finding))


def stretches(article: Article) -> Iterator[Stretch]:
    """The article in pieces under its marks, each of which begins in just one of them."""
    cutter = _Cutter(article.prose, spans_of(article))
    done = 0
    for block in article.blocks:
        yield from cutter.gap(done, block.start)
        yield Stretch(block.kind.value, cutter.cut(block.start, block.end))
        done = block.end
    yield from cutter.gap(done, len(article.prose))


class _Cutter:
    """Goes through a prose once, with the marks that reach over the place where it is."""

    def __init__(self, prose: str, spans: Sequence[Span]) -> None:
        self._prose = prose
        self._spans = spans
        self._next = 0
        self._open: list[Span] = []
        self._begun: set[Span] = set()

    def gap(self, start: int, end: int) -> Iterator[Stretch]:
        """What stands between blocks, if a mark lies in it whole."""
        index = self._next
        while index < len(self._spans) and self._spans[index].start < end:
            if self._spans[index].end <= end:
                yield Stretch("between", self.cut(start, end))
                return
            index += 1

    def cut(self, start: int, end: int) -> tuple[Piece, ...]:
        """The pieces of ``prose[start:end]``."""
        while self._next < len(self._spans) and self._spans[self._next].start <= end:
            span = self._spans[self._next]
            if span.start == end and span.end > end:
                break
            self._open.append(span)
            self._next += 1
        self._open = [span for span in self._open if span.end > start or span.start >= start]
        here = self._open
        cuts = {start, end}
        for span in here:
            cuts |= {min(max(span.start, start), end), min(span.end, end)}
        return tuple(self._pieces(sorted(cuts), here))

    def _pieces(self, cuts: Sequence[int], spans: Sequence[Span]) -> Iterator[Piece]:
        index = 0
        over: list[Span] = []
        for number, cut in enumerate(cuts):
            over = [span for span in over if span.end > cut]
            empty: list[Span] = []
            while index < len(spans) and spans[index].start <= cut:
                (over if spans[index].end > cut else empty).append(spans[index])
                index += 1
            for span in empty:
                if span not in self._begun:
                    yield Piece("", (self._mark(span),))
            if number + 1 < len(cuts):
                marks = tuple(self._mark(span) for span in over)
                yield Piece(self._prose[cut : cuts[number + 1]], marks)

    def _mark(self, span: Span) -> Mark:
        first = span not in self._begun
        self._begun.add(span)
        return Mark(span, first)
