"""Spelling: letters, sound, and differences that leave the letters alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.names.spelling import Variation, fold, sound_keys, variation

NAMES = st.text(alphabet="abcdeghiklmnorstuvyzé-' ", min_size=1, max_size=20)


@given(NAMES)
def test_folding_twice_changes_nothing(name):
    assert fold(fold(name)) == fold(name)


def test_near_names_share_a_sound_key():
    for first, second in (("Kurtzer", "Kurzer"), ("Gallant", "Galant"), ("Mnuchin", "Munchin")):
        assert not set(sound_keys(fold(first))).isdisjoint(sound_keys(fold(second)))


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
