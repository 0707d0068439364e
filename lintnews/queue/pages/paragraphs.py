"""A paragraph of an article as HTML: its text escaped, between what begins and ends its marks."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.html import escape

from lintnews.report.marking import Mark, Stretch
from lintnews.report.pages import prose


def paragraph(
    stretch: Stretch, begin: Callable[[Mark], str], end: Callable[[Mark, bool], str]
) -> str:
    """A block of an article.

    Args:
        stretch: the block in pieces.
        begin: the markup before a piece that is under a mark.
        end: that behind it; it is told whether the mark ends here.
    """
    last = {mark.span: at for at, piece in enumerate(stretch.pieces) for mark in piece.marks}
    parts = [f'<p class="{escape(stretch.kind)}" dir="auto">']
    for at, piece in enumerate(stretch.pieces):
        parts += map(begin, piece.marks)
        parts.append(escape(prose(piece.text)))
        parts += (end(mark, last[mark.span] == at) for mark in reversed(piece.marks))
    return "".join([*parts, "</p>\n"])
