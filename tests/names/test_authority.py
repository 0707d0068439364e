"""The authority file: what it accepts and rejects, and that the shipped one is sound."""

import textwrap
import time

import pytest

from lintnews.names.authority import Authority, shipped_authority
from lintnews.names.authority_files import load_entries
from lintnews.names.entries import EntryKind, right_names, short
from lintnews.rulebook.errors import RuleError

ENTRIES = """\
entries:
  - id: mara-velden
    kind: person
    preferred: Mara Velden
    accept: [Mara van Velden]
    reject: [Mara Feldenn, {form: Marra Velden, unless: [Café Marra Velden]}]
    not: [Jon Velten]
    context: {country: [Ruritania], titles: [Senator]}
  - id: tarnograd
    kind: place
    preferred: Tarnograd
    accept: [Tarnohrad]
    variants_by_style: {east: Tarnograd, west: Tarnohrad}
  - id: pal-benkovic
    kind: person
    preferred: Pal Benkovic
"""


@pytest.fixture
def authority(tmp_path):
    path = tmp_path / "own.yml"
    path.write_text(ENTRIES, encoding="utf-8")
    return Authority(load_entries([path]))


def test_it_knows_full_names_and_surnames_with_their_given_names(authority):
    assert authority.knows("Mara Velden")
    assert authority.knows("Velden")
    assert authority.knows("Velden", "Mara")
    assert not authority.knows("Velden", "Jon")
    assert not authority.knows("Feldenn")


def test_a_rejected_full_name_rejects_its_surname_too(authority):
    (whole,) = authority.rejections("Mara Feldenn")
    (surname,) = authority.rejections("Feldenn")
    assert (whole.instead, whole.whole) == ("Mara Velden", True)
    assert (surname.instead, surname.whole) == ("Velden", False)


def test_a_wrong_given_name_rejects_no_surname(authority):
    (whole,) = authority.rejections("Marra Velden")
    assert whole.unless == ("Café Marra Velden",)
    assert authority.rejections("Velden") == ()


def test_names_that_are_two_are_told_apart(authority):
    assert authority.distinct("Velden", "Velten")
    assert authority.distinct("Velden", "Benkovic")
    assert not authority.distinct("Velden", "Feldenn")


def test_a_relative_of_the_same_surname_keeps_no_spellings_apart(tmp_path):
    path = tmp_path / "own.yml"
    path.write_text(
        "entries:\n- {id: a, kind: person, preferred: Mara Velden, accept: [Mara Feldin],"
        " not: [Jon Velden]}\n",
        encoding="utf-8",
    )
    authority = Authority(load_entries([path]))
    assert authority.distinct("Mara Velden", "Jon Velden")
    assert not authority.distinct("Velden", "Feldin")


def test_styles_are_right_forms_of_one_entry(authority):
    assert authority.styles("Tarnograd", "Tarnohrad")
    assert not authority.styles("Tarnograd", "Velden")


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ("- {id: tarnograd, kind: place, preferred: Other}", "taken"),
        ("- {id: x, kind: place, preferred: A, reject: [A]}", "accepted and rejected"),
        ("- {id: x, kind: planet, preferred: A}", "planet"),
        ("- {id: x, kind: place, preferred: A, spelled: B}", "spelled"),
        ("- {id: X Y, kind: place, preferred: A}", "id"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path, extra, reason):
    path = tmp_path / "own.yml"
    path.write_text(ENTRIES + textwrap.indent(extra, "  ") + "\n", encoding="utf-8")
    with pytest.raises(RuleError) as error:
        Authority(load_entries([path]))
    assert str(path) in str(error.value)
    assert reason in str(error.value)


def test_no_shipped_form_is_right_for_one_and_wrong_for_another():
    entries = shipped_authority().entries
    right = {name for entry in entries for name in right_names(entry)}
    wrong = {
        item if isinstance(item, str) else item.form for entry in entries for item in entry.reject
    }
    assert not right & wrong


def test_no_rejected_place_is_the_surname_of_somebody_in_the_file():
    entries = shipped_authority().entries
    surnames = {
        short(entry, name)
        for entry in entries
        if entry.kind is EntryKind.PERSON
        for name in right_names(entry)
    }
    wrong = {
        item if isinstance(item, str) else item.form
        for entry in entries
        if entry.kind is not EntryKind.PERSON
        for item in entry.reject
    }
    assert not surnames & wrong


def test_the_shipped_file_is_read_quickly():
    shipped_authority.cache_clear()
    begin = time.process_time()
    shipped_authority()
    assert time.process_time() - begin < 0.5
