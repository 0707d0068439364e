"""Which forms are compared at all: those that sound alike, so that the work grows with the archive.

To compare every form with every other would take a million times as long for a thousand times as
many. A crowded block is cut into smaller ones by first and by last letters: two spellings that
differ in one place agree in one of both.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from lintnews.names.archive.settings import Apart

# The letters from a to z fall apart by this, others somehow.
_LETTERS = 32
# No form is longer (see ``sightings``).
_LONGEST_EDGE = 120


class Blocks:
    """Groups of items that share a key; items are numbers."""

    def __init__(self) -> None:
        self._keys = bytearray()
        self._items: list[int] = []

    def add(self, key: str, item: int) -> None:
        """Put an item into the block of a key."""
        self._keys += hashlib.blake2b(key.encode("utf-8"), digest_size=8).digest()
        self._items.append(item)

    def __iter__(self) -> Iterator[list[int]]:
        """The blocks with at least two items, items in order."""
        keys = np.frombuffer(bytes(self._keys), dtype=np.uint64)
        items = np.array(self._items, dtype=np.int64)
        order = np.lexsort((items, keys))
        keys, items = keys[order], items[order]
        edges = np.flatnonzero(keys[1:] != keys[:-1]) + 1
        for start, end in zip([0, *edges.tolist()], [*edges.tolist(), len(items)], strict=True):
            if end - start > 1:
                yield items[start:end].tolist()


class Letters:
    """Which letters names have, and how often: a first look at how near they can be.

    Args:
        names: the folded names.
    """

    def __init__(self, names: Sequence[str]) -> None:
        codes = np.frombuffer("".join(names).encode("utf-32-le"), dtype=np.uint32)
        lengths = np.array([len(name) for name in names], dtype=np.int64)
        self._counts = np.zeros((len(names), _LETTERS), dtype=np.int8)
        np.add.at(self._counts, (np.repeat(np.arange(len(names)), lengths), codes % _LETTERS), 1)
        self._lengths = lengths

    def near(self, name: int, others: npt.NDArray[np.int64], apart: Apart) -> npt.NDArray[np.bool_]:
        """Which of some names have nearly the letters of a name, in whatever order."""
        differences = np.abs(self._counts[others] - self._counts[name]).sum(axis=1)
        shorter = np.minimum(self._lengths[others], self._lengths[name])
        near: npt.NDArray[np.bool_] = differences <= np.minimum(apart.most, apart.share * shorter)
        return near


def uncrowded(
    block: Sequence[int], spelling: Callable[[int], str], crowd: int
) -> Iterator[Sequence[int]]:
    """The block, or smaller ones in its place whose first or whose last letters are the same.

    What is still crowded when all letters are used up has one spelling and is kept.

    Args:
        block: the items.
        spelling: the letters by which an item is told from the others.
        crowd: how many items are too many.
    """
    if len(block) <= crowd:
        yield block
        return
    for edge in (_front, _back):
        yield from _cut(block, spelling, edge, crowd, 1)


def _front(name: str, length: int) -> str:
    return name[:length]


def _back(name: str, length: int) -> str:
    return name[-length:]


def _cut(
    block: Iterable[int],
    spelling: Callable[[int], str],
    edge: Callable[[str, int], str],
    crowd: int,
    length: int,
) -> Iterator[Sequence[int]]:
    parts: dict[str, list[int]] = defaultdict(list)
    for item in block:
        parts[edge(spelling(item), length)].append(item)
    for part in parts.values():
        if len(part) > crowd and length < _LONGEST_EDGE:
            yield from _cut(part, spelling, edge, crowd, length + 1)
        elif len(part) > 1:
            yield part
