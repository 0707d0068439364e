"""The cheapest way from one spelling of a name to another, in steps that transliteration takes.

Folded names are aligned with a weighted edit distance whose steps are letter groups that stand for
each other across languages ("tz" and "z", "kh" and "k", a doubled letter). The costs are data in
``rules/words/names-spelling.yml``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import permutations
from typing import NamedTuple

import msgspec

from lintnews.language.edges import shared_edges
from lintnews.names.spelling import VOWELS
from lintnews.resources import rules_directory
from lintnews.rulebook.typed_yaml import TypedYaml

_LONGEST_DIFFERENCE = 12
_CONTEXT = 2


class Step(NamedTuple):
    """Letters of one spelling and what the other has in their place; either may be empty.

    ``at`` and ``at_second`` are their offsets in the two folded spellings, in code points.
    """

    first: str
    second: str
    at: int
    at_second: int


class Comparison(NamedTuple):
    """How far two spellings are apart and the steps from the first to the second."""

    cost: float
    steps: tuple[Step, ...]


class _Costs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    letters: dict[float, list[list[str]]]
    doubled: float
    h: float
    swapped: float
    vowel: float
    consonant: float
    other: float
    initial: float
    foreign: float


@cache
def _costs() -> _Costs:
    path = rules_directory() / "words" / "names-spelling.yml"
    return TypedYaml(path).convert(_Costs)


@cache
def _equivalents() -> dict[tuple[str, str], tuple[tuple[str, str, float], ...]]:
    """Letters that stand for each other and their cost, by the first letter of both."""
    cheapest: dict[tuple[str, str], float] = {}
    for cost, groups in _costs().letters.items():
        for group in groups:
            for pair in permutations(group, 2):
                cheapest[pair] = min(cost, cheapest.get(pair, cost))
    table: dict[tuple[str, str], list[tuple[str, str, float]]] = defaultdict(list)
    for (x, y), cost in cheapest.items():
        table[x[0], y[0]].append((x, y, cost))
    return {key: tuple(rows) for key, rows in table.items()}


@lru_cache(maxsize=4096)
def compare(a: str, b: str) -> Comparison | None:
    """Align two folded names; None if they differ in more than a short stretch."""
    if a == b:
        return Comparison(0.0, ())
    front, back = shared_edges(a, b)
    if max(len(a), len(b)) - front - back > _LONGEST_DIFFERENCE:
        return None
    begin = max(0, front - _CONTEXT)
    rest = max(0, back - _CONTEXT)
    return _align(a[begin : len(a) - rest], b[begin : len(b) - rest], begin)


def _align(a: str, b: str, begin: int) -> Comparison:
    """The cheapest way from one stretch to the other, by dynamic programming over its prefixes."""
    costs = _costs()
    rows, columns = len(a), len(b)
    best: dict[tuple[int, int], tuple[float, tuple[Step, ...]]] = {(0, 0): (0.0, ())}

    def offer(cell: tuple[int, int], cost: float, steps: tuple[Step, ...]) -> None:
        known = best.get(cell)
        if known is None or cost < known[0] - 1e-9:
            best[cell] = (cost, steps)

    for i in range(rows + 1):
        for j in range(columns + 1):
            if (i, j) not in best:
                continue
            cost, steps = best[i, j]
            initial = costs.initial if begin == 0 and (i == 0 or j == 0) else 0.0
            if i < rows and j < columns and a[i] == b[j]:
                offer((i + 1, j + 1), cost, steps)
            if i < rows:
                price = cost + _gap(a, i, costs) + initial
                offer((i + 1, j), price, (*steps, Step(a[i], "", begin + i, begin + j)))
            if j < columns:
                price = cost + _gap(b, j, costs) + initial
                offer((i, j + 1), price, (*steps, Step("", b[j], begin + i, begin + j)))
            for x, y, exchange in _exchanges(a, i, b, j, costs):
                extra = initial if exchange > costs.foreign else 0.0
                step = Step(a[i : i + x], b[j : j + y], begin + i, begin + j)
                offer((i + x, j + y), cost + exchange + extra, (*steps, step))
    cost, steps = best[rows, columns]
    return Comparison(round(cost, 3), steps)


def _gap(name: str, index: int, costs: _Costs) -> float:
    letter = name[index]
    if name[index - 1 : index] == letter or name[index + 1 : index + 2] == letter:
        return costs.doubled
    if letter == "h":
        return costs.h
    return costs.vowel if letter in VOWELS else costs.consonant


def _exchanges(a: str, i: int, b: str, j: int, costs: _Costs) -> Iterator[tuple[int, int, float]]:
    """What can follow in both names at two places: letters taken from each, and the cost."""
    first, second = a[i : i + 1], b[j : j + 1]
    if not first or not second:
        return
    for x, y, cost in _equivalents().get((first, second), ()):
        if a.startswith(x, i) and b.startswith(y, j):
            yield len(x), len(y), cost
    if first != second:
        yield 1, 1, costs.other
        if a[i : i + 2] == b[j : j + 2][::-1] and i + 1 < len(a):
            yield 2, 2, costs.swapped


def difference(comparison: Comparison) -> str:
    """The steps in words, from the view of the first spelling: ``"z" for "tz", no "h"``."""
    return ", ".join(_in_words(step) for step in comparison.steps)


def _in_words(step: Step) -> str:
    if not step.second:
        return f'one "{step.first}" more'
    if not step.first:
        return f'one "{step.second}" less'
    return f'"{step.first}" for "{step.second}"'
