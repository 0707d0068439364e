"""Strings inside a line of JSON: where they stand, what they say, and the map between the two."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

from lintnews.document.decode import surrogate_at
from lintnews.document.segments import Segment, SegmentMap

DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\n\r]*+")
_PLAIN = re.compile(r'[^"\\]++')
_ANY_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "/": "/"}


class Unescaped(NamedTuple):
    """What a string literal says, the map to the literal, and where half a surrogate pair stands.

    ``lone`` is an offset into the line, None if every pair is whole.
    """

    text: str
    segments: SegmentMap
    lone: int | None


def skip_space(line: str, at: int) -> int:
    """The offset of what follows the white space at ``at``."""
    found = _SPACE.match(line, at)
    return found.end() if found else at


def find_value(line: str, keys: Sequence[str]) -> int | None:
    """The offset of the value under keys, one inside the other; of equal keys the last counts.

    Args:
        line: sound JSON, an object.
        keys: the keys, the outermost first.
    """
    at = skip_space(line, 0)
    for key in keys:
        if line[at : at + 1] != "{":
            return None
        found = None
        at = skip_space(line, at + 1)
        while line[at] != "}":
            name, at = DECODER.raw_decode(line, at)
            at = skip_space(line, skip_space(line, at) + 1)
            if name == key:
                found = at
            _, at = DECODER.raw_decode(line, at)
            at = skip_space(line, at)
            if line[at] == ",":
                at = skip_space(line, at + 1)
        if found is None:
            return None
        at = found
    return at


def unescape(line: str, at: int, shift: int) -> Unescaped:
    """The string literal at an offset of the line, which begins at ``shift`` in the file."""
    pieces: list[str] = []
    segments: list[Segment] = []
    length = 0
    lone = None
    at += 1
    while line[at] != '"':
        if line[at] == "\\":
            text, end = _escape(line, at)
            if lone is None and surrogate_at(text) is not None:
                lone = at
        else:
            found = _PLAIN.match(line, at)
            end = found.end() if found else at + 1
            text = line[at:end]
        pieces.append(text)
        segments.append(Segment(length, length + len(text), shift + at, shift + end))
        length += len(text)
        at = end
    empty = Segment(0, 0, shift + at, shift + at)
    return Unescaped("".join(pieces), SegmentMap(segments or [empty]), lone)


def escaped(text: str, line: str) -> str:
    """A text as a string in this line of JSON would write it, without the marks around it.

    A line with characters beyond ASCII gets such characters as they are; any other stays in ASCII,
    its escapes in the case of letters that the line uses.
    """
    written = json.dumps(text, ensure_ascii=line.isascii())[1:-1]
    codes = "".join(code for code in _ANY_ESCAPE.findall(line) if code)
    if not codes.isupper():
        return written
    return _ANY_ESCAPE.sub(
        lambda escape: f"\\u{escape[1].upper()}" if escape[1] else escape[0], written
    )


def _escape(line: str, at: int) -> tuple[str, int]:
    """The character that the escape at an offset stands for, and the end of the escape."""
    if line[at + 1] != "u":
        return _ESCAPES[line[at + 1]], at + 2
    code = int(line[at + 2 : at + 6], 16)
    if 0xD800 <= code < 0xDC00 and line[at + 6 : at + 8] == "\\u":
        low = int(line[at + 8 : at + 12], 16)
        if 0xDC00 <= low < 0xE000:
            return chr(0x10000 + ((code - 0xD800) << 10) + low - 0xDC00), at + 12
    return chr(code), at + 6
