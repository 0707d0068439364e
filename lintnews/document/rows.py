"""Rows of a table in text, such as CSV: where each cell stands, by the rules of RFC 4180."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from lintnews.document.streaming import Line

COMMA, SEMICOLON, TAB = ",", ";", "\t"
_MARK = '"'
_MOST_CELLS = 10_000
# The inside of a quoted cell; a mark in it is doubled.
_INSIDE = re.compile(r'[^"]*+(?:""[^"]*+)*+')
_QUOTED = re.compile(r'"[^"]*+"?')


class Cell(NamedTuple):
    """A cell inside its row: offsets without the quotation marks around it."""

    start: int
    end: int
    is_quoted: bool


class Row(NamedTuple):
    """A row as it is written, the line in which it begins, its offset in the file, its cells."""

    text: str
    line: int
    shift: int
    cells: tuple[Cell, ...]

    def value(self, index: int) -> str:
        """What the cell says."""
        cell = self.cells[index]
        text = self.text[cell.start : cell.end]
        return text.replace(_MARK * 2, _MARK) if cell.is_quoted else text


class Fault(NamedTuple):
    """A row that could not be read: line and column from 1, and the reason."""

    line: int
    column: int | None
    reason: str


def separator_of(line: str) -> str:
    """What separates the cells, judged by the first line: what stands most often outside quotes."""
    bare = _QUOTED.sub("", line)
    return max((COMMA, SEMICOLON, TAB), key=bare.count)


def read_rows(lines: Iterator[Line], separator: str | None, max_size: int) -> Iterator[Row | Fault]:
    """The rows of a table; blank lines are passed over.

    A row whose quotation marks are wrong is a fault, and what follows its first line is read as
    rows again. Where tabs separate the cells, such marks are text, as where there is no quoting.

    Args:
        lines: the lines.
        separator: what separates the cells; None goes by the first line.
        max_size: the greatest size of a row in bytes.
    """
    again: deque[Line] = deque()
    while (line := again.popleft() if again else next(lines, None)) is not None:
        if line.is_too_long:
            reason = (
                f"the line is {line.size:,} bytes long, more than the {max_size:,} that are read; "
                "--max-size raises the limit"
            )
            yield Fault(line.number, None, reason)
            continue
        if not line.text.strip():
            continue
        if separator is None:
            separator = separator_of(line.text)
        row, taken, fault = _row(line, again, lines, separator, max_size)
        if row is not None:
            yield row
            continue
        again.extendleft(reversed(taken[1:]))
        if separator == TAB:
            yield Row(line.text, line.number, line.shift, tuple(_unquoted(line.text)))
        elif fault is not None:
            yield fault


class _Scan:
    """Finds the cells of one row, line by line."""

    def __init__(self, separator: str) -> None:
        self._separator = separator
        self.cells: list[Cell] = []
        self.is_whole = False
        self.opened = 0
        self._is_inside = False

    def take(self, line: str, base: int) -> int | None:
        """Read a line that begins at an offset of the row; where it is wrong, None if it is not."""
        at, end = 0, len(line.rstrip("\r\n"))
        while len(self.cells) <= _MOST_CELLS:
            if not self._is_inside:
                if line[at : at + 1] != _MARK:
                    stop = line.find(self._separator, at, end)
                    self.is_whole = stop < 0
                    stop = end if self.is_whole else stop
                    self.cells.append(Cell(base + at, base + stop, False))
                    if self.is_whole:
                        return None
                    at = stop + 1
                    continue
                self.opened, self._is_inside = base + at, True
                at += 1
            at = _inside(line, at)
            if at == len(line):
                return None
            self.cells.append(Cell(self.opened + 1, base + at, True))
            self._is_inside = False
            at += 1
            if at >= end:
                self.is_whole = True
                return None
            if line[at] != self._separator:
                return at
            at += 1
        return at


def _inside(line: str, at: int) -> int:
    found = _INSIDE.match(line, at)
    return found.end() if found else at


def _row(
    first: Line, again: deque[Line], lines: Iterator[Line], separator: str, max_size: int
) -> tuple[Row | None, list[Line], Fault | None]:
    """The row that begins in a line, all lines that were read for it, and what is wrong with it."""
    scan = _Scan(separator)
    taken: list[Line] = []
    size = length = 0
    line: Line | None = first
    while line is not None:
        taken.append(line)
        size += line.size
        if size > max_size:
            reason = (
                "the quotation mark that opens the cell here is not closed within the "
                f"{max_size:,} bytes that are read of a row; --max-size raises the limit"
            )
            return None, taken, _opened(taken, scan.opened, reason)
        wrong = scan.take(line.text, length)
        if wrong is not None and len(scan.cells) > _MOST_CELLS:
            reason = f"the row has more than {_MOST_CELLS:,} cells, as no table of texts has"
            return None, taken, Fault(first.number, None, reason)
        if wrong is not None:
            place = f"{line.number}:{wrong}"
            reason = (
                f"the cell that a quotation mark opens here is closed at {place}, where its row "
                'goes on without a separator; write "" for " inside a cell'
            )
            return None, taken, _opened(taken, scan.opened, reason)
        if scan.is_whole:
            text = "".join(part.text for part in taken)
            return Row(text, first.number, first.shift, tuple(scan.cells)), taken, None
        length += len(line.text)
        line = again.popleft() if again else next(lines, None)
    reason = "the quotation mark that opens the cell here is never closed"
    return None, taken, _opened(taken, scan.opened, reason)


def _opened(taken: list[Line], offset: int, reason: str) -> Fault:
    """The fault at an offset of a row."""
    for line in taken:
        if offset < len(line.text):
            break
        offset -= len(line.text)
    return Fault(line.number, offset + 1, reason)


def _unquoted(line: str) -> Iterator[Cell]:
    start = 0
    for text in line.rstrip("\r\n").split(TAB):
        yield Cell(start, start + len(text), False)
        start += len(text) + 1
