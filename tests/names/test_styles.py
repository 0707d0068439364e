"""Texts held to a style of the house, with entries made up for it."""

import pytest

from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.names.authority import Authority, read_authority
from lintnews.names.authority_files import load_entries
from lintnews.names.sources import UnknownStyleError, known_names
from lintnews.names.styles import read_against_style, read_mixed
from lintnews.names.variants import read_variants
from lintnews.names.wanted import NameSources

ENTRIES = """\
entries:
  - id: tarnograd
    kind: place
    preferred: Tarnograd
    variants_by_style: {east: Tarnograd, west: Tarnohrad, north: Tarnograd}
  - id: velden
    kind: person
    preferred: Marko Veldenski
    accept: [Marco Veldenskyy]
    variants_by_style: {east: Marko Veldenski, west: Marco Veldenskyj}
    context: {titles: [President]}
  - id: silver-coast
    kind: place
    preferred: Silver Coast
    variants_by_style: {east: Silver Coast, west: Costa Plata}
"""


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "own.yml"
    path.write_text(ENTRIES, encoding="utf-8")
    return path


@pytest.fixture
def read(path):
    def read(text, *styles):
        authority = Authority(load_entries([path]), styles)
        return Text(plain_document(text, "a.txt"), given={read_authority: authority})

    return read


def against(text):
    """Style, what is written, what is asked for, number of places, number of certain ones."""
    return [
        (
            found.style,
            text.prose[found.sites[0].start : found.sites[0].end],
            found.instead,
            len(found.sites),
            len(found.certain),
        )
        for found in read_against_style(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We left Tarnograd. Tarnograd burned.", [("west", "Tarnograd", "Tarnohrad", 2, 2)]),
        ("In it Marko Veldenski spoke.", [("west", "Marko Veldenski", "Marco Veldenskyj", 1, 1)]),
        ("In it Marco Veldenskyy spoke.", [("west", "Veldenskyy", "Veldenskyj", 1, 1)]),
        ("In it Marco P. Veldenskyy spoke.", [("west", "Veldenskyy", "Veldenskyj", 1, 1)]),
        ("In it President Veldenski spoke.", [("west", "Veldenski", "Veldenskyj", 1, 1)]),
        ("And in it Veldenski spoke.", [("west", "Veldenski", "Veldenskyj", 1, 0)]),
        ("We went along the Silver Coast.", [("west", "Silver Coast", "Costa Plata", 1, 1)]),
    ],
)
def test_a_form_of_another_style_is_found(read, text, expected):
    assert against(read(text, "west")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "We left Tarnohrad, and Marco Veldenskyj spoke.",
        "She said: “Tarnograd has fallen.”",
        "Spartak Tarnograd lost.",
        "She studied at the University of Tarnograd.",
        "We left Tarnohrad (Tarnograd) and Tarnograd (Tarnohrad) behind.",
        "We left Tarnohrad, formerly Tarnograd.",
        "Anna Veldenski read, and Veldenski sang.",
        "Marko Veldenski-Braun read.",
    ],
)
def test_what_keeps_its_form_is_left_alone(read, text):
    assert against(read(text, "west")) == []


def test_the_first_style_that_knows_a_name_counts(read):
    text = "Marko Veldenski left Tarnohrad."
    assert [found[:3] for found in against(read(text, "north", "west"))] == [
        ("west", "Marko Veldenski", "Marco Veldenskyj"),
        ("north", "Tarnohrad", "Tarnograd"),
    ]


def test_without_a_style_only_mixing_is_found_and_with_one_only_the_style(read):
    text = "We left Tarnograd. In Tarnohrad it rained, and Tarnograd burned."
    assert against(read(text)) == []
    (mixed,) = read_mixed(read(text))
    assert (mixed.variants.first.text, mixed.variants.second.text) == ("Tarnohrad", "Tarnograd")
    assert read_mixed(read(text, "west")) == ()
    assert against(read(text, "west")) == [("west", "Tarnograd", "Tarnohrad", 2, 2)]


def test_an_unknown_style_is_answered_with_the_nearest(path):
    with pytest.raises(UnknownStyleError, match="did you mean west"):
        known_names(NameSources((path,), shipped=False, styles=("east", "wset")))


def test_two_surnames_of_the_file_are_two_people_only_if_they_are_introduced_so(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text(
        "id,kind,preferred\na,person,Jan Tomson\nb,person,Ole Thomson\n", encoding="utf-8"
    )
    given = {read_authority: Authority(load_entries([path]))}

    def doubted(text):
        found = read_variants(Text(plain_document(text, "a.txt"), given=given))
        return [variants.first.text for variants in found]

    assert doubted("The singer Jan Tomson came. In the evening Thomson sang.") == []
    assert doubted("The singer Mia Tomson came. In the evening Thomson sang.") == ["Thomson"]
