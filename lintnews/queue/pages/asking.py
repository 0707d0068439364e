"""What a request asks for, found to make sense, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping

from lintnews.queue.work.filters import LONGEST_TEXT
from lintnews.report.cells import shown

LARGEST = 2**63 - 1
"""The largest number that a database keeps."""
_MOST_SHOWN = 40


def number(
    query: Mapping[str, str], name: str, default: int | None = None, *, most: int = LARGEST
) -> int | None:
    """A whole number from 1 on.

    Raises:
        ValueError: it is none, or larger than ``most``.
    """
    text = query.get(name, "").strip()
    if not text:
        return default
    if text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST)):
        value = int(text)
        if 1 <= value <= most:
            return value
    up_to = f" to {most:,}" if most < LARGEST else " on"
    raise ValueError(
        f"{name} is a whole number from 1{up_to}, not \N{LEFT DOUBLE QUOTATION MARK}"
        f"{shown(text[:_MOST_SHOWN])}\N{RIGHT DOUBLE QUOTATION MARK}"
    )


def words(query: Mapping[str, str], name: str = "words") -> str:
    """Words to look for.

    Raises:
        ValueError: they are too many, or no text.
    """
    text = query.get(name, "").strip()
    if len(text) > LONGEST_TEXT or "\0" in text:
        raise ValueError(f"look for up to {LONGEST_TEXT} characters")
    return text
