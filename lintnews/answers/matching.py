"""Recognises findings again in a text that was edited, by the keys that they had before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from lintnews.model import Keys


class Keyed(NamedTuple):
    """A finding as it is recognised: its keys, and its number among its equals, from 1.

    Equals have one anchor and one sentence. The scope of this, and of matching, is one document.
    """

    keys: Keys
    number: int = 1


class Match(NamedTuple):
    """A finding that was known before, as an index into what was known and what was found."""

    known: int
    found: int


Key = Callable[[Keys], object]


def _equal(keys: Keys) -> object:
    return keys.anchor, keys.sentence


# Tried in this order, behind what is equal in all ways.
_CASCADE: tuple[Key, ...] = (
    lambda keys: keys.anchor,
    lambda keys: keys.sentence,
    lambda keys: keys.left,
    lambda keys: keys.right,
)


def numbered(all_keys: Iterable[Keys]) -> list[Keyed]:
    """The findings of one document, in the order of the text, with their numbers."""
    listed = list(all_keys)
    return list(map(Keyed, listed, _ranks(listed, _equal)))


def matched(known: Sequence[Keyed], found: Sequence[Keyed]) -> list[Match]:
    """Which findings were known before; each is matched once at most.

    One key after another is tried on all that is left. Among equal keys those of the same number
    go together, and the others in their order, so that every one of them is matched if it can be.
    Those that were equals are told apart by their numbers first, for one of them may be known and
    the others not. The time is proportional to the number of findings.

    Args:
        known: what was known of the document, in the order of its text.
        found: what is found in it now, in the order of its text.
    """
    old, new = [each.keys for each in known], [each.keys for each in found]
    numbers = [each.number for each in known]
    places = {(_equal(keys), number): index for index, (keys, number) in enumerate(found)}
    there = {
        places[place]: index
        for index, (keys, number) in reversed(list(enumerate(known)))
        if (place := (_equal(keys), number)) in places
    }
    matches = [Match(index, at) for at, index in there.items()]
    for key in _CASCADE:
        if len(matches) == min(len(known), len(found)):
            break
        ranks = _ranks(new, key)
        left, others = _grouped(old, key), _grouped(new, key)
        taken = {match.known for match in matches}, {match.found for match in matches}
        for value, members in others.items():
            rest = [index for index in members if index not in taken[1]]
            lost = [index for index in left.get(value, ()) if index not in taken[0]]
            matches += _paired(lost, rest, numbers, ranks)
    return sorted(matches)


def _ranks(all_keys: Iterable[Keys], key: Key) -> list[int]:
    """The number of each among those that share a key, from 1."""
    counts: Counter[object] = Counter()
    ranks = []
    for keys in all_keys:
        value = key(keys)
        counts[value] += 1
        ranks.append(counts[value])
    return ranks


def _grouped(all_keys: Iterable[Keys], key: Key) -> dict[object, list[int]]:
    groups: dict[object, list[int]] = {}
    for index, keys in enumerate(all_keys):
        groups.setdefault(key(keys), []).append(index)
    return groups


def _paired(
    lost: Sequence[int], rest: Sequence[int], numbers: Sequence[int], ranks: Sequence[int]
) -> list[Match]:
    """Pairs of what was known and what is found, both with one key."""
    if not lost or not rest:
        return []
    by_rank = {ranks[index]: index for index in rest}
    pairs: dict[int, int] = {}
    for index in lost:
        if numbers[index] in by_rank:
            pairs.setdefault(by_rank[numbers[index]], index)
    taken = set(pairs.values())
    waiting = (index for index in lost if index not in taken)
    free = (index for index in rest if index not in pairs)
    return [
        *(Match(index, at) for at, index in pairs.items()),
        *map(Match, waiting, free),
    ]
