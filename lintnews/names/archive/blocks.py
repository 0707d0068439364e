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
