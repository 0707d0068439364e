"""The reader of CSV and its kin: an article a row, in the columns that are named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lintnews.document.blocks import classify
from lintnews.document.decode import UnreadableError, surrogate_at, text_position
from lintnews.document.document import Document, ReadOnly
from lintnews.document.fields import listed
from lintnews.document.plain import block_spans
from lintnews.document.provenance import Provenance, of_field, read_provenance
from lintnews.document.reading import Bytes, Reading
from lintnews.document.rows import TAB, Fault, Row, read_rows
from lintnews.document.segments import Segment, SegmentMap
from lintnews.document.streaming import lines
from lintnews.model import Problem

_MARKS = re.compile(r'[^"]++|""')
_SECONDS = re.compile(r"\d{9,13}")


def read_csv(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    """The articles in a table whose cells commas, semicolons or tabs separate.

    Which of them it is goes by the first row, which names the columns. A number names a column too,
    if no name is the same; if numbers name all of them, the first row is an article as well.
    Offsets count code points of the whole file without its byte order mark, lines from 1. A row
    that cannot be read, or is longer than ``reading.max_size`` bytes, is a problem; the others are
    read all the same.
    """
    yield from _read(stream, name, reading, None)


def read_tsv(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    """The articles in a table whose cells tabs separate; all else is as in ``read_csv``."""
    yield from _read(stream, name, reading, TAB)


class _Columns(NamedTuple):
    """Where the columns stand that are asked for, and how many cells a row has."""

    places: dict[str, int]
    width: int
    are_numbers: bool


def _read(
    stream: Bytes, name: str, reading: Reading, separator: str | None
) -> Iterator[Document | Problem]:
    columns: _Columns | None = None
    try:
        for row in read_rows(lines(stream, reading.max_size), separator, reading.max_size):
            if isinstance(row, Fault):
                yield Problem(path=name, line=row.line, column=row.column, reason=row.reason)
                if columns is None:
                    reason = "without its first row, which names the columns, no row can be read"
                    yield Problem(path=name, reason=reason)
                    return
                continue
            if columns is None:
                try:
                    columns = _columns(row, reading)
                except ValueError as error:
                    yield Problem(path=name, line=row.line, reason=str(error))
                    return
                if not columns.are_numbers:
                    continue
            yield from _articles(row, name, columns, reading)
    except UnreadableError as error:
        yield error.problem(name)


def _columns(header: Row, reading: Reading) -> _Columns:
    """The columns.

    Raises:
        ValueError: there is no column of a name.
    """
    titles = [header.value(index).strip() for index in range(len(header.cells))]
    wanted = [*reading.fields, *(field for field in reading.provenance if field is not None)]
    places: dict[str, int] = {}
    for field in wanted:
        if field in titles:
            places[field] = titles.index(field)
        elif field.isdecimal() and 0 < int(field[:9]) <= len(titles):
            places[field] = int(field[:9]) - 1
        else:
            options = {reading.provenance.id: "--id-field", reading.provenance.date: "--date-field"}
            raise ValueError(
                f"the first row has no column {field} ({options.get(field, '--field')} names "
                f"another, or its number from 1); its columns are {listed(filter(None, titles))}"
            )
    return _Columns(places, len(titles), not any(field in titles for field in wanted))


def _articles(
    row: Row, name: str, columns: _Columns, reading: Reading
) -> Iterator[Document | Problem]:
    fault = _fault(row, columns)
    if fault is not None:
        yield Problem(path=name, line=fault.line, column=fault.column, reason=fault.reason)
        return
    try:
        provenance = read_provenance(
            _record(row, columns, reading), f"line {row.line}", reading.provenance
        )
    except ValueError as error:
        yield Problem(path=name, line=row.line, reason=str(error))
        return
    for field in reading.fields:
        index = columns.places[field]
        yield _document(row, index, name, of_field(provenance, field, reading.fields))


def _record(row: Row, columns: _Columns, reading: Reading) -> dict[str, Any]:
    """The cells that say where an article comes from."""
    record: dict[str, Any] = {}
    for field in reading.provenance:
        if field is not None:
            record[field] = row.value(columns.places[field]).strip()
    date = reading.provenance.date
    if date is not None and date != reading.provenance.id:
        if _SECONDS.fullmatch(record[date]):
            record[date] = int(record[date])
        elif not record[date]:
            del record[date]
    return record


def _fault(row: Row, columns: _Columns) -> Fault | None:
    """What is wrong with a row whose quotation marks are right."""
    broken = surrogate_at(row.text)
    if broken is not None:
        line, column = text_position(row.text, broken)
        reason = "the bytes here are no text in the encoding of the file; save it as UTF-8"
        return Fault(row.line + line - 1, column, reason)
    if "\0" in row.text:
        line, column = text_position(row.text, row.text.index("\0"))
        return Fault(row.line + line - 1, column, "a NUL character stands here, which is no text")
    count = len(row.cells)
    if count > columns.width and any(row.value(at) for at in range(columns.width, count)):
        reason = (
            f"the row has {count} cells, the first row has {columns.width}; "
            "put a cell with a separator in it in quotation marks"
        )
        return Fault(row.line, row.cells[columns.width].start + 1, reason)
    for field, index in columns.places.items():
        if index >= count:
            return Fault(row.line, None, f"the row has {count} cells, none in the column {field}")
    return None


def _document(row: Row, index: int, name: str, provenance: Provenance) -> Document:
    cell = row.cells[index]
    pieces: list[str] = []
    segments: list[Segment] = []
    length, at = 0, row.shift + cell.start
    written = row.text[cell.start : cell.end]
    for part in _MARKS.findall(written) if cell.is_quoted else [written]:
        text = '"' if cell.is_quoted and part == '""' else part
        pieces.append(text)
        segments.append(Segment(length, length + len(text), at, at + len(part)))
        length, at = length + len(text), at + len(part)
    prose = "".join(pieces)
    return Document(
        path=name,
        source=row.text,
        prose=prose,
        segments=SegmentMap(segments or [Segment(0, 0, at, at)]),
        blocks=classify(prose, block_spans(prose)),
        origin=ReadOnly("utf-8"),
        first_line=row.line,
        shift=row.shift,
        provenance=provenance,
    )
