"""Alignment: what turns one spelling into the other, and what that costs."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.names.alignment import compare, difference
from lintnews.names.spelling import fold

NAMES = st.text(alphabet="abcdeghiklmnorstuvyzé-' ", min_size=1, max_size=20)


@given(NAMES, NAMES)
def test_a_comparison_is_the_same_from_both_sides(first, second):
    ours, theirs = compare(fold(first), fold(second)), compare(fold(second), fold(first))
    assert (ours is None) == (theirs is None)
    if ours is not None and theirs is not None:
        assert ours.cost == pytest.approx(theirs.cost)
        assert (ours.cost == 0) == (fold(first) == fold(second))


@given(NAMES, NAMES)
def test_every_step_stands_where_it_says(first, second):
    a, b = fold(first), fold(second)
    comparison = compare(a, b)
    for step in comparison.steps if comparison is not None else ():
        assert a.startswith(step.first, step.at)
        assert b.startswith(step.second, step.at_second)


def test_a_difference_is_told_in_letters():
    comparison = compare("kurzer", "kurtzer")
    assert comparison is not None
    assert difference(comparison) == '"z" for "tz"'


def test_long_names_are_compared_quickly():
    letters = random.Random(7)
    names = ["".join(letters.choices("aehiknorst", k=2_000)) for _ in range(20)]
    begin = time.process_time()
    for name in names:
        compare(names[0], name)
    assert time.process_time() - begin < 1
