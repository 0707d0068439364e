"""Puts pairs of names that look like one into groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lintnews.names.archive.comparing import Alike
from lintnews.names.archive.evidence import Evidence
from lintnews.names.archive.listing import Name
from lintnews.names.archive.pairs import Pair, Part
from lintnews.names.archive.sightings import FormKind
from lintnews.names.spelling import fold


class Doubted(NamedTuple):
    """A pair of names that is reported.

    ``evidence`` is missing where the authority has spoken; ``instead`` is what it wants then.
    """

    pair: Pair
    alike: Alike
    confidence: float
    evidence: Evidence | None
    instead: str | None = None

    @property
    def order(self) -> tuple[float, int, int]:
        """The surest first, of equals the most frequent."""
        return (-self.confidence, self.pair.other, self.pair.doubted)


def stars(pairs: Iterable[Doubted]) -> list[list[Doubted]]:
    """Pairs in groups: around a name, those that are doubted beside it.

    A chain of small differences leads from any name to any other; so a name joins another only if
    the two were compared. Each name is doubted once, beside the name that it is surest to be.

    Args:
        pairs: the pairs, the surest first.
    """
    groups: dict[int, list[Doubted]] = defaultdict(list)
    seen: set[int] = set()
    for doubted in pairs:
        if doubted.pair.doubted not in seen:
            seen.add(doubted.pair.doubted)
            groups[doubted.pair.other].append(doubted)
    return list(groups.values())


def joined(groups: Iterable[list[Doubted]], names: Sequence[Name]) -> list[list[Doubted]]:
    """The groups; that of a surname alone is joined with that of the one person who bears it."""
    groups = list(groups)
    people: dict[frozenset[str], list[list[Doubted]]] = defaultdict(list)
    for group in groups:
        bearing = (doubted.pair for doubted in group if doubted.pair.part is Part.SURNAME)
        for key in {_surnames(pair, names) for pair in bearing}:
            people[key].append(group)
    left = []
    for group in groups:
        pair = group[0].pair
        alone = names[pair.doubted].kind is FormKind.ALONE
        bearers = people.get(_surnames(pair, names), []) if alone else []
        if len(bearers) == 1:
            bearers[0].extend(group)
        else:
            left.append(group)
    return [sorted(group, key=lambda doubted: doubted.order) for group in left]


def _surnames(pair: Pair, names: Sequence[Name]) -> frozenset[str]:
    return frozenset(fold(names[number].surname) for number in (pair.doubted, pair.other))
