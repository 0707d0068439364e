"""What can be counted in two spellings side by side; the model of likeness weighs it.

A trait has a name that a person can read ("e for i", "t for tz at the end", "words that differ").
Traits that are not there count 0, and none depends on the order of the two spellings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from lintnews.names.alignment import Step, compare
from lintnews.names.spelling import VOWELS, fold, sound_keys, variation
from lintnews.names.surnames import surname_bands

_JOINTS = re.compile(r"[\s\-‐‑–]+")
_SILENT = VOWELS | {"h"}
# What two words cost that differ too much to be aligned.
_FAR = 6.0

Traits = defaultdict[str, float]


def traits(first: str, second: str) -> dict[str, float]:
    """The traits of two spellings as they are written, by name."""
    first, second = sorted((first, second), key=lambda name: (fold(name), name))
    a, b = fold(first), fold(second)
    found: Traits = defaultdict(float)
    _whole(a, b, found)
    if (kind := variation(first, second)) is not None:
        found[f"only {kind} differs"] = 1
    left, right = _words(first), _words(second)
    paired = list(zip(left, right, strict=True)) if len(left) == len(right) else [(a, b)]
    different = [pair for pair in paired if pair[0] != pair[1]]
    found["words"] = len(paired)
    found["words that differ"] = len(different)
    found["words that are the same"] = len(paired) - len(different)
    found["words more"] = abs(len(left) - len(right))
    found["same words in another order"] = bool(different) and sorted(left) == sorted(right)
    if len(paired) > 1:
        found["first word the same"] = paired[0] not in different
        found["last word the same"] = paired[-1] not in different
    for x, y in different:
        _word(x, y, found)
    if different:
        _last(different, found)
    return found


def _words(name: str) -> list[str]:
    return [word for word in map(fold, _JOINTS.split(name)) if word]


def _whole(a: str, b: str, found: Traits) -> None:
    """Traits of the two folded names as wholes."""
    ours, theirs = sound_keys(a), sound_keys(b)
    bones, other_bones = _bones(a), _bones(b)
    found["letters"] = min(len(a), len(b))
    found["letters more"] = abs(len(a) - len(b))
    found["same first letter"] = a[:1] == b[:1]
    found["same last letter"] = a[-1:] == b[-1:]
    found["same consonants"] = bones == other_bones
    found["same consonants but doubled"] = _single(bones) == _single(other_bones)
    found["same sound"] = ours[0] == theirs[0]
    found["near sound"] = not set(ours).isdisjoint(theirs)
    found["vowels more"] = abs(_vowels(a) - _vowels(b))


def _bones(name: str) -> str:
    return "".join(letter for letter in name if letter not in _SILENT)


def _single(letters: str) -> str:
    return re.sub(r"(.)\1", r"\1", letters)


def _vowels(name: str) -> int:
    return sum(letter in VOWELS for letter in name)


def _word(a: str, b: str, found: Traits) -> None:
    """Traits of two folded words that differ."""
    comparison = compare(a, b)
    cost = _FAR if comparison is None else comparison.cost
    found["cost"] += cost
    found["highest cost"] = max(found["highest cost"], cost)
    found["highest cost a letter"] = max(
        found["highest cost a letter"], cost / max(1, min(len(a), len(b)))
    )
    found["words with another first letter"] += a[:1] != b[:1]
    if comparison is None:
        return
    run, last = 0, (-1, -1)
    for step in comparison.steps:
        for trait in _of_step(step, a, b):
            found[trait] += 1
        found["steps"] += 1
        found["letters of steps"] += max(len(step.first), len(step.second))
        run = run + 1 if last == (step.at, step.at_second) else 1
        last = step.at + len(step.first), step.at_second + len(step.second)
        found["longest run of steps"] = max(found["longest run of steps"], run)


def _of_step(step: Step, a: str, b: str) -> Iterator[str]:
    """The letters of a step, and where they stand."""
    end, end_second = step.at + len(step.first), step.at_second + len(step.second)
    if 0 in (step.at, step.at_second):
        place = "at the start"
    elif end == len(a) or end_second == len(b):
        place = "at the end"
    else:
        place = "inside"
    letters = " for ".join(sorted((step.first or "nothing", step.second or "nothing")))
    kinds = " for ".join(sorted((_kind(step.first), _kind(step.second))))
    before = a[step.at - 1] if step.at else "start"
    after = a[end] if end < len(a) else "end"
    yield letters
    yield f"{letters} {place}"
    yield kinds
    yield f"{kinds} {place}"
    yield f"{letters} after {before}"
    yield f"{letters} before {after}"
    yield f"{letters} between {_sort(before)} and {_sort(after)}"


def _kind(letters: str) -> str:
    if not letters:
        return "nothing"
    vowels = _vowels(letters)
    if vowels == len(letters):
        return "vowels"
    return "letters" if vowels else "consonants"


def _sort(letter: str) -> str:
    return "a vowel" if letter in VOWELS else letter


def _last(different: list[tuple[str, str]], found: Traits) -> None:
    """How known the last words that differ are as surnames, and how rich in vowels."""
    a, b = different[-1]
    bands = surname_bands()
    ours, theirs = bands.get(a, 0), bands.get(b, 0)
    found["surname, the rarer"] = min(ours, theirs)
    found["surname, the commoner"] = max(ours, theirs)
    found["listed surnames"] = (ours > 0) + (theirs > 0)
    found["share of vowels"] = _vowels(a + b) / max(1, len(a + b))
