"""Bars and columns for charts that are drawn as SVG, in units of their view box."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from lintnews.report.cells import width

WIDTH = 320
_ROW = 36
_ROOM_FOR_COUNT = 48
_MOST_CELLS = 40
_TALLEST = 80
_FILLED = 0.8


class Bar(NamedTuple):
    """A bar: its label, what it counts, and where it lies."""

    label: str
    total: int
    top: int
    length: float
    name: str


class Chart(NamedTuple):
    """A chart of bars under each other."""

    bars: tuple[Bar, ...]
    width: int
    height: int


def chart(counts: Iterable[tuple[str, int]]) -> Chart:
    """The chart of counts with their names, in the order given."""
    entries = list(counts)
    most = max((count for _, count in entries), default=1) or 1
    bars = tuple(
        Bar(
            _shortened(name),
            count,
            number * _ROW,
            round(max(1, (WIDTH - _ROOM_FOR_COUNT) * count / most), 1),
            name,
        )
        for number, (name, count) in enumerate(entries)
    )
    return Chart(bars, WIDTH, len(bars) * _ROW)


class Column(NamedTuple):
    """A column: its label, what it counts, and where it stands."""

    label: str
    total: int
    left: float
    top: float
    thickness: float
    height: float


class Columns(NamedTuple):
    """A chart of columns beside each other; ``most`` is what the tallest counts."""

    columns: tuple[Column, ...]
    most: int
    width: int
    height: int


def columns(counts: Iterable[tuple[str, int]]) -> Columns:
    """The chart of counts that follow each other, as those of days do."""
    entries = list(counts)
    most = max((count for _, count in entries), default=0)
    step = WIDTH / max(1, len(entries))
    drawn = []
    for number, (label, count) in enumerate(entries):
        height = round(_TALLEST * count / max(1, most), 1)
        thickness = round(step * _FILLED, 2)
        drawn.append(
            Column(label, count, round(number * step, 2), _TALLEST - height, thickness, height)
        )
    return Columns(tuple(drawn), most, WIDTH, _TALLEST)


def _shortened(name: str) -> str:
    """A name that fits over its bar, its front cut off if need be."""
    if width(name) <= _MOST_CELLS:
        return name
    start = len(name)
    room = _MOST_CELLS - 1
    while start and width(name[start - 1]) <= room:
        start -= 1
        room -= width(name[start])
    return f"…{name[start:]}"
