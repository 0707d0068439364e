"""Which of many names are worth comparing; the work does not grow with the square of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from lintnews.names.spelling import sound_keys

_SHORTEST = 4
# Where more names than this are alike, likeness says nothing: it is a list of names or nonsense.
_CROWD = 24


def alike(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Pairs of folded names that sound alike or share half of their letter pairs, each once.

    Names of fewer than four letters are left out.
    """
    names = sorted({key for key in keys if len(key) >= _SHORTEST})
    pairs = {pair for block in _by_sound(names) for pair in combinations(block, 2)}
    shared: Counter[tuple[str, str]] = Counter()
    for block in _by_letters(names):
        shared.update(combinations(block, 2))
    for (first, second), count in shared.items():
        if 2 * count >= min(len(first), len(second)) - 1:
            pairs.add((first, second))
    yield from sorted(pairs)


def _by_sound(names: Iterable[str]) -> Iterator[list[str]]:
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for key in sound_keys(name):
            blocks[key].append(name)
    return (block for block in blocks.values() if 1 < len(block) <= _CROWD)


def _by_letters(names: Iterable[str]) -> Iterator[list[str]]:
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for pair in {name[index : index + 2] for index in range(len(name) - 1)}:
            blocks[pair].append(name)
    return (block for block in blocks.values() if 1 < len(block) <= _CROWD)
