"""How likely two spellings are two ways to write one name, by their letters alone.

The probability comes from boosted decision trees over the traits of the pair (``traits``). They
were trained on pairs of names that are known to be one or two; ``training/names/README.md`` says on
which and how good the outcome is.
"""

from __future__ import annotations

import math
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from lintnews.names.alignment import Comparison, compare
from lintnews.names.spelling import fold
from lintnews.names.traits import traits
from lintnews.resources import rules_directory
from lintnews.rulebook.typed_yaml import TypedYaml

_FILE = Path(__file__).resolve().parent / "data" / "likeness.json"


class Evidence(StrEnum):
    """What speaks for one name beside the letters, as in ``rules/words/names-likeness.yml``."""

    INTRODUCED = "introduced"
    SAME_GIVEN = "same-given"
    GIVEN = "given"
    REST = "rest"
    NAMESAKE = "namesake"
    TWIN = "twin"
    ALONE = "alone"


class Tree(NamedTuple):
    """A decision tree as columns, a row for a node.

    At node ``n`` a pair whose trait ``trait[n]`` is at most ``most[n]`` goes to ``low[n]``, any
    other to ``high[n]``; a negative number ``-k`` is the leaf ``leaf[k - 1]``, in log odds.
    """

    trait: list[int]
    most: list[float]
    low: list[int]
    high: list[int]
    leaf: list[float]


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The trees, the names of their traits, and what makes a probability of their sum.

    The probability is the logistic function of ``offset + scale * sum``; both are fitted on names
    that the trees were not trained on.
    """

    traits: list[str]
    offset: float
    scale: float
    trees: list[Tree]


class _Weight(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    least: float
    weight: float
    farthest: float


class _Nearness(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    evidence: dict[Evidence, _Weight]
    forms: float
    surest: float


@cache
def _nearness() -> _Nearness:
    return TypedYaml(rules_directory() / "words" / "names-likeness.yml").convert(_Nearness)


@cache
def _model() -> Model:
    return msgspec.json.decode(_FILE.read_bytes(), type=Model)


class Likeness(NamedTuple):
    """The probability that two spellings are one name, and what they differ in.

    ``comparison`` goes from the first spelling to the second; it is None, and the probability 0, if
    they differ in more than a short stretch.
    """

    probability: float
    comparison: Comparison | None


def likeness(first: str, second: str) -> Likeness:
    """How likely two spellings, as they are written, are one name by their letters alone.

    It takes as given that somebody asks: of the pairs that it was fitted to, half were one name.
    The order of the two does not change the probability.
    """
    comparison = compare(fold(first), fold(second))
    if comparison is None:
        return Likeness(0.0, None)
    if not comparison.steps:
        return Likeness(1.0, comparison)
    return Likeness(_probability(first, second), comparison)


def confidence(first: str, second: str, evidence: Evidence) -> float | None:
    """How sure one may be that two spellings in a text are one name, by letters and evidence.

    None if the letters alone make it too unlikely.
    """
    nearness = _nearness()
    comparison = compare(fold(first), fold(second))
    if comparison is None:
        return None
    weighing = nearness.evidence[evidence]
    if comparison.cost > weighing.farthest * min(len(first), len(second)):
        return None
    probability = likeness(first, second).probability
    if probability < weighing.least:
        return None
    if probability >= nearness.surest:
        return nearness.surest
    odds = math.log(probability / (1 - probability)) + weighing.weight
    return min(nearness.surest, round(_logistic(odds), 2))


def confidence_of_forms() -> float:
    """How sure one may be of two given names before one surname that are forms of one name."""
    return _nearness().forms


def _logistic(odds: float) -> float:
    return 1 / (1 + math.exp(-odds))


@lru_cache(maxsize=4096)
def _probability(first: str, second: str) -> float:
    model = _model()
    found = traits(first, second)
    values = [found.get(trait, 0.0) for trait in model.traits]
    odds = model.offset + model.scale * sum(_leaf(tree, values) for tree in model.trees)
    return _logistic(odds)


def _leaf(tree: Tree, values: list[float]) -> float:
    node = 0
    while node >= 0:
        node = tree.low[node] if values[tree.trait[node]] <= tree.most[node] else tree.high[node]
    return tree.leaf[-node - 1]
