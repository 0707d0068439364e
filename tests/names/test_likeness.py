"""Likeness: how probable it is that two spellings are one name, and what evidence adds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.names.likeness import Evidence, confidence, likeness

NAMES = st.text(alphabet="abcdeghiklmnorstuvyzéłAKT-' ", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kurtzer", "Kurzer"),
        ("Gallant", "Galant"),
        ("Mnuchin", "Munchin"),
        ("Alexandrovitch", "Aleksandrovich"),
        ("Abu Mohammed al-Golani", "Abu Mohamad al-Jolani"),
        ("Khrushchev", "Krushchev"),
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ],
)
def test_transliterations_and_slips_are_likely_one_name(first, second):
    assert likeness(first, second).probability > 0.6


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Khamenei", "Khomeini"),
        ("Hansen", "Jansen"),
        ("Marić", "Mandić"),
        ("Obama", "Osama"),
        ("Gantz", "Katz"),
        ("Austria", "Australia"),
        ("Ed Miliband", "David Miliband"),
    ],
)
def test_near_names_of_two_are_unlikely_one_name(first, second):
    assert likeness(first, second).probability < 0.3


@given(NAMES, NAMES)
def test_the_order_does_not_matter_and_the_probability_is_one(first, second):
    ours, theirs = likeness(first, second), likeness(second, first)
    assert ours.probability == theirs.probability
    assert 0 <= ours.probability <= 1


def test_names_that_share_no_stretch_are_two():
    assert likeness("Aleksandrovich", "Mbeki Nkosazana").probability == 0


def test_the_same_letters_are_one_name():
    assert likeness("Ben Gvir", "Ben-Gvir").probability == 1


def test_more_evidence_makes_surer():
    by_given = confidence("Kurtzer", "Kurzer", Evidence.SAME_GIVEN)
    alone = confidence("Kurtzer", "Kurzer", Evidence.ALONE)
    assert by_given is not None
    assert alone is not None
    assert 0.5 < alone < by_given < 1


def test_little_likeness_is_enough_only_with_much_evidence():
    assert confidence("Zawahiri", "Zawihiri", Evidence.INTRODUCED) is not None
    assert confidence("Zawahiri", "Zawihiri", Evidence.ALONE) is None


def test_names_that_are_far_apart_are_never_near():
    assert confidence("Annapolis", "Yiannopoulos", Evidence.SAME_GIVEN) is None
    assert confidence("Quebec", "Dasbach", Evidence.INTRODUCED) is None
