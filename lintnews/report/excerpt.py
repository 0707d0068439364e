"""A line of the source, shortened around a place, with carets under the place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lintnews.document.document import Excerpt
from lintnews.report.cells import shown, width

_CUT = "…"
_SHARE_BEFORE = 0.4


class Window(NamedTuple):
    """A part of a line as it is shown, and for each place a line of carets.

    The carets of a place beyond the window are an empty string.
    """

    line: str
    carets: tuple[str, ...]


def draw(excerpt: Excerpt, places: Sequence[tuple[int, int]], columns: int) -> Window:
    """Show places in an excerpt within so many columns.

    The window is laid around the first place; of a place that is longer than the window, the
    beginning is shown.

    Args:
        excerpt: the source around the places.
        places: start and end of each place, offsets as in the excerpt.
        columns: the columns that the line may take, marks of omission included.
    """
    text = excerpt.text
    spans = [
        (_within(start - excerpt.start, len(text)), _within(end - excerpt.start, len(text)))
        for start, end in places
    ]
    first, last = _window(text, spans[0][0], max(end for _, end in spans), columns - 2)
    before = "" if first == 0 and excerpt.opens_line else _CUT
    after = "" if last == len(text) and excerpt.ends_line else _CUT
    line = before + shown(text[first:last]) + after

    def carets(start: int, end: int) -> str:
        if start > last:
            return ""
        indent = len(before) + width(text[first:start])
        return " " * indent + "^" * max(1, width(text[start : min(end, last)]))

    return Window(line, tuple(carets(start, end) for start, end in spans))


def joined(one: Excerpt, other: Excerpt) -> Excerpt:
    """Two excerpts of the same line that touch, as one; ``one`` starts first."""
    if other.end <= one.end:
        return one
    text = one.text + other.text[one.end - other.start :]
    return Excerpt(text, one.start, one.opens_line, other.ends_line)


def _within(offset: int, length: int) -> int:
    return max(0, min(offset, length))


def _window(text: str, start: int, end: int, columns: int) -> tuple[int, int]:
    """The part of a text that fits into so many columns, around a place."""
    last = _fitting(text, range(start, end), columns) + start
    left = columns - width(text[start:last])
    first = start - _fitting(text, range(start - 1, -1, -1), int(left * _SHARE_BEFORE))
    left = columns - width(text[first:last])
    last += _fitting(text, range(last, len(text)), left)
    left = columns - width(text[first:last])
    first -= _fitting(text, range(first - 1, -1, -1), left)
    return first, last


def _fitting(text: str, indices: range, columns: int) -> int:
    """How many of the characters at the indices fit into so many columns."""
    count = 0
    for index in indices:
        columns -= width(text[index])
        if columns < 0:
            break
        count += 1
    return count
