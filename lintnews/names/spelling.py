"""How names are written: their letters, their sound, and differences that leave the letters alone.

Names are folded for every comparison: lower case, no diacritics, apostrophes, hyphens or spaces.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import lru_cache

VOWELS = frozenset("aeiouy")
"""The letters that may be vowels, in folded names."""

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


class Variation(StrEnum):
    """A difference that leaves the letters of a name as they are."""

    JOINED = "joined"
    HYPHEN = "hyphen"
    APOSTROPHE = "apostrophe"
    DIACRITICS = "diacritics"
    CASE = "case"


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
    if folded[:1] in VOWELS:
        skeleton = "0" + skeleton
    if len(skeleton) < 3:
        return (skeleton,)
    shorter = {skeleton[:index] + skeleton[index + 1 :] for index in range(len(skeleton))}
    if len(skeleton) == 3:
        shorter = {f"{folded[0]}{key}{folded[-1]}" for key in shorter}
    return (skeleton, *sorted(shorter))


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
