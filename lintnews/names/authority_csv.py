"""Authority files in CSV, an entry a row: reading with every error in its place, and writing.

A list stands in one cell, its parts separated by ``;``. A backslash makes the next character an
ordinary one.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from lintnews.names.entries import AuthorityFile, Context, Entry, EntryKind, Rejected
from lintnews.names.placed import Fault, NamesFile, Placed, in_plain_words, nearest
from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.typed_yaml import located
from lintnews.rulebook.utf8 import read_utf8

_PLAIN = ("id", "kind", "preferred", "surname")
_CONTEXT = ("country", "titles", "given")
_NOTES = ("source", "note")
COLUMNS = (*_PLAIN, "accept", "reject", "not", *_CONTEXT, "styles", *_NOTES)
_NEEDED = ("id", "kind", "preferred")
_PART = {sign: re.compile(rf"(?:\\.|[^\\{sign}])+", re.DOTALL) for sign in (";", "|")}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_KINDS = {kind.value: kind for kind in EntryKind}
_UNLESS = re.compile(r"(?<!\\)\(unless:")
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


class _CellError(ValueError):
    """A cell is written wrongly; the message says how it should be."""


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
            raise _CellError(f"the row has {len(row)} cells, the first row has {len(columns)}")
        for (name, field, read), cell in zip(columns, row, strict=False):
            if cell and not cell.isspace():
                where = f"column {name}: "
                data[field] = read(cell)
        if context := {field: data.pop(field) for field in _CONTEXT if field in data}:
            data["context"] = context
        return msgspec.convert(data, Entry)
    except _CellError as error:
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


def _names(cell: str) -> list[str]:
    if "\\" not in cell:
        return [name for part in cell.split(";") if (name := part.strip())]
    return [_plain(part) for part in _parts(cell, ";")]


def _parts(cell: str, sign: str) -> list[str]:
    """The parts of a list, still with their backslashes."""
    if "\\" not in cell:
        return [name for part in cell.split(sign) if (name := part.strip())]
    if cell.endswith("\\") and (len(cell) - len(cell.rstrip("\\"))) % 2:
        raise _CellError('the cell ends in a "\\", which makes nothing an ordinary character')
    return [name for part in _PART[sign].findall(cell) if (name := part.strip())]


def _plain(part: str) -> str:
    return _ESCAPED.sub(r"\1", part)


def _rejected(part: str) -> str | dict[str, Any]:
    """A wrong form, as ``form`` or ``form (unless: phrase | phrase)``."""
    opening = _UNLESS.search(part)
    if opening is None:
        return _plain(part)
    if not part.endswith(")"):
        raise _CellError("write exceptions as: form (unless: phrase | phrase)")
    phrases = _parts(part[opening.end() : -1], "|")
    form = part[: opening.start()].strip()
    return {"form": _plain(form), "unless": [_plain(phrase) for phrase in phrases]}


def _style(part: str) -> tuple[str, str]:
    style, equals, form = part.partition("=")
    if not equals:
        raise _CellError("write styles as: style=form; other-style=other form")
    return style.strip(), _plain(form.strip())


def _styles(cell: str) -> dict[str, str]:
    return dict(_style(part) for part in _parts(cell, ";"))


def _rejects(cell: str) -> list[str | dict[str, Any]]:
    return [_rejected(part) for part in _parts(cell, ";")]


_READERS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(_PLAIN, str.strip),
    **dict.fromkeys(("accept", "not", *_CONTEXT), _names),
    "reject": _rejects,
    "styles": _styles,
    **dict.fromkeys(_NOTES, str),
}


def read_sound_csv(path: Path) -> list[Entry]:
    """The entries of a CSV file that is known to be sound, in a third of the time.

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        columns = next(rows)
        # Where a column is missing, the empty cell is read that every row gets at its end.
        cells = itemgetter(
            *(columns.index(name) if name in columns else len(columns) for name in COLUMNS)
        )
        return [_sound(*cells([*row, ""])) for row in rows]


def _sound(
    identifier: str,
    kind: str,
    preferred: str,
    surname: str,
    accept: str,
    reject: str,
    distinct: str,
    country: str,
    titles: str,
    given: str,
    styles: str,
    source: str,
    note: str,
) -> Entry:
    """The entry in a row, its cells in the order of ``COLUMNS``."""
    return Entry(
        id=identifier,
        kind=_KINDS[kind],
        preferred=preferred,
        surname=surname or None,
        accept=tuple(_names(accept)) if accept else (),
        reject=tuple(_sound_form(part) for part in _rejects(reject)) if reject else (),
        distinct=tuple(_names(distinct)) if distinct else (),
        context=_context(country, titles, given),
        variants_by_style=_styles(styles) if styles else {},
        source=sys.intern(source) or None,
        note=note or None,
    )


def _sound_form(part: str | dict[str, Any]) -> str | Rejected:
    return part if isinstance(part, str) else Rejected(part["form"], tuple(part["unless"]))


@lru_cache(maxsize=1024)
def _context(country: str, titles: str, given: str) -> Context:
    return Context(tuple(_names(country)), tuple(_names(titles)), tuple(_names(given)))


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
        "accept": _listed(entry.accept),
        "reject": "; ".join(
            _form(item) if isinstance(item, str) else _form(item.form, item.unless)
            for item in entry.reject
        ),
        "not": _listed(entry.distinct),
        "country": _listed(entry.context.country),
        "titles": _listed(entry.context.titles),
        "given": _listed(entry.context.given),
        "styles": "; ".join(
            f"{style}={_escaped(form)}" for style, form in entry.variants_by_style.items()
        ),
        "source": entry.source or "",
        "note": entry.note or "",
    }


def _listed(names: Iterable[str]) -> str:
    return "; ".join(map(_escaped, names))


def _form(form: str, unless: Iterable[str] = ()) -> str:
    shown = _escaped(form).replace("(unless:", "\\(unless:")
    phrases = " | ".join(_escaped(phrase).replace("|", "\\|") for phrase in unless)
    return f"{shown} (unless: {phrases})" if phrases else shown


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace(";", "\\;")
