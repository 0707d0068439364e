"""How likely two spellings are two ways to write one name."""

from __future__ import annotations

from typing import NamedTuple

from lintnews.names.spelling import Comparison, compare, fold


class Likeness(NamedTuple):
    """The probability that two spellings write one name, and what they differ in."""

    probability: float
    comparison: Comparison | None


def likeness(first: str, second: str) -> Likeness:
    """How likely two spellings, as they are written, are one name by their letters alone.

    The order of the two does not change the probability.
    """
    comparison = compare(fold(first), fold(second))
    if comparison is None:
        return Likeness(0.0, None)
    return Likeness(max(0.0, 1 - 3 * comparison.cost / max(len(first), len(second))), comparison)
