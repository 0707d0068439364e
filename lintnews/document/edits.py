"""Changes of a text: stretches of it and what comes in their place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """A stretch of the source and what comes in its place.

    Offsets are those of findings: code points from the beginning of the file.
    """

    start: int
    end: int
    text: str


def applied(source: str, edits: Iterable[Edit], shift: int = 0) -> str:
    """The source after edits that are in order and do not overlap.

    Args:
        source: the source, whose first character has the offset ``shift``.
        edits: the edits.
        shift: as above.
    """
    pieces, done = [], 0
    for start, end, text in edits:
        pieces += [source[done : start - shift], text]
        done = end - shift
    return "".join([*pieces, source[done:]])
