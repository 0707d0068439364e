"""Words that are made of a name and are no other spelling of it: plurals, peoples, compounds."""

from __future__ import annotations

from functools import cache

from lintnews.resources import word_lists

# No slip of the hand adds as many letters as this to a name.
_LONGEST_SLIP = 3


@cache
def _derived() -> frozenset[str]:
    return word_lists("names")["derived"]


@cache
def _ending_pairs() -> tuple[tuple[str, str], ...]:
    pairs = [entry.partition("|") for entry in sorted(word_lists("names")["ending_pairs"])]
    return tuple((first, second) for first, _, second in pairs)


def related_words(a: str, b: str) -> bool:
    """Whether two folded names are forms of one: plural, people, woman's surname, compound."""
    shorter, longer = sorted((a, b), key=len)
    if shorter in longer and len(longer) - len(shorter) >= _LONGEST_SLIP:
        return True
    if longer.startswith(shorter):
        ending = longer[len(shorter) :]
        if ending in _derived() and not same_sound(ending[0], shorter[-1]):
            return True
    for first, second in _ending_pairs():
        for x, y in ((a, b), (b, a)):
            if x.endswith(first) and y.endswith(second):
                stem = x[: len(x) - len(first)]
                if len(stem) >= 3 and stem == y[: len(y) - len(second)]:
                    return True
    return False


def same_sound(first: str, second: str) -> bool:
    """Whether two letters are the same, or i and y."""
    return first == second or {first, second} <= {"i", "y"}


def part_of_double(first: str, second: str) -> bool:
    """Whether one of two names is half of the other, which has a hyphen ("Dodd-DeWine")."""
    return any(
        half.lower() == other.lower()
        for whole, other in ((first, second), (second, first))
        for half in whole.split("-")
        if "-" in whole
    )
