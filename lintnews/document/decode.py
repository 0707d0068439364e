"""From bytes to text: encodings, byte order marks, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from lintnews.model import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_NUL = "a NUL character stands here; this is a binary file, not text"
_LINE_END = re.compile(rb"\r\n|\r|\n")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive, as DOCX, ODT and EPUB are"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


class UnreadableError(Exception):
    """Bytes that are no text; ``line`` and ``column`` count from 1 where they are known."""

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.column = column

    def problem(self, path: str) -> Problem:
        """The problem to report for the file at ``path``."""
        return Problem(path=path, reason=self.reason, line=self.line, column=self.column)


class Decoded(NamedTuple):
    """A text without its byte order mark, and the encoding that it was read in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Read bytes as text: by their byte order mark, as UTF-8, or as Windows-1252.

    UTF-16 without a mark is read when every other byte of the beginning is zero.

    Raises:
        UnreadableError: the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding), encoding)
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError(f"this is {kind}, not text")
    if b"\0" in data:
        silent = _silent_utf16(data[:_SAMPLE])
        if silent is None:
            line, column = _position(data, data.index(b"\0"))
            raise UnreadableError(_NUL, line, column)
        return Decoded(_strict(data, silent), silent)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return Decoded(_windows(data, error), "cp1252")


def _silent_utf16(sample: bytes) -> str | None:
    even, odd = sample[0::2], sample[1::2]
    if len(sample) < 4:
        return None
    if odd.count(0) > 0.9 * len(odd) and not even.count(0):
        return "utf-16-le"
    if even.count(0) > 0.9 * len(even) and not odd.count(0):
        return "utf-16-be"
    return None


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        line, column = text_position(before, len(before))
        raise UnreadableError(f"the bytes here are no {encoding.upper()}", line, column) from error
    if "\0" in text:
        line, column = text_position(text, text.index("\0"))
        raise UnreadableError(_NUL, line, column)
    return text


def _windows(data: bytes, error: UnicodeDecodeError) -> str:
    line, column = _position(data, error.start)
    if _is_surrogate(data, error.start):
        raise UnreadableError(
            "half of a surrogate pair stands here, which is no character", line, column
        )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as other:
        line, column = _position(data, other.start)
        raise UnreadableError(
            f"the byte {data[other.start]:02X} here is neither UTF-8 nor Windows-1252; "
            "save the file as UTF-8",
            line,
            column,
        ) from other
    if _mostly_utf8(data):
        raise UnreadableError(
            "the bytes here are broken UTF-8; save the file as UTF-8 again", line, column
        )
    return text


def _is_surrogate(data: bytes, at: int) -> bool:
    return data[at : at + 1] == b"\xed" and data[at + 1 : at + 2] >= b"\xa0"


def _mostly_utf8(data: bytes) -> bool:
    """Whether most of the characters beyond ASCII are sound UTF-8: the text is damaged UTF-8."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - broken > 4 * broken


def _position(data: bytes, at: int) -> tuple[int, int]:
    """Line and column, from 1, of a byte in a text that can't be read; columns count characters."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(data, 0, at))]
    return len(starts), len(data[starts[-1] : at].decode("utf-8", "replace")) + 1


def text_position(text: str, at: int) -> tuple[int, int]:
    """Line and column, both from 1, of the character at offset ``at``."""
    before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def surrogate_at(text: str) -> int | None:
    """The offset of the first half of a surrogate pair in ``text``, None if there is none."""
    found = _SURROGATE.search(text)
    return found.start() if found else None
