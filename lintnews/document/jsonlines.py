"""The reader of JSON Lines: one article an object, one object a line."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from typing import IO, Any, NamedTuple

from lintnews.document.blocks import classify
from lintnews.document.decode import surrogate_at
from lintnews.document.document import Document
from lintnews.document.plain import block_spans
from lintnews.document.segments import Segment, SegmentMap
from lintnews.model import Problem

DEFAULT_FIELD = "text"
_CHUNK = 1 << 20
_SPACE = re.compile(r"[ \t\n\r]*+")
_PLAIN = re.compile(r'[^"\\]*+')
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "/": "/"}
_DECODER = json.JSONDecoder()


def json_documents(
    stream: IO[bytes], path: str, fields: Sequence[str], max_size: int
) -> Iterator[Document | Problem]:
    """The articles in a stream of JSON Lines, one after another, in bounded memory.

    Offsets of a document count code points of the whole stream, lines from 1. A line that is no
    article is a problem; the others are read all the same.

    Args:
        stream: the bytes; UTF-8, as RFC 8259 demands, with or without a byte order mark.
        path: the name of the stream.
        fields: the fields that hold text, those inside others with dots ("article.body").
        max_size: the longest line in bytes that is read.
    """
    shift = 0
    for number, raw in enumerate(_lines(stream, max_size), 1):
        if isinstance(raw, _TooLong):
            yield Problem(path=path, line=number, reason=raw.reason(max_size))
            shift += raw.characters
            continue
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        try:
            line = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            column = len(raw[: error.start].decode("utf-8", "replace")) + 1
            reason = "the bytes here are no UTF-8, which JSON must be in"
            yield Problem(path=path, line=number, column=column, reason=reason)
            shift += len(raw.decode("utf-8", "replace"))
            continue
        if line.strip():
            yield from _record(line, path, number, shift, fields)
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


def _lines(stream: IO[bytes], max_size: int) -> Iterator[bytes | _TooLong]:
    """The lines with their ends."""
    while raw := stream.readline(max_size + 1):
        if len(raw) <= max_size or raw.endswith(b"\n"):
            yield raw
            continue
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        size, characters = 0, 0
        while raw:
            size += len(raw)
            characters += len(decoder.decode(raw))
            if raw.endswith(b"\n"):
                break
            raw = stream.readline(_CHUNK)
        yield _TooLong(size, characters + len(decoder.decode(b"", final=True)))


def _record(
    line: str, path: str, number: int, shift: int, fields: Sequence[str]
) -> Iterator[Document | Problem]:
    def problem(reason: str, column: int | None = None) -> Problem:
        return Problem(path=path, line=number, column=column, reason=reason)

    try:
        value, end = _DECODER.raw_decode(line, _skip(line, 0))
    except (json.JSONDecodeError, RecursionError) as error:
        column = error.pos + 1 if isinstance(error, json.JSONDecodeError) else None
        said = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
        yield problem(f"the line is no JSON: {said}", column)
        return
    if line[end:].strip():
        yield problem("the line goes on after its JSON object", end + 1)
        return
    if not isinstance(value, dict):
        yield problem('the line is no JSON object, such as {"text": "..."}')
        return
    for field in fields:
        yield _document(line, value, path, number, shift, field)


def _document(
    line: str, value: dict[str, Any], path: str, number: int, shift: int, field: str
) -> Document | Problem:
    place = _find(line, field)
    inner: Any = value
    for key in field.split("."):
        inner = inner.get(key) if isinstance(inner, dict) else None
    if place is None or inner is None:
        known = ", ".join(sorted(value)) or "none"
        reason = f"the object has no field {field} (--field names another); its fields are {known}"
        return Problem(path=path, line=number, reason=reason)
    if not isinstance(inner, str):
        reason = f"the field {field} holds no string"
        return Problem(path=path, line=number, column=place + 1, reason=reason)
    prose, segments, lone = _unescape(line, place, shift)
    if lone is not None:
        reason = "half of a surrogate pair stands here, which is no character"
        return Problem(path=path, line=number, column=lone + 1, reason=reason)
    return Document(
        path=path,
        source=line,
        prose=prose,
        segments=segments,
        blocks=classify(prose, block_spans(prose)),
        first_line=number,
        shift=shift,
    )


def _skip(line: str, at: int) -> int:
    found = _SPACE.match(line, at)
    return found.end() if found else at


def _find(line: str, field: str) -> int | None:
    """The offset of the value of a field in a line of sound JSON; of equal keys the last counts."""
    at = _skip(line, 0)
    for key in field.split("."):
        if line[at : at + 1] != "{":
            return None
        found = None
        at = _skip(line, at + 1)
        while line[at] != "}":
            name, at = _DECODER.raw_decode(line, at)
            at = _skip(line, _skip(line, at) + 1)
            if name == key:
                found = at
            _, at = _DECODER.raw_decode(line, at)
            at = _skip(line, at)
            if line[at] == ",":
                at = _skip(line, at + 1)
        if found is None:
            return None
        at = found
    return at


def _unescape(line: str, at: int, shift: int) -> tuple[str, SegmentMap, int | None]:
    """The string literal at an offset, the map to its source, and where half a pair stands."""
    pieces: list[str] = []
    segments: list[Segment] = []
    length = 0
    at += 1
    lone = None

    def add(text: str, start: int, end: int) -> None:
        nonlocal length
        pieces.append(text)
        segments.append(Segment(length, length + len(text), shift + start, shift + end))
        length += len(text)

    while line[at] != '"':
        if line[at] == "\\":
            text, end = _escape(line, at)
            if lone is None and surrogate_at(text) is not None:
                lone = at
            add(text, at, end)
        else:
            found = _PLAIN.match(line, at)
            end = found.end() if found else at + 1
            add(line[at:end], at, end)
        at = end
    return "".join(pieces), SegmentMap(segments or [Segment(0, 0, shift + at, shift + at)]), lone


def _escape(line: str, at: int) -> tuple[str, int]:
    if line[at + 1] != "u":
        return _ESCAPES[line[at + 1]], at + 2
    code = int(line[at + 2 : at + 6], 16)
    if 0xD800 <= code < 0xDC00 and line[at + 6 : at + 8] == "\\u":
        low = int(line[at + 8 : at + 12], 16)
        if 0xDC00 <= low < 0xE000:
            return chr(0x10000 + ((code - 0xD800) << 10) + low - 0xDC00), at + 12
    return chr(code), at + 6
