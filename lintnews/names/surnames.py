"""How common a name is as a surname, by the United States census."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lintnews.language.words import read_bands

_FILE = Path(__file__).resolve().parent / "data" / "surnames.txt"


@cache
def surname_bands() -> dict[str, int]:
    """Folded surnames with their band: 17 for the commonest, one less each time the rank doubles.

    Given names that are no surnames have band 1. ``data/README.md`` says what the list is.
    """
    return read_bands(_FILE)
