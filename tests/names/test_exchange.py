"""Nothing is lost between the forms of a list of names that all of them can hold."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintnews.names.authority_csv import csv_text
from lintnews.names.authority_files import read_names
from lintnews.names.authority_yaml import yaml_text
from lintnews.names.entries import AuthorityFile, Context, Entry, EntryKind, Rejected, right_names
from lintnews.names.exchange import ftm_lines, import_ftm_csv, import_ftm_json
from lintnews.rulebook.errors import RuleError

# Letters, and everything that means something in YAML, in CSV or in a cell.
words = st.text(
    st.characters(categories=["L", "N", "P", "S"], codec="utf-8")
    | st.sampled_from("\\;|=,'\"(:#&*!"),
    min_size=1,
    max_size=8,
).filter(str.isprintable)
names = st.one_of(
    st.lists(words, min_size=1, max_size=3).map(" ".join),
    st.sampled_from(
        [
            "No",
            "null",
            "~",
            "1",
            "1.5",
            "08",
            "010",
            "0x1f",
            "1e3",
            "yes",
            "10:30",
            "2001-01-01",
            "a (unless: b)",
            "\\",
            "x;y",
            "- a",
            "true",
        ]
    ),
)
lists = st.lists(names, max_size=3).map(tuple)
slugs = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,3})?", fullmatch=True)
notes = st.none() | names | st.just('two\nlines: of "text"; with\tall')
rejected = names | st.builds(
    Rejected, form=names, unless=st.lists(names, min_size=1, max_size=2).map(tuple)
)
every_entry = st.builds(
    Entry,
    id=slugs,
    kind=st.sampled_from(EntryKind),
    preferred=names,
    surname=st.none() | names,
    accept=lists,
    reject=st.lists(rejected, max_size=3).map(tuple),
    distinct=lists,
    context=st.builds(Context, country=lists, titles=lists, given=lists),
    variants_by_style=st.dictionaries(slugs, names, max_size=3),
    source=notes,
    note=notes,
)
files = st.lists(every_entry, max_size=4, unique_by=lambda entry: entry.id).map(tuple)


def read(path, text):
    path.write_text(text, encoding="utf-8", newline="")
    return tuple(placed.entry for placed in read_names(path).entries)


@settings(deadline=None)
@given(entries=files)
def test_yaml_and_csv_hold_the_same(tmp_path_factory, entries):
    folder = tmp_path_factory.mktemp("names")
    file = AuthorityFile(entries)
    assert read(folder / "a.yml", yaml_text(file)) == entries
    assert read(folder / "a.csv", csv_text(file)) == entries


latin = st.lists(
    st.text(st.sampled_from("abcdéüßñłAÖ'-"), min_size=1, max_size=6).filter(
        lambda word: any(map(str.isalpha, word))
    ),
    min_size=1,
    max_size=3,
).map(" ".join)


@st.composite
def entities(draw):
    kind = draw(st.sampled_from(EntryKind))
    preferred = draw(latin)
    person = kind is EntryKind.PERSON
    some = st.lists(latin, max_size=3, unique=True)
    accept = [name for name in draw(some) if name != preferred]
    countries = st.lists(st.sampled_from(["Israel", "Norway", "Congo"]), max_size=2, unique=True)
    return Entry(
        id=draw(slugs),
        kind=kind,
        preferred=preferred,
        surname=preferred.split()[-1] if person and draw(st.booleans()) else None,
        accept=tuple(accept),
        context=Context(
            country=tuple(draw(countries)),
            titles=("Prime", "Minister") if person and draw(st.booleans()) else (),
            given=tuple(draw(some)) if person else (),
        ),
        source=draw(st.none() | latin | st.just("https://example.org/a")),
        note=draw(st.none() | latin),
    )


@settings(deadline=None)
@given(entries=st.lists(entities(), max_size=4, unique_by=lambda entry: entry.id).map(tuple))
def test_what_followthemoney_can_hold_comes_back(tmp_path_factory, entries):
    path = tmp_path_factory.mktemp("names") / "a.jsonl"
    path.write_text("".join(ftm_lines(entries)), encoding="utf-8")
    assert import_ftm_json(path).entries == entries


@given(entry=every_entry)
def test_an_entity_never_holds_a_form_that_only_an_exception_allows(entry):
    (line,) = ftm_lines([entry])
    properties = json.loads(line)["properties"]
    told = {*properties["name"], *properties.get("alias", ())}
    assert told == set(right_names(entry))


PERSON = {
    "id": "NK-1",
    "schema": "Person",
    "caption": "Mara Velden",
    "properties": {
        "name": ["Мара Вельден", "Velden Mara", "Mara  Velden"],
        "alias": ["Mara van Velden", "مارا"],
        "weakAlias": ["The Voice"],
        "firstName": ["Mara"],
        "lastName": ["Velden"],
        "country": ["no", "zz"],
        "position": ["Prime Minister of Norway (2001-2004)"],
    },
}


def test_names_of_an_entity_become_right_forms_and_never_wrong_ones(tmp_path):
    path = tmp_path / "a.jsonl"
    lines = [PERSON, {"id": "v", "schema": "Vessel", "properties": {"name": ["Ruby"]}}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    imported = import_ftm_json(path)
    (entry,) = imported.entries
    assert (entry.id, entry.preferred, entry.surname) == ("mara-velden", "Mara Velden", "Velden")
    assert entry.accept == ("Velden Mara", "Mara van Velden", "The Voice")
    assert entry.reject == ()
    assert entry.context == Context(("Norway",), ("Prime", "Minister"), ("Mara",))
    assert imported.left_out == {"Vessel": 1}


def test_a_table_of_targets(tmp_path):
    path = tmp_path / "targets.simple.csv"
    path.write_text(
        '"id","schema","name","aliases","birth_date","countries"\n'
        '"Q1","Person","Mara Velden","Mara van Velden;M. Velden","1970","no;se"\n'
        '"Q2","Organization","Mara Velden","","",""\n'
        '"Q3","Security","Bond 7","","",""\n',
        encoding="utf-8-sig",
    )
    imported = import_ftm_csv(path)
    assert [entry.id for entry in imported.entries] == ["mara-velden", "mara-velden-2"]
    first, second = imported.entries
    assert first.accept == ("Mara van Velden", "M. Velden")
    assert first.context.country == ("Norway", "Sweden")
    assert first.source == "FollowTheMoney Q1"
    assert second.kind is EntryKind.ORGANISATION
    assert imported.left_out == {"Security": 1}


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b'{"id": "a"}\n', 1),
        (json.dumps(PERSON).encode() + b"\n{cut\n", 2),
        (b"[" * 100_000, 1),
        (b'{"id": "a", "schema": "Person", "properties": {"name": "x"}}', 1),
        (b'{"id": "\xff", "schema": "Person"}', 1),
    ],
)
def test_a_line_that_is_no_entity_is_told_with_its_number(tmp_path, content, line):
    path = tmp_path / "a.jsonl"
    path.write_bytes(content)
    with pytest.raises(RuleError) as raised:
        import_ftm_json(path)
    assert str(raised.value).startswith(f"{path}:{line}: ")


@pytest.mark.parametrize(
    "content", [b"", b"id,name\n", b'id,schema,name\n"x\n', b"id,schema,name\n\xff"]
)
def test_a_file_that_is_no_table_is_told(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(RuleError, match=r"a\.csv:\d"):
        import_ftm_csv(path)
