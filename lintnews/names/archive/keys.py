"""Which names of an archive can be near each other at all."""

from __future__ import annotations

from functools import lru_cache

from lintnews.names.spelling import fold, sound_keys

_SHORTEST = 4
_TWO_CONSONANTS = 2


@lru_cache(maxsize=8192)
def near_keys(name: str) -> frozenset[str]:
    """Keys of which two names share one if they can be near; none for a very short name.

    They are the keys of ``sound_keys``. A name of two consonants gets one more, which it shares
    with names of three that have its consonants, its first and its last letter ("Shekau" and
    "Shenkau").
    """
    folded = fold(name)
    if len(folded) < _SHORTEST:
        return frozenset()
    keys = sound_keys(folded)
    if len(keys[0]) == _TWO_CONSONANTS:
        return frozenset((*keys, f"{folded[0]}{keys[0]}{folded[-1]}"))
    return frozenset(keys)
