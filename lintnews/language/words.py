"""The frequent words and names of English, with how frequent they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parent / "data" / "words.txt"


@cache
def word_bands() -> dict[str, int]:
    """Every listed word with its band: the base-2 logarithm of its count, rounded down.

    Words stand in lower case, names with their capital. ``data/README.md`` says what was counted.
    """
    return read_bands(_FILE)


def read_bands(path: Path) -> dict[str, int]:
    """The words in a file with their bands; a line is a band and its words."""
    bands: dict[str, int] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            band, *words = line.split()
            bands.update(dict.fromkeys(words, int(band)))
    return bands


def band(word: str) -> int:
    """The band of a word, however it is capitalised; 0 if it is not listed."""
    bands = word_bands()
    lower = word.lower()
    return bands.get(word) or bands.get(lower) or bands.get(lower.capitalize(), 0)
