"""Pairs of names that are known to be one or two, and their parts for cross-validation."""

import json
import random
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lintnews.names.spelling import fold

PARTS = 5


class Pair(NamedTuple):
    first: str
    second: str
    same: bool
    form: str
    source: str


def read_pairs(path: Path) -> list[Pair]:
    """The pairs in a file of JSON Lines with ``a``, ``b``, ``label``, ``form`` and ``src``."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [Pair(r["a"], r["b"], r["label"] == 1, r["form"], r["src"]) for r in records]


def parts(pairs: list[Pair], seed: int = 1) -> NDArray[np.int64]:
    """A part from 0 to 4 for every pair; no surname, in any spelling, stands in two parts.

    Surnames that are paired with each other, directly or over others, make a family; families are
    dealt out at random.
    """
    head: dict[str, str] = {}

    def family(surname: str) -> str:
        head.setdefault(surname, surname)
        while head[surname] != surname:
            surname = head[surname]
        return surname

    def surname(name: str) -> str:
        return fold(name.replace("-", " ").split()[-1])

    for pair in pairs:
        head[family(surname(pair.first))] = family(surname(pair.second))
    families = sorted({family(surname(pair.first)) for pair in pairs})
    random.Random(seed).shuffle(families)
    part = {name: number % PARTS for number, name in enumerate(families)}
    return np.array([part[family(surname(pair.first))] for pair in pairs])


class Score(NamedTuple):
    """The best F1 over all thresholds, its threshold, and the recall at a precision of 0.95."""

    f1: float
    threshold: float
    recall_at_95: float


def score(values: NDArray[np.float64], same: NDArray[np.bool_]) -> Score:
    """How well values, higher for likelier pairs, tell pairs that are one name from others."""
    order = np.argsort(-values, kind="stable")
    ranked, right = values[order], np.cumsum(same[order])
    said = np.arange(1, len(values) + 1)
    ends = np.append(ranked[1:] < ranked[:-1], True)
    f1 = np.where(ends, 2 * right / (said + same.sum()), 0.0)
    best = int(f1.argmax())
    sure = np.where(ends & (right / said >= 0.95))[0]
    recall = right[sure[-1]] / same.sum() if len(sure) else 0.0
    return Score(float(f1[best]), float(ranked[best]), float(recall))
