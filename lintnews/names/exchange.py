"""Entries as entities of FollowTheMoney, and back.

An entity has a schema and properties, each a list of strings. It can hold the forms that are right,
a surname, given names, countries by their code, positions, a source and notes. What is wrong, who
is somebody else and styles have no place there. Aliases of other collections become right forms,
never wrong ones: nobody has read them with that question in mind.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import msgspec
import regex

from lintnews.names.entries import Context, Entry, EntryKind, right_names
from lintnews.names.placed import unreadable, unwritable
from lintnews.names.spelling import without_marks
from lintnews.resources import word_data, word_lists
from lintnews.rulebook.errors import RuleError

_SCHEMAS = {
    EntryKind.PERSON: "Person",
    EntryKind.PLACE: "Territory",
    EntryKind.ORGANISATION: "Organization",
}
_KINDS = {
    **{schema: kind for kind, schema in _SCHEMAS.items()},
    **dict.fromkeys(("PublicBody", "Company", "LegalEntity"), EntryKind.ORGANISATION),
}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_LATIN = regex.compile(r"(?:\p{Latin}|\P{L})*\p{Latin}(?:\p{Latin}|\P{L})*")
_LONGEST_LINE = 16 * 2**20
_NEEDED = ("id", "schema", "name")


class _Entity(msgspec.Struct):
    id: str
    schema: str
    caption: str | None = None
    properties: dict[str, list[Any]] = {}


class Imported(NamedTuple):
    """Entries made of entities, and how many entities of each schema were left out."""

    entries: tuple[Entry, ...]
    left_out: Mapping[str, int]


def ftm_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """The entries as entities of FollowTheMoney, one line of JSON each."""
    for entry in entries:
        properties = {name: values for name, values in _properties(entry).items() if values}
        entity = {"id": entry.id, "schema": _SCHEMAS[entry.kind], "properties": properties}
        yield msgspec.json.encode(entity).decode("utf-8") + "\n"


def _properties(entry: Entry) -> dict[str, list[str]]:
    codes = {name: code for code, name in _countries().items()}
    names = right_names(entry)
    url = entry.source is not None and entry.source.startswith(("http://", "https://"))
    sources = [entry.source] if entry.source is not None else []
    properties = {
        "name": names[:1],
        "alias": names[1:],
        "country": [codes[country] for country in entry.context.country if country in codes],
        "sourceUrl" if url else "publisher": sources,
        "notes": [entry.note] if entry.note is not None else [],
    }
    if entry.kind is EntryKind.PERSON:
        properties["firstName"] = list(entry.context.given)
        properties["lastName"] = [entry.surname] if entry.surname is not None else []
        properties["position"] = list(entry.context.titles)
    return properties


@cache
def _countries() -> Mapping[str, str]:
    """The English name of each country by its code in small letters."""
    return {code: str(name) for code, name in word_data("countries").items()}


def import_ftm_json(path: Path) -> Imported:
    """The entries in a file of FollowTheMoney entities, one line of JSON each.

    Raises:
        RuleError: a line is no entity.
        OSError: the file cannot be read.
    """
    return _imported(_json_entities(path))


def _json_entities(path: Path) -> Iterator[_Entity]:
    decoder = msgspec.json.Decoder(_Entity)
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file, path), 1):
            if not line.strip():
                continue
            try:
                yield decoder.decode(line.removeprefix(b"\xef\xbb\xbf"))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                reason = f"is no FollowTheMoney entity: {error}"
                raise RuleError(path, number, reason) from error


def _lines(file: BinaryIO, path: Path) -> Iterator[bytes]:
    number = 0
    while line := file.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            reason = (
                f"the line is longer than {_LONGEST_LINE >> 20} MiB; is there an entity a line?"
            )
            raise RuleError(path, number, reason)
        yield line


def import_ftm_csv(path: Path) -> Imported:
    """The entries in a table such as ``targets.simple.csv`` of OpenSanctions.

    Raises:
        RuleError: the file is no such table.
        OSError: the file cannot be read.
    """
    return _imported(_csv_entities(path))


def _csv_entities(path: Path) -> Iterator[_Entity]:
    with path.open("rb") as raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, strict=True, restkey="")
        try:
            missing = [name for name in _NEEDED if name not in (rows.fieldnames or ())]
            if missing:
                raise RuleError(path, 1, f"the column {missing[0]} is missing in the first row")
            for row in rows:
                yield _Entity(
                    row["id"] or "",
                    row["schema"] or "",
                    properties={
                        "name": [row["name"] or ""],
                        "alias": _split(row.get("aliases")),
                        "country": _split(row.get("countries")),
                    },
                )
        except (csv.Error, UnicodeDecodeError) as error:
            line = max(1, rows.line_num)
            raise RuleError(path, line, f"is no table in UTF-8: {error}") from error


def _split(cell: str | None) -> list[Any]:
    return (cell or "").split(";")


def _imported(entities: Iterable[_Entity]) -> Imported:
    entries: dict[str, Entry] = {}
    left_out: Counter[str] = Counter()
    for entity in entities:
        entry = _entry(entity, entries)
        if entry is None:
            left_out[entity.schema] += 1
        else:
            entries[entry.id] = entry
    return Imported(tuple(entries.values()), left_out)


def _entry(entity: _Entity, taken: Mapping[str, Entry]) -> Entry | None:
    """The entry of an entity; None if it names nothing that an entry can name."""
    kind = _KINDS.get(entity.schema)
    names = [name for name in _values(entity, "name") if _LATIN.fullmatch(name)]
    if kind is None or not names:
        return None
    if entity.caption in names:
        names.insert(0, entity.caption)
    aliases = [*_values(entity, "alias"), *_values(entity, "weakAlias")]
    accept = dict.fromkeys((*names[1:], *(name for name in aliases if _LATIN.fullmatch(name))))
    accept.pop(names[0], None)
    person = kind is EntryKind.PERSON
    surnames = [name for name in _values(entity, "lastName") if name in names[0]]
    source, note = _source(entity), " ".join(_notes(entity, "notes"))
    return Entry(
        id=_identifier(entity.id, names[0], taken),
        kind=kind,
        preferred=names[0],
        surname=surnames[0] if surnames and person else None,
        accept=tuple(accept),
        context=Context(
            country=_country_names(_values(entity, "country")),
            titles=_titles(_values(entity, "position")) if person else (),
            given=tuple(_values(entity, "firstName")) if person else (),
        ),
        source=source,
        note=note or None,
    )


def _values(entity: _Entity, name: str) -> list[str]:
    """The values of a property that can stand in an entry, each once."""
    values = (value for value in entity.properties.get(name, ()) if isinstance(value, str))
    tidied = dict.fromkeys(" ".join(value.split()) for value in values)
    return [value for value in tidied if value and unwritable(value) is None]


def _notes(entity: _Entity, name: str) -> list[str]:
    values = (value for value in entity.properties.get(name, ()) if isinstance(value, str))
    return [value for value in values if value.strip() and unreadable(value) is None]


def _source(entity: _Entity) -> str | None:
    known = [*_notes(entity, "sourceUrl"), *_notes(entity, "publisher")]
    if not known and not _SLUG.fullmatch(entity.id) and unreadable(entity.id) is None:
        known = [f"FollowTheMoney {entity.id}"]
    return known[0] if known else None


def _country_names(codes: Iterable[str]) -> tuple[str, ...]:
    known = _countries()
    return tuple(known[code.lower()] for code in codes if code.lower() in known)


def _titles(positions: Iterable[str]) -> tuple[str, ...]:
    """The titles in some positions: "Prime" and "Minister" of "Prime Minister of Israel"."""
    known = word_lists("names")["titles"]
    titles: list[str] = []
    for position in positions:
        words = position.split()
        titles += words if len(words) == 1 else [word for word in words if word in known]
    return tuple(dict.fromkeys(titles))


def _identifier(identifier: str, name: str, taken: Mapping[str, Entry]) -> str:
    """The entity's own identifier if an entry can have it, else one made of the name."""
    if not _SLUG.fullmatch(identifier):
        return identifier_of(name, taken)
    return _free(identifier, taken)


def identifier_of(name: str, taken: Container[str] = ()) -> str:
    """An identifier for the entry of a name, another one than those that are taken."""
    return _free(_NO_SLUG.sub("-", without_marks(name).lower()).strip("-") or "name", taken)


def _free(wanted: str, taken: Container[str]) -> str:
    candidate, number = wanted, 1
    while candidate in taken:
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate
