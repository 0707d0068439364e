"""Forms that the authority rejects, and styles that are mixed, in the context of a text."""

import pytest

from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.names.rejected import read_rejected
from lintnews.names.styles import read_mixed


def rejected(text):
    """Wrong form, right form, number of places, and whether some place needs no context."""
    return [
        (
            text[found.sites[0].start : found.sites[0].end],
            found.first.instead,
            len(found.sites),
            bool(found.certain),
        )
        for found in read_rejected(Text(plain_document(text, "a.txt")))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Yoav Galant there.", [("Galant", "Gallant", 1, True)]),
        ("Alon Pincus came. Later Pincus left.", [("Pincus", "Pinkas", 2, True)]),
        ("We met Itamar Bengvir. Then Ben Gvir left.", [("Bengvir", "Ben Gvir", 1, True)]),
        ("In Israel we met Defense Minister Galant.", [("Galant", "Gallant", 1, False)]),
        ("We met Secretary Anthony Blinken.", [("Anthony", "Antony", 1, True)]),
        ("They flew to Riyahd on Monday.", [("Riyahd", "Riyadh", 1, True)]),
        ("They fled from East Jeruselem.", [("Jeruselem", "Jerusalem", 1, True)]),
    ],
)
def test_wrong_forms_are_found(text, expected):
    assert rejected(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In Israel we met Galant there.",  # no title
        "We met Defense Minister Galant there.",  # no country
        "In Israel Maria Galant met Defense Minister Galant.",  # somebody else is introduced
        "The author Irving Pincus came, and Pincus left.",
        "We met Maria Tripolli there.",  # a person, not the town
        "Osama bin Ladin and Usama bin Laden are one man.",  # transliterations
        "Yassir Arafat met Hafez al-Asad and Mohamed Morsy.",
        "They went from Kiev to Odessa and Lvov.",
        "We met the singer Lindsay Graham there.",
    ],
)
def test_other_people_and_other_styles_are_left_alone(text):
    assert rejected(text) == []


def mixed(text):
    return [
        (found.entry.preferred, found.variants.first.text, found.variants.second.text)
        for found in read_mixed(Text(plain_document(text, "a.txt")))
    ]


def test_two_styles_in_one_text_are_mixed():
    text = "The road to Kiev was closed. In Kyiv it rained, and Kyiv went dark."
    assert mixed(text) == [("Kyiv", "Kiev", "Kyiv")]


@pytest.mark.parametrize(
    "text",
    [
        "They left Kyiv for Kharkiv; Kyiv was dark.",
        "Dynamo Kiev won in Kyiv.",
        "He said: “Kiev will fall.” In Kyiv nobody believed it.",
        "In Kyiv they ate chicken Kiev.",
        "Kyiv (Kiev) is old. Kyiv was dark, and Kiev it was for long.",
        "Kyiv, formerly Kiev, was dark.",
    ],
)
def test_one_style_quotations_and_fixed_phrases_are_not_mixed(text):
    assert mixed(text) == []
