"""Text whose lines end where the page did, and the paragraphs they make up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_WIDEST = 130
_NARROWEST = 25
# How much of the width a line must fill to be full: what breaks lines is not always exact.
_EXACT = 0.97
_ROUGH = 0.9
_SHORT = 0.6
_FEWEST = 2
_SHARE_FULL = 0.55
_SHARE_GOING_ON = 0.5
_WORD = re.compile(r"\s*(\S{1,130})")
_ITEM = re.compile(r"\s*(?:[-*•·▪◦‣●■–—]\s|\(?(?:\d{1,2}|[a-z])[.)]\s)")
_CLOSERS = "\"'”’»)]* \t"
_ENDS = (".", "!", "?", "…", ":")

Span = tuple[int, int]
Line = tuple[int, int]


def wrapped_spans(prose: str, groups: Sequence[Sequence[Line]]) -> list[Span] | None:
    """The paragraphs of a wrapped text, None if the text is not wrapped.

    A text is wrapped if most of its lines end where the next word had no room, and most of those
    go on in lower case. A line that ends although the next word had room ends a paragraph.

    Args:
        prose: the text.
        groups: start and end of each line; blank lines stand between the groups.
    """
    pairs = [pair for group in groups for pair in pairwise(group)]
    width = _width(prose, pairs)
    if width is None:
        return None
    full = [pair for pair in pairs if _is_full(prose, *pair, width, _ROUGH)]
    going_on = sum(_goes_on(prose, line) for _, line in full)
    if len(full) < len(pairs) * _SHARE_FULL or going_on < len(full) * _SHARE_GOING_ON:
        return None
    return [span for group in groups for span in _paragraphs(prose, group, width)]


def _width(prose: str, pairs: Sequence[tuple[Line, Line]]) -> int | None:
    """How wide the page was, judged by the lines whose sentence goes on in the next."""
    widths = sorted(line[1] - line[0] for line, after in pairs if _goes_on(prose, after))
    if len(widths) < _FEWEST:
        return None
    # A few lines may be wider than the page, for an address on the web is not broken.
    width = widths[len(widths) * 19 // 20]
    return width if _NARROWEST <= width <= _WIDEST else None


def _goes_on(prose: str, line: Line) -> bool:
    first = _WORD.match(prose, *line)
    return first is not None and first[1][0].islower()


def _is_full(prose: str, line: Line, after: Line, width: int, share: float) -> bool:
    """Whether the first word of the next line had no room in that share of the width."""
    word = _WORD.match(prose, *after)
    return line[1] - line[0] + 1 + (len(word[1]) if word else 0) > width * share


def _paragraphs(prose: str, group: Sequence[Line], width: int) -> Iterator[Span]:
    begin = group[0]
    for line, after in pairwise(group):
        if _ends_paragraph(prose, begin, line, after, width):
            yield begin[0], line[1]
            begin = after
    yield begin[0], group[-1][1]


def _ends_paragraph(prose: str, begin: Line, line: Line, after: Line, width: int) -> bool:
    in_item = _ITEM.match(prose, *begin) is not None
    ended = prose[slice(*line)].rstrip(_CLOSERS).endswith(_ENDS)
    if _ITEM.match(prose, *after) and (in_item or ended):
        return True
    if _indent(prose, after) > _indent(prose, line) and not in_item:
        return True
    if ended:
        return not _is_full(prose, line, after, width, _EXACT)
    return not _is_full(prose, line, after, width, _SHORT if _goes_on(prose, after) else _ROUGH)


def _indent(prose: str, line: Line) -> int:
    text = prose[slice(*line)]
    return len(text) - len(text.lstrip())
