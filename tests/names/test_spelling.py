"""Spelling: how near two names are, and in what they differ."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.names.spelling import (
    Limit,
    Variation,
    compare,
    difference,
    fold,
    limit,
    near,
    sound_keys,
    variation,
)

NAMES = st.text(alphabet="abcdeghiklmnorstuvyzé-' ", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kurtzer", "Kurzer"),
        ("Gallant", "Galant"),
        ("Mnuchin", "Munchin"),
        ("Alexandrovitch", "Aleksandrovich"),
        ("Zawahiri", "Zawihiri"),
        ("Qaeda", "Qaida"),
        ("Tolman", "Tollmann"),
    ],
)
def test_slips_and_transliterations_are_near(first, second):
    assert near(first, second, Limit.INTRODUCED) is not None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Khamenei", "Khomeini"),
        ("Hansen", "Jansen"),
        ("Marić", "Mandić"),
        ("Annapolis", "Yiannopoulos"),
        ("Obama", "Osama"),
        ("Wolf", "Wolof"),
        ("Gantz", "Katz"),
    ],
)
def test_names_of_two_people_are_not_near(first, second):
    assert near(first, second, Limit.NAMESAKE) is None


@given(NAMES, NAMES)
def test_a_comparison_is_the_same_from_both_sides(first, second):
    ours, theirs = compare(fold(first), fold(second)), compare(fold(second), fold(first))
    assert (ours is None) == (theirs is None)
    if ours is not None and theirs is not None:
        assert ours.cost == pytest.approx(theirs.cost)
        assert (ours.cost == 0) == (fold(first) == fold(second))


@given(NAMES)
def test_folding_twice_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


def test_near_names_share_a_sound_key():
    for first, second in (("Kurtzer", "Kurzer"), ("Gallant", "Galant"), ("Mnuchin", "Munchin")):
        assert not set(sound_keys(fold(first))).isdisjoint(sound_keys(fold(second)))


def test_a_limit_holds_for_longer_names_until_the_next_one():
    for kind in Limit:
        row = [limit(kind, length) for length in range(4, 41)]
        assert row == sorted(row)
        assert limit(kind, 1_000) == row[-1]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Ben Gvir", "Bengvir", Variation.JOINED),
        ("Ben Gvir", "Ben-Gvir", Variation.HYPHEN),
        ("Haaretz", "Ha'aretz", Variation.APOSTROPHE),
        ("Sánchez", "Sanchez", Variation.DIACRITICS),
        ("McCain", "Mccain", Variation.CASE),
        ("O'Connor", "O’Connor", None),
        ("W. E. B. Du Bois", "W.E.B. Du Bois", None),
        ("Appendix H.", "Appendix H", None),
        ("Kurtzer", "Kurzer", None),
        ("Kurtzer", "Kurtzer", None),
    ],
)
def test_variations_that_leave_the_letters_alone(first, second, expected):
    assert variation(first, second) is expected
    assert variation(second, first) is expected


def test_a_difference_is_told_in_letters():
    comparison = compare("kurzer", "kurtzer")
    assert comparison is not None
    assert difference(comparison) == '"z" for "tz"'


def test_long_names_are_compared_quickly():
    letters = random.Random(7)
    names = ["".join(letters.choices("aehiknorst", k=2_000)) for _ in range(20)]
    begin = time.perf_counter()
    for name in names:
        compare(names[0], name)
    assert time.perf_counter() - begin < 1
