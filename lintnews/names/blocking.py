"""Which of many names are worth comparing; the work does not grow with the square of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
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
    pairs = {pair for block in _blocks(names, sound_keys) for pair in combinations(block, 2)}
    shared: Counter[tuple[str, str]] = Counter()
    for block in _blocks(names, _letter_pairs):
        shared.update(combinations(block, 2))
    for (first, second), count in shared.items():
        if 2 * count >= min(len(first), len(second)) - 1:
            pairs.add((first, second))
    yield from sorted(pairs)


def _letter_pairs(name: str) -> set[str]:
    return {name[index : index + 2] for index in range(len(name) - 1)}


def _blocks(names: Iterable[str], keys_of: Callable[[str], Iterable[str]]) -> Iterator[list[str]]:
    """The names that share a key, unless they are alone or a crowd."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for key in keys_of(name):
            blocks[key].append(name)
    return (block for block in blocks.values() if 1 < len(block) <= _CROWD)
