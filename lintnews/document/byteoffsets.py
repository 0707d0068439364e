"""From offsets in bytes, which parsers in other languages give, to code points."""

from __future__ import annotations


class ByteOffsets:
    """Turns offsets in bytes of UTF-8 into code points, fast where they come in order."""

    def __init__(self, text: str, shift: int = 0) -> None:
        """Know a text, whose first character stands at ``shift``."""
        self._data = None if text.isascii() else text.encode()
        self._shift = shift
        self._bytes = self._points = 0

    def point(self, at: int) -> int:
        """The offset in code points."""
        if self._data is None:
            return self._shift + at
        if at >= self._bytes:
            self._points += _length(self._data[self._bytes : at])
        else:
            self._points -= _length(self._data[at : self._bytes])
        self._bytes = at
        return self._shift + self._points


def _length(data: bytes) -> int:
    return len(data.decode("utf-8", "ignore"))
