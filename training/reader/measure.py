"""How well scores tell damaged from clean sentences."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import numpy as np


class Scored(NamedTuple):
    """One sentence: its score, whether it was damaged, and the kinds of damage in its block."""

    score: float
    damaged: bool
    kinds: tuple[str, ...]


def area(scored: list[Scored]) -> float:
    """The area under the receiver operating characteristic (Fawcett 2006), by ranks."""
    scores = np.array([item.score for item in scored])
    damaged = np.array([item.damaged for item in scored])
    ranks = scores.argsort(kind="stable").argsort(kind="stable") + 1
    positive, negative = int(damaged.sum()), int((~damaged).sum())
    return float((ranks[damaged].sum() - positive * (positive + 1) / 2) / (positive * negative))


def threshold(scored: list[Scored], false_share: float) -> float:
    """The score above which ``false_share`` of the clean sentences lie."""
    clean = sorted((item.score for item in scored if not item.damaged), reverse=True)
    return clean[int(len(clean) * false_share)]


def recall(scored: list[Scored], limit: float) -> float:
    found = [item.score > limit for item in scored if item.damaged]
    return sum(found) / max(1, len(found))


def recall_by_kind(scored: list[Scored], limit: float) -> dict[str, tuple[int, int]]:
    """For each kind how many of how many sentences score above ``limit``."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for item in scored:
        if item.damaged and len(item.kinds) == 1:
            found[item.kinds[0]][0] += item.score > limit
            found[item.kinds[0]][1] += 1
    return {kind: (hits, total) for kind, (hits, total) in sorted(found.items())}
