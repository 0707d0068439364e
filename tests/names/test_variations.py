"""Variations: spellings with the same letters, and which of them is doubted."""

import pytest

from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.names.spelling import Variation
from lintnews.names.variations import read_varied


def varied(text):
    found = read_varied(Text(plain_document(text, "a.txt")))
    return [(one.kind, one.variants.first.text, one.variants.second.text) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "We met Uri Bentovim. They need Ben Tovim, said Ben Tovim.",
            (Variation.JOINED, "Bentovim", "Ben Tovim"),
        ),
        (
            "We met Kim Jong-un. They fear Kim Jong Un, said Kim Jong Un.",
            (Variation.HYPHEN, "Kim Jong-un", "Kim Jong Un"),
        ),
        (
            "We met Pedro Sanchez. They fear Pedro Sánchez, said Pedro Sánchez.",
            (Variation.DIACRITICS, "Pedro Sanchez", "Pedro Sánchez"),
        ),
    ],
)
def test_the_rarer_form_is_doubted(text, expected):
    assert varied(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "We met John White in the White House. A white house stands there.",
        "We met Sinéad O'Connor. They need O’Connor, said O'Connor.",
        "We met J. W. Milam. They need J.W. Milam, said J.W. Milam.",
        "See PeaceCorps.gov and the Peace Corps; the Peace Corps grew.",
    ],
)
def test_one_way_of_writing_is_no_variation(text):
    assert varied(text) == []


def test_a_line_break_inside_a_name_is_no_variation():
    text = (
        "In the end all who had been there were of\n"
        "one mind with the ambassador, Daniel\n"
        "Kurtzer, who had met Daniel Kurtzer once\n"
        "and had been told by everybody who knew Osama\n"
        "bin Laden what was wanted of them in those\n"
        "days, or so he said in the evening.\n"
    )
    assert len(plain_document(text, "a.txt").blocks) == 1
    assert read_varied(Text(plain_document(text, "a.txt"))) == ()
