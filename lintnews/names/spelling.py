"""How near two spellings of a name are, and in what they differ.

Names are folded (lower case, no diacritics, apostrophes, hyphens or spaces) and aligned with a
weighted edit distance whose steps are letter groups that stand for each other across languages
("tz" and "z", "kh" and "k", a doubled letter). The costs are data in
``rules/words/names-spelling.yml``.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from itertools import permutations
from typing import NamedTuple

import msgspec

from lintnews.language.edges import shared_edges
from lintnews.resources import rules_directory
from lintnews.rulebook.typed_yaml import TypedYaml

_VOWELS = frozenset("aeiouy")
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ə": "a",
        "ħ": "h",
    }
)
_APOSTROPHES = "'’‘`ʼʻʿʾʹ"
_NO_APOSTROPHES = str.maketrans("", "", _APOSTROPHES)
_NO_JOINTS = str.maketrans("", "", _APOSTROPHES + "-‐‑– .\u00ad\u200f\u200e")
_CLASSES = {"bpfvw": "1", "cgjkqsxz": "2", "dt": "3", "l": "4", "mn": "5", "r": "6", "aeiouy": " "}
_SOUNDS = {ord("h"): ""} | {
    ord(letter): code for letters, code in _CLASSES.items() for letter in letters
}
_CLUSTERS = (("tsch", "c"), ("tch", "c"), ("tz", "z"), ("ts", "z"), ("dzh", "j"), ("dj", "j"))
_LONGEST_DIFFERENCE = 12
_CONTEXT = 2
_LONGEST_LIMIT = 40


class Limit(StrEnum):
    """How much evidence there is besides the spelling."""

    INTRODUCED = "introduced"
    GIVEN = "given"
    NAMESAKE = "namesake"
    TWIN = "twin"
    LOOSE = "loose"


class Variation(StrEnum):
    """A difference that leaves the letters of a name as they are."""

    JOINED = "joined"
    HYPHEN = "hyphen"
    APOSTROPHE = "apostrophe"
    DIACRITICS = "diacritics"
    CASE = "case"


class Step(NamedTuple):
    """Letters of one spelling and what the other has in their place; either may be empty."""

    first: str
    second: str


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
    limits: dict[Limit, dict[int, float]]


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


def without_marks(name: str) -> str:
    """The name without diacritics, as a plain keyboard writes it; case stays."""
    if name.isascii():
        return name
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(mark for mark in decomposed if not unicodedata.combining(mark))
    return plain.translate(_LETTERS)


@lru_cache(maxsize=8192)
def fold(name: str) -> str:
    """The letters of a name alone: lower case, no diacritics, apostrophes, hyphens or spaces."""
    return without_marks(name.lower()).translate(_NO_JOINTS)


@lru_cache(maxsize=8192)
def sound_keys(folded: str) -> tuple[str, ...]:
    """Keys of which two folded names share one if they can be near at all.

    The first is the name's skeleton, classes of consonants without vowels and ``h``; the others are
    the skeleton with one consonant left out, in short names with their first and last letter.
    """
    for cluster, single in _CLUSTERS:
        if cluster in folded:
            folded = folded.replace(cluster, single)
    codes = folded.translate(_SOUNDS)
    skeleton = "".join(
        code for index, code in enumerate(codes) if index == 0 or code != codes[index - 1]
    ).replace(" ", "")
    if folded[:1] in _VOWELS:
        skeleton = "0" + skeleton
    if len(skeleton) < 3:
        return (skeleton,)
    shorter = {skeleton[:index] + skeleton[index + 1 :] for index in range(len(skeleton))}
    if len(skeleton) == 3:
        shorter = {f"{folded[0]}{key}{folded[-1]}" for key in shorter}
    return (skeleton, *sorted(shorter))


def limit(kind: Limit, length: int) -> float:
    """The highest cost at which two spellings are near.

    Args:
        kind: how much evidence there is besides.
        length: letters of the shorter spelling.
    """
    return _limit_table(kind)[min(length, _LONGEST_LIMIT)]


@cache
def _limit_table(kind: Limit) -> tuple[float, ...]:
    given = _costs().limits[kind]
    table, current = [], -1.0
    for length in range(_LONGEST_LIMIT + 1):
        current = given.get(length, current)
        table.append(current)
    return tuple(table)


def near(first: str, second: str, kind: Limit) -> Comparison | None:
    """The comparison of two names, None if they are too far apart to be one.

    Names that are the same when folded are near at cost 0.
    """
    a, b = fold(first), fold(second)
    comparison = compare(a, b)
    if comparison is None or comparison.cost > limit(kind, min(len(a), len(b))):
        return None
    return comparison


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
    return _align(a[begin : len(a) - rest], b[begin : len(b) - rest], at_start=begin == 0)


def _align(a: str, b: str, *, at_start: bool) -> Comparison:
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
            initial = costs.initial if at_start and (i == 0 or j == 0) else 0.0
            if i < rows and j < columns and a[i] == b[j]:
                offer((i + 1, j + 1), cost, steps)
            if i < rows:
                price = cost + _gap(a, i, costs) + initial
                offer((i + 1, j), price, (*steps, Step(a[i], "")))
            if j < columns:
                price = cost + _gap(b, j, costs) + initial
                offer((i, j + 1), price, (*steps, Step("", b[j])))
            for x, y, exchange in _exchanges(a, i, b, j, costs):
                extra = initial if exchange > costs.foreign else 0.0
                step = Step(a[i : i + x], b[j : j + y])
                offer((i + x, j + y), cost + exchange + extra, (*steps, step))
    cost, steps = best[rows, columns]
    return Comparison(round(cost, 3), steps)


def _gap(name: str, index: int, costs: _Costs) -> float:
    letter = name[index]
    if name[index - 1 : index] == letter or name[index + 1 : index + 2] == letter:
        return costs.doubled
    if letter == "h":
        return costs.h
    return costs.vowel if letter in _VOWELS else costs.consonant


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


def variation(first: str, second: str) -> Variation | None:
    """What two names with the same letters differ in; None if they differ in letters or not at all.

    Of several differences the heaviest is given. What stands behind an initial is none.
    """
    if first == second or fold(first) != fold(second):
        return None
    if _without_stops(first) == _without_stops(second):
        return None
    a, b = (without_marks(name.lower()).translate(_NO_APOSTROPHES) for name in (first, second))
    if a != b:
        loose = a.replace("-", " ") == b.replace("-", " ")
        return Variation.HYPHEN if loose else Variation.JOINED
    a, b = without_marks(first).lower(), without_marks(second).lower()
    if a != b:
        return None if _only_quotes_differ(a, b) else Variation.APOSTROPHE
    if first.lower() != second.lower():
        return Variation.DIACRITICS
    return Variation.CASE


def _without_stops(name: str) -> str:
    return name.replace(". ", ".").rstrip(".")


def _only_quotes_differ(a: str, b: str) -> bool:
    """Whether two names have apostrophes in the same places, of another make."""
    straight = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
    return a.translate(straight) == b.translate(straight)


def difference(comparison: Comparison) -> str:
    """The steps in words, from the view of the first spelling: ``"z" for "tz", no "h"``."""
    return ", ".join(_in_words(step) for step in comparison.steps)


def _in_words(step: Step) -> str:
    if not step.second:
        return f'one "{step.first}" more'
    if not step.first:
        return f'one "{step.second}" less'
    return f'"{step.first}" for "{step.second}"'
