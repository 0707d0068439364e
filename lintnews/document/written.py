"""How a finding stands in its file: in bytes, and with text as the file would write it."""

from __future__ import annotations

from typing import NamedTuple

from lintnews.document.document import Document
from lintnews.model import Finding


class Written(NamedTuple):
    """How a finding stands in its file.

    ``column`` and ``end_column`` count bytes of UTF-8 from 1, both None where the source of the
    document does not hold the whole line. ``suggestions`` are those of the finding as the file
    would write them, with escapes where it has them, and so are the ``replacements`` of its related
    places; there are none of either where nothing can be written.
    """

    column: int | None
    end_column: int | None
    suggestions: tuple[str, ...] = ()
    replacements: tuple[str | None, ...] = ()


UNKNOWN = Written(None, None)
"""How a finding stands in its file where that is not known."""


def written(document: Document, finding: Finding) -> Written:
    """How a finding of a document stands in its file."""
    column = _bytes(document, finding.start, finding.column)
    end_column = _bytes(document, finding.end, finding.end_column)
    if column is None or end_column is None:
        column = end_column = None

    def text(value: str) -> str:
        return document.origin.written(value, document.source)

    try:
        suggestions = tuple(text(suggestion.text) for suggestion in finding.suggestions)
        replacements = tuple(
            None if other.replacement is None else text(other.replacement)
            for other in finding.related
        )
    except ValueError:
        return Written(column, end_column)
    return Written(column, end_column, suggestions, replacements)


def _bytes(document: Document, offset: int, column: int) -> int | None:
    end = offset - document.shift
    start = end - (column - 1)
    if start < 0:
        return None
    return len(document.source[start:end].encode("utf-8", "surrogatepass")) + 1
