"""Text in the cells of a terminal: what is shown for a character, and how wide it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_INVISIBLE = "·"


@lru_cache(maxsize=4096)
def cell(character: str) -> tuple[str, int]:
    """What a terminal is given for a character, and how many columns that takes.

    Characters that are invisible or would command the terminal become a dot, so that a place that
    consists of them can be seen; a tab becomes a space.
    """
    if character == "\t":
        return " ", 1
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        return _INVISIBLE, 1
    if category in ("Mn", "Me"):
        return character, 0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return character, 2
    return character, 1


def width(text: Iterable[str]) -> int:
    """The columns that a text takes."""
    return sum(cell(character)[1] for character in text)


def shown(text: str) -> str:
    """The text as a terminal is given it, on one line."""
    return "".join(cell(character)[0] for character in text)


def shortened(text: str, most: int) -> str:
    """A text on one line, cut if it has more than ``most`` code points; it ends in "…" then.

    Of nothing but spaces all are kept.
    """
    line = " ".join(text.split()) or text
    return line if len(line) <= most else f"{line[: most - 1]}…"
