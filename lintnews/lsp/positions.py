"""Positions in a text as an editor counts them, and as lintnews does.

Editors count lines from 0 and, within a line, code units of an encoding; lintnews counts code
points from the beginning. Lines end with LF, CR LF or CR and with nothing else:
https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#position
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property
from types import MappingProxyType

from lsprotocol.types import Position, PositionEncodingKind, Range

_LINE_END = re.compile(r"\r\n|\r|\n")


def _in_utf8(character: str) -> int:
    code = ord(character)
    return 1 + (code >= 0x80) + (code >= 0x800) + (code >= 0x10000)


def _in_utf16(character: str) -> int:
    return 1 + (ord(character) >= 0x10000)


def _in_utf32(_character: str) -> int:
    return 1


_UNITS: Mapping[str, Callable[[str], int]] = MappingProxyType(
    {
        PositionEncodingKind.Utf8.value: _in_utf8,
        PositionEncodingKind.Utf16.value: _in_utf16,
        PositionEncodingKind.Utf32.value: _in_utf32,
    }
)


class Positions:
    """The positions in one text.

    Args:
        text: the text.
        encoding: the encoding whose code units are counted: "utf-8", "utf-16" or "utf-32".
    """

    def __init__(self, text: str, encoding: str) -> None:
        self._text = text
        self._units = _UNITS[encoding]

    @cached_property
    def _lines(self) -> tuple[list[int], list[int]]:
        """Where each line begins, and where it ends before its line end."""
        starts, ends = [0], []
        for match in _LINE_END.finditer(self._text):
            ends.append(match.start())
            starts.append(match.end())
        return starts, [*ends, len(self._text)]

    def position(self, offset: int) -> Position:
        """The position of an offset in code points; one inside of CR LF is the end of the line."""
        starts, ends = self._lines
        line = bisect_right(starts, offset) - 1
        before = self._text[starts[line] : min(offset, ends[line])]
        return Position(line, self._width(before))

    def range(self, start: int, end: int) -> Range:
        """The range of a stretch of the text, offsets in code points."""
        return Range(self.position(start), self.position(end))

    def offset(self, position: Position) -> int:
        """The offset of a position.

        Behind the end of a line it is that end, behind the last line the end of the text. A
        position inside of a character is the one before it.
        """
        starts, ends = self._lines
        if position.line >= len(starts):
            return len(self._text)
        line = self._text[starts[position.line] : ends[position.line]]
        if line.isascii() or self._units is _in_utf32:
            return starts[position.line] + min(position.character, len(line))
        units = 0
        for index, character in enumerate(line):
            units += self._units(character)
            if units > position.character:
                return starts[position.line] + index
        return ends[position.line]

    def _width(self, text: str) -> int:
        return len(text) if text.isascii() else sum(map(self._units, text))
