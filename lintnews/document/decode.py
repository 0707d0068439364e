"""From bytes to text: encodings, byte order marks, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from lintnews.model import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # The marks of UTF-16 are the beginnings of these.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096
_BINARY = "this is a binary file, not text"
_SIGNATURES = (
    (b"%PDF-", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"PK\x03\x04", "zip archive, such as DOCX, ODT and EPUB"),
    (b"\x1f\x8b", "gzip archive"),
    (b"\xd0\xcf\x11\xe0", "old Office"),
    (b"\x89PNG", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_PAGE = re.compile(rb"\s*<[!?a-zA-Z]")
_NAMED = re.compile(
    rb"<(?:meta\s[^>]{0,200}?charset|\?xml\s[^>]{0,80}?encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.IGNORECASE,
)
# Latin-1 is left out: pages that name it are in Windows-1252, and are read so.
_OLD_ENCODINGS = re.compile(r"iso8859-(?!1\Z)\d+\Z|cp125[013-8]\Z|koi8|shift_jis|euc_|big5|gb|mac-")
_SURROGATE = re.compile("[\ud800-\udfff]")
# No text in an old encoding holds these; TAB, LF, VT, FF, CR and the ends of DOS files may occur.
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
# What codecs there are besides these are no encodings of files, and some take forever.
_CHARSETS = re.compile(
    r"(?:utf-(?:8|16|32)(?:-sig|-[lb]e)?|ascii|iso8859-\d+|cp\d+|koi8-\w|tis-620|mac-\w+"
    r"|shift_jis\w*|euc_\w+|iso2022_\w+|big5\w*|gb\w+|johab|hz)\Z"
)


HALF_A_PAIR = "half of a surrogate pair stands here, which is no character"


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
    """A text without its byte order mark, the encoding that it was read in, and the mark."""

    text: str
    encoding: str
    mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """Another text as this one was written.

        Raises:
            UnicodeEncodeError: a character of it does not exist in the encoding.
        """
        return self.mark + text.encode(self.encoding)


def decode(data: bytes) -> Decoded:
    """Read bytes as text: by their byte order mark, as UTF-8, or as Windows-1252.

    UTF-16 without a mark is read when every other byte of the beginning is zero. What is no UTF-8
    is read in the encoding that a page names in its beginning (``<meta charset>``, XML).

    Raises:
        UnreadableError: the bytes are no text.
    """
    encoding, mark = sniff(data)
    if encoding is not None:
        return Decoded(_strict(data[len(mark) :], encoding), encoding, mark)
    if b"\0" in data:
        raise _nul(*_position(data, data.index(b"\0")))
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        named = _named(data[:_SAMPLE])
        if named is not None:
            return Decoded(_strict(data, named), named)
        return Decoded(_windows(data, error), "cp1252")


def _named(sample: bytes) -> str | None:
    """The encoding that a page says it is in, None if it is one that is told by the bytes."""
    found = _PAGE.match(sample) and _NAMED.search(sample)
    if not found:
        return None
    try:
        encoding = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    return encoding if _OLD_ENCODINGS.match(encoding) else None


def _nul(line: int, column: int) -> UnreadableError:
    return UnreadableError(f"a NUL character stands here; {_BINARY}", line, column)


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
        raise _nul(*text_position(text, text.index("\0")))
    return text


def _windows(data: bytes, error: UnicodeDecodeError) -> str:
    """Text in Windows-1252, unless it is something else; ``error`` says why it is no UTF-8."""
    place = _position(data, error.start)
    if _is_surrogate(data, error.start):
        raise UnreadableError(HALF_A_PAIR, *place)
    control = _CONTROL.search(data)
    if control is not None:
        raise UnreadableError(
            f"a control character stands here; {_BINARY}", *_position(data, control.start())
        )
    if mostly_utf8(data):
        raise UnreadableError("the bytes here are broken UTF-8; save the file as UTF-8", *place)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as other:
        raise UnreadableError(
            f"the byte {data[other.start]:02X} here is neither UTF-8 nor Windows-1252; "
            "save the file as UTF-8",
            *_position(data, other.start),
        ) from other


def _is_surrogate(data: bytes, at: int) -> bool:
    return data[at : at + 1] == b"\xed" and data[at + 1 : at + 2] >= b"\xa0"


def mostly_utf8(data: bytes) -> bool:
    """Whether most of what lies beyond ASCII is sound UTF-8, which text in Windows-1252 is not."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    return sound > broken


def _position(data: bytes, at: int) -> tuple[int, int]:
    """Line and column, from 1, of a byte in a text that can't be read; columns count characters."""
    starts = [0, *(match.end() for match in _LINE_END.finditer(data, 0, at))]
    return len(starts), len(data[starts[-1] : at].decode("utf-8", "replace")) + 1


def text_position(text: str, at: int) -> tuple[int, int]:
    """Line and column, both from 1, of the character at offset ``at``."""
    before = text[:at].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def decode_named(data: bytes, charset: str) -> Decoded:
    """Read bytes as text in the encoding that the file itself names, unless its mark says another.

    Raises:
        UnreadableError: the bytes are no text in it, or there is no such encoding.
    """
    encoding, mark = sniff(data)
    if encoding is None:
        try:
            encoding = codecs.lookup(charset).name
        except (LookupError, ValueError):
            encoding = ""
        if not _CHARSETS.match(encoding):
            raise UnreadableError(
                f"the file says that it is in {charset}, which is not read; save it as UTF-8"
            )
    return Decoded(_strict(data[len(mark) :], encoding), encoding, mark)


def sniff(data: bytes) -> tuple[str | None, bytes]:
    """The encoding that the beginning of a file tells, None if none, and the byte order mark.

    Raises:
        UnreadableError: the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, mark
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableError(f"{_BINARY} ({kind})")
    return (_silent_utf16(data[:_SAMPLE]) if b"\0" in data else None), b""


def surrogate_at(text: str) -> int | None:
    """The offset of the first half of a surrogate pair in ``text``, None if there is none."""
    found = _SURROGATE.search(text)
    return found.start() if found else None
