"""From a stream of bytes to lines of text, in bounded memory."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from lintnews.document.decode import UnreadableError, mostly_utf8, sniff, surrogate_at
from lintnews.document.reading import Bytes

_CHUNK = 1 << 20
# A CR at the end of what was read so far may be half of a CR LF.
_LINE_END = re.compile(r"\n|\r\n|\r(?!\Z)")


class Line(NamedTuple):
    """A line with its end, its number from 1, its offset into the file, and its size in bytes.

    A line that is too long has a size but no text; ``length`` is what it has in the file.
    """

    text: str
    number: int
    shift: int
    size: int
    length: int

    @property
    def is_too_long(self) -> bool:
        """Whether the text was passed over."""
        return len(self.text) < self.length


def lines(stream: Bytes, max_size: int) -> Iterator[Line]:
    """The lines of a text, which end with LF, CR LF or a lone CR.

    The encoding goes by the byte order mark; without one it is UTF-8 or UTF-16, else Windows-1252.
    Bytes that are no text in it stand as halves of surrogate pairs, which no text holds. Offsets
    count code points without the byte order mark.

    Args:
        stream: the bytes.
        max_size: the greatest size of a line, in bytes of UTF-8; longer ones are passed over.

    Raises:
        UnreadableError: this is no text, or from here on it cannot be decoded.
    """
    number, shift = 1, 0
    rest, length, size = "", 0, 0
    for piece in _pieces(stream):
        text, at = rest + piece, 0
        for match in _LINE_END.finditer(text):
            line, at = text[at : match.end()], match.end()
            size += _size(line)
            whole = line if size <= max_size and not length else ""
            yield Line(whole, number, shift, size, length + len(line))
            number, shift = number + 1, shift + length + len(line)
            length = size = 0
        rest = text[at:]
        # A CR is kept, for it may end the line.
        if length or _size(rest) > max_size:
            kept = rest[len(rest.rstrip("\r")) :]
            length, size = length + len(rest) - len(kept), size + _size(rest) - len(kept)
            rest = kept
    if rest or length:
        size += _size(rest)
        whole = rest if size <= max_size and not length else ""
        yield Line(whole, number, shift, size, length + len(rest))


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _pieces(stream: Bytes) -> Iterator[str]:
    data = stream.read(_CHUNK)
    encoding, mark = sniff(data)
    data = data[len(mark) :]
    if encoding in (None, "utf-8"):
        yield from _utf8_pieces(stream, data, is_sure=encoding is not None)
        return
    assert encoding is not None
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while data:
            yield decoder.decode(data)
            data = stream.read(_CHUNK)
        yield decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"from somewhere here on the bytes are no {encoding.upper()}, "
            "and nothing more of the file can be read"
        ) from error


def _utf8_pieces(stream: Bytes, data: bytes, *, is_sure: bool) -> Iterator[str]:
    """UTF-8, unless the first bytes beyond ASCII say that it is Windows-1252."""
    encoding, tail = "utf-8", b""
    while data:
        following = stream.read(_CHUNK)
        data = tail + data
        if encoding == "utf-8":
            text, used = codecs.utf_8_decode(data, "surrogateescape", not following)
            broken = surrogate_at(text)
            if broken is not None and not is_sure and not mostly_utf8(data):
                encoding = "cp1252"
            is_sure = is_sure or not text.isascii()
        if encoding == "cp1252":
            text, used = data.decode("cp1252", "surrogateescape"), len(data)
        yield text
        tail, data = data[used:], following
