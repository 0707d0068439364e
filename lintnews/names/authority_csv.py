"""Authority files in CSV, an entry a row: reading with every error in its place, and writing.

How a cell is written, ``cells`` says.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from lintnews.hints import nearest
from lintnews.names.cells import (
    CellError,
    names_cell,
    read_names_cell,
    read_rejects,
    read_styles_cell,
    rejects_cell,
    styles_cell,
)
from lintnews.names.entries import AuthorityFile, Entry
from lintnews.names.placed import Fault, NamesFile, Placed, in_plain_words
from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.typed_yaml import located
from lintnews.rulebook.utf8 import read_utf8

_PLAIN = ("id", "kind", "preferred", "surname")
_CONTEXT = ("country", "titles", "given")
_NOTES = ("source", "note")
COLUMNS = (*_PLAIN, "accept", "reject", "not", *_CONTEXT, "styles", *_NOTES)
_NEEDED = ("id", "kind", "preferred")
_FIELDS = {"styles": "variants_by_style"}
_COLUMNS = {
    "variants_by_style": "styles",
    **{f"context.{column}": column for column in _CONTEXT},
}


class _Column(NamedTuple):
    """A column, the field that it fills and how a cell is read."""

    name: str
    field: str
    read: Callable[[str], Any]


def read_csv(path: Path) -> NamesFile:
    """The entries of a CSV file with a header row, and what is wrong with the other rows.

    Raises:
        RuleError: the file as a whole cannot be read.
        OSError: the file cannot be opened.
    """
    rows = csv.reader(io.StringIO(read_utf8(path), newline=""), strict=True)
    placed: list[Placed] = []
    errors: list[Fault] = []
    begin = 1
    try:
        columns = [
            _Column(name, _FIELDS.get(name, name), _READERS[name])
            for name in _header(next(rows, []), path)
        ]
        begin = rows.line_num + 1
        for row in rows:
            line, begin = begin, rows.line_num + 1
            if not any(row):
                continue
            entry = _entry(row, columns, path, line)
            if isinstance(entry, Fault):
                errors.append(entry)
            else:
                placed.append(Placed(entry, path, partial(_line, line)))
    except csv.Error as error:
        raise RuleError(path, begin, _unreadable(error)) from error
    return NamesFile(path, tuple(placed), tuple(errors))


def _line(line: int, field: str) -> int:
    return line


def _unreadable(error: csv.Error) -> str:
    if "field larger" in str(error):
        return f"a cell is longer than {csv.field_size_limit()} characters; is a quotation open?"
    return f"is no CSV: {error}"


def _header(cells: Sequence[str], path: Path) -> list[str]:
    columns = [cell.strip() for cell in cells]
    if len(columns) == 1 and re.search(r"[;\t]", columns[0]):
        raise RuleError(path, 1, "the columns must be separated by commas")
    for number, column in enumerate(columns, 1):
        if column not in COLUMNS:
            raise RuleError(
                path,
                1,
                f'column {number}: there is no column "{column}"; {nearest(column, COLUMNS)}',
            )
        if columns.index(column) < number - 1:
            raise RuleError(path, 1, f"column {number}: {column} is given twice")
    if missing := [column for column in _NEEDED if column not in columns]:
        raise RuleError(path, 1, f"the column {missing[0]} is missing in the first row")
    return columns


def _entry(row: Sequence[str], columns: Sequence[_Column], path: Path, line: int) -> Entry | Fault:
    """The entry in a row, or what is wrong with the row."""
    where = ""
    data: dict[str, Any] = {}
    try:
        if any(row[len(columns) :]):
            raise CellError(f"the row has {len(row)} cells, the first row has {len(columns)}")
        for (name, field, read), cell in zip(columns, row, strict=False):
            if cell and not cell.isspace():
                where = f"column {name}: "
                data[field] = read(cell)
        if context := {field: data.pop(field) for field in _CONTEXT if field in data}:
            data["context"] = context
        return msgspec.convert(data, Entry)
    except CellError as error:
        return Fault(path, line, f"{_who(data)}{where}{error}")
    except msgspec.ValidationError as error:
        field, message = located(error)
        where = f"column {_column(field)}: " if field else ""
        return Fault(path, line, _who(data) + where + in_plain_words(message, COLUMNS))


def _who(data: dict[str, Any]) -> str:
    identifier = data.get("id", "")
    return f"{identifier}: " if identifier and identifier.isprintable() else ""


def _column(field: str) -> str:
    name = field.lstrip(".").partition("[")[0]
    return _COLUMNS.get(name, name)


_READERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(_PLAIN, str.strip),
    **dict.fromkeys(("accept", "not", *_CONTEXT), read_names_cell),
    "reject": read_rejects,
    "styles": read_styles_cell,
    **dict.fromkeys(_NOTES, str),
}


def csv_text(file: AuthorityFile) -> str:
    """An authority file in CSV; only the columns in which something stands."""
    rows = [_cells(entry) for entry in file.entries]
    columns = [
        column for column in COLUMNS if column in _NEEDED or any(row.get(column) for row in rows)
    ]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _cells(entry: Entry) -> dict[str, str]:
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "preferred": entry.preferred,
        "surname": entry.surname or "",
        "accept": names_cell(entry.accept),
        "reject": rejects_cell(
            (item, ()) if isinstance(item, str) else (item.form, item.unless)
            for item in entry.reject
        ),
        "not": names_cell(entry.distinct),
        "country": names_cell(entry.context.country),
        "titles": names_cell(entry.context.titles),
        "given": names_cell(entry.context.given),
        "styles": styles_cell(entry.variants_by_style),
        "source": entry.source or "",
        "note": entry.note or "",
    }
