"""Recognises findings again in a text that was edited, by the keys that they had before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from lintnews.model import Keys


class Keyed(NamedTuple):
    """A finding as it is recognised: its keys, and its number among those of equal anchor, from 1.

    The scope of the number, and of matching, is one document.
    """

    keys: Keys
    number: int = 1


class Match(NamedTuple):
    """A finding that was known before, as an index into what was known and what was found."""

    known: int
    found: int


# Tried in this order. Findings that share an anchor are first told apart by their sentences.
_CASCADE: tuple[Callable[[Keys], object], ...] = (
    lambda keys: (keys.anchor, keys.sentence),
    lambda keys: keys.anchor,
    lambda keys: keys.sentence,
    lambda keys: keys.left,
    lambda keys: keys.right,
)


def numbered(all_keys: Iterable[Keys]) -> list[Keyed]:
    """The findings of one document, in the order of the text, with their numbers."""
    counts: Counter[str] = Counter()
    keyed = []
    for keys in all_keys:
        counts[keys.anchor] += 1
        keyed.append(Keyed(keys, counts[keys.anchor]))
    return keyed


def matched(known: Sequence[Keyed], found: Sequence[Keyed]) -> list[Match]:
    """Which findings were known before; each is matched once at most.

    One key after another is tried on all that is left. Among equal keys those of the same number
    go together, and the others in their order, so that every one of them is matched if it can be.
    The time is proportional to the number of findings.

    Args:
        known: what was known of the document, in the order of its text.
        found: what is found in it now, in the order of its text.
    """
    matches: list[Match] = []
    left, new = list(range(len(known))), list(range(len(found)))
    for key in _CASCADE:
        if not left or not new:
            break
        equal = _grouped(left, known, key)
        for value, members in _grouped(new, found, key).items():
            if value in equal:
                matches += _paired(equal[value], members, known, found)
        done = {match.known for match in matches}, {match.found for match in matches}
        left = [index for index in left if index not in done[0]]
        new = [index for index in new if index not in done[1]]
    return sorted(matches)


def _grouped(
    indexes: Iterable[int], findings: Sequence[Keyed], key: Callable[[Keys], object]
) -> dict[object, list[int]]:
    groups: defaultdict[object, list[int]] = defaultdict(list)
    for index in indexes:
        groups[key(findings[index].keys)].append(index)
    return groups


def _paired(
    left: Sequence[int], new: Sequence[int], known: Sequence[Keyed], found: Sequence[Keyed]
) -> list[Match]:
    """Pairs of findings of equal keys."""
    by_number = {found[index].number: index for index in reversed(new)}
    pairs, rest, taken = [], [], set()
    for index in left:
        same = by_number.get(known[index].number)
        if same is None or same in taken:
            rest.append(index)
        else:
            taken.add(same)
            pairs.append(Match(index, same))
    others = (index for index in new if index not in taken)
    return pairs + [Match(*pair) for pair in zip(rest, others, strict=False)]
