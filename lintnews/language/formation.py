"""Words that are made of other words: compounds, and words with a prefix or an ending."""

from __future__ import annotations

from functools import cache

from lintnews.language.words import word_bands
from lintnews.resources import word_lists

_SHORTEST = 3
# A longer run of letters is no word that somebody formed.
_LONGEST = 40


def is_formed(word: str) -> bool:
    """Whether a word in small letters is made of words that are known.

    It is one word and another behind it ("stockmarket"), or a known word with a prefix, an ending
    or both ("redisplayed", "ticketlessness").
    """
    if len(word) > _LONGEST:
        return False
    known = word_bands()
    return any(
        _has_stem(word[cut:]) and (word[:cut] in known or word[:cut] in _prefixes())
        for cut in range(2, len(word) - _SHORTEST + 1)
        if cut >= _SHORTEST or word[:cut] in _prefixes()
    ) or _has_stem(word)


def _has_stem(word: str) -> bool:
    """Whether a word is known, or is when one ending or two are taken away."""
    known, left = word_bands(), {word}
    for _ in range(3):
        if any(stem in known for stem in left):
            return True
        left = {
            word.removesuffix(ending) + mended
            for word in left
            for ending in _endings()
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST
            for mended in ("", "e", "y")
        }
    return False


@cache
def _prefixes() -> frozenset[str]:
    return word_lists("formation")["prefixes"]


@cache
def _endings() -> frozenset[str]:
    return word_lists("formation")["endings"]
