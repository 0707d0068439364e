"""The reader of JSON Lines: one article an object, one object a line."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lintnews.document.blocks import classify
from lintnews.document.decode import HALF_A_PAIR
from lintnews.document.document import Document
from lintnews.document.fields import listed
from lintnews.document.jsonstrings import DECODER, escaped, find_value, skip_space, unescape
from lintnews.document.plain import block_spans
from lintnews.document.provenance import (
    NO_FIELDS,
    Provenance,
    ProvenanceFields,
    of_field,
    read_provenance,
)
from lintnews.document.reading import Bytes, Reading
from lintnews.model import Problem

_CHUNK = 1 << 20


class JsonOrigin(NamedTuple):
    """A document that is the string in one field of a line of JSON."""

    path: str
    number: int
    shift: int
    field: str

    @property
    def encoding(self) -> str:
        """The encoding of JSON."""
        return "utf-8"

    def written(self, text: str, source: str) -> str:
        """The text with the escapes of JSON."""
        return escaped(text, source)

    def read(self, source: str) -> Document:
        """The document in the changed line."""
        line = _Line(source, self.path, self.number, self.shift)
        (item,) = _record(line, [self.field], NO_FIELDS)
        if isinstance(item, Problem):
            raise ValueError(str(item))
        return item


def read_jsonl(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    """The articles in a stream of JSON Lines, one after another, in bounded memory.

    Offsets of a document count code points of the whole stream without its byte order mark, lines
    from 1. A line that is no article, or is longer than ``reading.max_size`` bytes, is a problem;
    the others are read all the same. The stream is UTF-8, as RFC 8259 demands, with or without a
    byte order mark.
    """
    shift = 0
    for number, raw in enumerate(_lines(stream, reading.max_size), 1):
        if isinstance(raw, _TooLong):
            yield Problem(path=name, line=number, reason=raw.reason(reading.max_size))
            shift += raw.characters
            continue
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            column = len(raw[: error.start].decode("utf-8", "replace")) + 1
            reason = "the bytes here are no UTF-8, which JSON must be in"
            yield Problem(path=name, line=number, column=column, reason=reason)
            shift += len(raw.decode("utf-8", "replace"))
            continue
        if line.strip():
            yield from _record(_Line(line, name, number, shift), reading.fields, reading.provenance)
        shift += len(line)


class _TooLong(NamedTuple):
    """A line that was passed over: its size, in bytes and in characters."""

    size: int
    characters: int

    def reason(self, max_size: int) -> str:
        return (
            f"the line is {self.size:,} bytes long, more than the {max_size:,} that are read; "
            "--max-size raises the limit"
        )


class _Line(NamedTuple):
    """A line, the file and the line number it has, and its offset in the file."""

    text: str
    path: str
    number: int
    shift: int

    def problem(self, reason: str, at: int | None = None) -> Problem:
        column = None if at is None else at + 1
        return Problem(path=self.path, line=self.number, column=column, reason=reason)


def _lines(stream: Bytes, max_size: int) -> Iterator[bytes | _TooLong]:
    """The lines with their ends, without the byte order mark before the first."""
    mark = codecs.BOM_UTF8
    while raw := stream.readline(max_size + 1):
        is_whole = len(raw) <= max_size or raw.endswith(b"\n")
        raw, mark = raw.removeprefix(mark), b""
        yield raw if is_whole else _passed_over(raw, stream)


def _passed_over(raw: bytes, stream: Bytes) -> _TooLong:
    """Read on to the end of a line that is too long, without keeping it."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    size, characters = 0, 0
    while raw:
        size += len(raw)
        characters += len(decoder.decode(raw))
        raw = b"" if raw.endswith(b"\n") else stream.readline(_CHUNK)
    return _TooLong(size, characters + len(decoder.decode(b"", final=True)))


def _record(
    line: _Line, fields: Sequence[str], provenance: ProvenanceFields
) -> Iterator[Document | Problem]:
    text = line.text.rstrip()
    try:
        value, end = DECODER.raw_decode(text, skip_space(text, 0))
    except json.JSONDecodeError as error:
        said = error.msg.removesuffix(" at").removesuffix(" starting")
        yield line.problem(f"the line is no JSON: {said}", error.pos)
        return
    except RecursionError:
        yield line.problem("the line cannot be read: it is nested too deeply")
        return
    except ValueError:
        yield line.problem("the line cannot be read: a number in it is too long")
        return
    if end < len(text):
        yield line.problem("the line goes on after its JSON value", skip_space(text, end))
    elif not isinstance(value, dict):
        yield line.problem('the line is no JSON object, such as {"text": "..."}')
    else:
        try:
            known = read_provenance(value, f"line {line.number}", provenance)
        except ValueError as error:
            yield line.problem(str(error))
            return
        for field in fields:
            yield _document(line, value, field, of_field(known, field, fields))


def _document(
    line: _Line, record: dict[str, Any], field: str, provenance: Provenance
) -> Document | Problem:
    keys = [field] if field in record else field.split(".")
    place = find_value(line.text, keys)
    if place is None:
        reason = f"the object has no field {field} (--field names another)"
        return line.problem(f"{reason}; its fields are {listed(sorted(record))}")
    value: Any = record
    for key in keys:
        value = value[key]
    if not isinstance(value, str):
        return line.problem(f"the field {field} holds no string", place)
    prose, segments, lone = unescape(line.text, place, line.shift)
    if lone is not None:
        return line.problem(HALF_A_PAIR, lone)
    return Document(
        path=line.path,
        source=line.text,
        prose=prose,
        segments=segments,
        blocks=classify(prose, block_spans(prose)),
        origin=JsonOrigin(line.path, line.number, line.shift, field),
        first_line=line.number,
        shift=line.shift,
        provenance=provenance,
    )
