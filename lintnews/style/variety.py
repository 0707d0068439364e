"""Lexical variety that does not depend on the length of a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def moving_average_variety(words: Sequence[str], window: int) -> float | None:
    """The moving-average type-token ratio (MATTR) of Covington and McFall (2010).

    It is the mean, over all stretches of ``window`` words in a row, of the share of different words
    in the stretch: (1 / (n - w + 1)) · Σ types(i … i + w - 1) / w. ("Cutting the Gordian knot: The
    moving-average type-token ratio", Journal of Quantitative Linguistics 17, 94-100.) The time
    grows with the number of words alone, whatever the window is.

    Returns:
        A share above 0 and at most 1; None for fewer words than ``window``.
    """
    if len(words) < window:
        return None
    counts = Counter(words[:window])
    total = len(counts)
    for gone, come in zip(words, words[window:], strict=False):
        counts[come] += 1
        if counts[gone] == 1:
            del counts[gone]
        else:
            counts[gone] -= 1
        total += len(counts)
    return total / (window * (len(words) - window + 1))
