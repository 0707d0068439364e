"""Files of names: both forms say the same, wrong ones are refused in their place."""

import re
import time
from pathlib import Path

import pytest

from lintnews.names.authority import Authority, shipped_files
from lintnews.names.authority_files import load_entries, read_names
from lintnews.names.entries import Rejected
from lintnews.names.sound_csv import read_sound_csv
from lintnews.rulebook.errors import RuleError

YAML = """\
name: the foreign desk
entries:
  - id: mara-velden
    kind: person
    preferred: Mara van Velden
    surname: van Velden
    accept: [Mara Velden]
    reject: [Mara Feldenn, {form: Marra Velden, unless: [Café Marra Velden, Marra Velden; Sons]}]
    not: [Jon Velten]
    context: {country: [Ruritania], titles: [Senator, Minister], given: [Mary]}
    source: the desk
    note: "asked, and answered"
  - id: tarnograd
    kind: place
    preferred: Tarnograd
    accept: [Tarnohrad]
    variants_by_style: {east: Tarnograd, west: Tarnohrad}
"""
CSV = """\
id,kind,preferred,surname,accept,reject,not,country,titles,given,styles,source,note
mara-velden,person,Mara van Velden,van Velden,Mara Velden,\
"Mara Feldenn; Marra Velden (unless: Café Marra Velden | Marra Velden\\; Sons)",\
Jon Velten,Ruritania,Senator; Minister,Mary,,the desk,"asked, and answered"
tarnograd,place,Tarnograd,,Tarnohrad,,,,,,east=Tarnograd; west=Tarnohrad,,
"""


@pytest.fixture
def file(tmp_path):
    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


def entries(path):
    read = read_names(path)
    assert read.errors == ()
    return [placed.entry for placed in read.entries]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_yaml_and_csv_say_the_same(file, newline, mark):
    from_yaml = entries(file("own.yml", (mark + YAML).replace("\n", newline)))
    from_csv = entries(file("own.csv", (mark + CSV).replace("\n", newline)))
    assert from_yaml == from_csv
    assert from_csv[0].reject == (
        "Mara Feldenn",
        Rejected("Marra Velden", ("Café Marra Velden", "Marra Velden; Sons")),
    )


ROW = "id,kind,preferred,accept,reject,styles\n"


@pytest.mark.parametrize(
    ("name", "content", "line", "reasons"),
    [
        ("a.csv", "id,kind,prefered\n", 1, ["column 3", '"prefered"', "preferred"]),
        ("a.csv", "id,kind,preferred,id\n", 1, ["column 4", "twice"]),
        ("a.csv", "id,kind\n", 1, ["preferred", "missing"]),
        ("a.csv", "id;kind;preferred\n", 1, ["commas"]),
        ("a.csv", "", 1, ["missing"]),
        ("a.csv", ROW + "x,place,A\n\ny,planet,B\n", 4, ["y", "column kind", "planet", "person"]),
        ("a.csv", ROW + "x,place,A\nX Y,place,B\n", 3, ["column id", "hyphens"]),
        ("a.csv", ROW + ',place,"A"\n', 2, ["id", "missing"]),
        ("a.csv", ROW + "x,place,A,,,,,more\n", 2, ["8 cells", "6"]),
        ("a.csv", ROW + "x,place,A,,B (unless: C\n", 2, ["column reject", "unless"]),
        ("a.csv", ROW + "x,place,A,,,ap\n", 2, ["column styles", "style=form"]),
        ("a.csv", ROW + "x,place,A,,,ap=A; ap=B\n", 2, ["column styles", "ap is given twice"]),
        ("a.csv", ROW + "x,place,A,,,A P=B\n", 2, ["column styles", "hyphens"]),
        ("a.csv", ROW + "x,place,A,B\\,\n", 2, ["column accept", "\\"]),
        ("a.csv", ROW + 'x,place,"A\n', 2, ["no CSV"]),
        ("a.csv", ROW + "x,place,A\ny,place,A\0B\n", 3, ["U+0000"]),
        ("a.csv", ROW.encode() + b"x,place,Caf\xe9\n", 2, ["0xe9", "UTF-8"]),
        ("a.csv", ROW.encode("utf-16"), 1, ["UTF-8"]),
        ("a.csv", ROW + "x,place," + "A" * 200_000 + "\n", 2, ["longer", "quotation"]),
        ("a.yml", "entries:\n- id: x\n  kind: place\n  prefered: A\n", 4,
         ['"prefered"', "preferred"]),
        ("a.yml", "entries:\n- id: x\n  kind: place\n", 2, ["x: ", "preferred is missing"]),
        ("a.yml", "entries:\n- {id: x, kind: place, preferred: 12}\n", 2, ["text", "a number"]),
        ("a.yml", "entries:\n- {id: x, kind: place, preferred: 08}\n", 2, ["text", "a number"]),
        ("a.yml", "entries:\n- id: x\n  kind: place\n  preferred: A\n  accept: B\n", 5, ["a list"]),
        ("a.yml", "entries:\n- id: x\n  kind: place\n  preferred: A\n  context: {town: [B]}\n", 5,
         ['"town"', "country"]),
        ("a.yml", "entries: {}\n", 1, ["list of entries"]),
        ("a.yml", "entires: []\n", 1, ["entires"]),
        ("a.yml", "- x\n", 1, ["no mapping"]),
        ("a.yml", "", 1, ["no mapping"]),
        ("a.yml", "entries: [\n", 2, ["no YAML"]),
        ("a.yml", "entries:\n- id: x\n  id: y\n", 3, ["given twice"]),
        ("a.yml", "entries: !!timestamp x\n", 1, ["tag", "timestamp"]),
        ("a.yml", "entries:\n- &a [x]\n- *a\n", 3, ["*a", "write it out"]),
        ("a.yml", "entries: " + "[" * 100_000 + "\n", 1, ["deeply"]),
        ("a.yml", "? [a]\n: b\n", 1, ["no"]),
        ("a.txt", YAML, 1, [".yml", ".csv"]),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_place_and_reason(file, name, content, line, reasons):
    path = file(name, content)
    with pytest.raises(RuleError) as raised:
        load_entries([path])
    message = str(raised.value)
    assert message.startswith(f"{path}:{line}: ")
    assert [reason for reason in reasons if reason not in message] == []


def test_a_yaml_bomb_is_refused_at_once(file):
    layers = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    path = file("bomb.yml", f"a0: &a0 [x]\n{layers}entries: *a29\n")
    begin = time.process_time()
    with pytest.raises(RuleError, match="write it out"):
        load_entries([path])
    assert time.process_time() - begin < 1


def test_every_error_of_a_file_is_told(file):
    path = file("a.csv", ROW + "x,planet,A\ny,place,B\nZ,place,C\ny,place,D,,D\n")
    read = read_names(path)
    assert [(fault.line, fault.is_error) for fault in read.errors] == [
        (2, True), (4, True), (5, True), (5, True),
    ]  # fmt: skip
    assert [placed.entry.preferred for placed in read.entries] == ["B", "D"]


def test_two_entries_may_reject_one_form_only_if_contexts_tell_them_apart(file):
    head = "id,kind,preferred,reject,country\n"
    apart = "x,person,John Smith,Jon Smyth,Ruritania\ny,person,Joan Smith,Jon Smyth,Utopia\n"
    assert len(entries(file("a.csv", head + apart))) == 2
    alike = apart.replace("Utopia", "")
    (error,) = read_names(file("b.csv", head + alike)).errors
    assert error.line == 3
    assert "Jon Smyth" in error.reason
    assert "x" in error.reason


@pytest.fixture
def house(file):
    first = "id,kind,preferred,accept,reject\n"
    return [
        file("agency.csv", first + "t,place,Tarnograd,,Tarnogrod; Tarnigrad\nu,place,Ulm,,Ullm\n"),
        file("desk.csv", first + "t2,place,Tarnogrod,,\nu,place,Ulm,Ulm an der Donau,\n"),
    ]


def test_a_later_file_has_the_last_word(house):
    loaded = {entry.id: entry for entry in load_entries(house)}
    assert loaded["u"].accept == ("Ulm an der Donau",)
    assert loaded["u"].reject == ()
    assert loaded["t"].reject == ("Tarnigrad",)
    assert loaded["t2"].preferred == "Tarnogrod"


def test_the_order_of_the_files_counts(house):
    authority = Authority(load_entries(reversed(house)))
    assert [found.instead for found in authority.rejections("Tarnogrod")] == ["Tarnograd"]
    assert authority.rejections("Ullm")


@pytest.mark.parametrize("path", shipped_files(), ids=lambda path: path.name)
def test_the_quick_way_into_a_shipped_file_reads_what_the_careful_one_does(path):
    assert read_sound_csv(path) == entries(path)


@pytest.mark.parametrize(("form", "count"), [("yaml", 3), ("csv", 2)])
def test_the_examples_of_the_manual_are_sound(file, form, count):
    page = (Path(__file__).resolve().parents[2] / "docs" / "names.md").read_text("utf-8")
    begin = {"yaml": "name: ", "csv": "id,kind,"}[form]
    (example,) = re.findall(rf"^```\w*\n({begin}.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert len(entries(file(f"own.{form}", example))) == count
