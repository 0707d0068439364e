"""Shows what changes of documents would make of their files: unified diffs."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from lintnews.document.files import Begun
from lintnews.document.rewriting import Change, Original, UnwritableError, changed

_CONTEXT = 3
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_NEWLINE = "\\ No newline at end of file\n"


class Diff:
    """The changes of a file as a unified diff; the file stays as it is.

    A line of JSON Lines has no context, for its neighbours are other articles. The mark of UTF-8 is
    shown as a part of the text, so that the diff can be applied.

    Args:
        begun: the file.
        name: what the diff calls it.
        write: takes the diff, line by line.
    """

    def __init__(self, begun: Begun, name: str, write: Callable[[str], object]) -> None:
        self._path = Path(begun.path)
        self._name = name
        self._write = write
        self._is_lines = begun.by_line
        self._stream: IO[bytes] | None = None
        self._original: Original | None = None

    def change(self, changes: Sequence[Change]) -> None:
        """Write what becomes of a line of JSON Lines, or of a plain text."""
        first = changes[0].line if self._is_lines else 1
        try:
            begins = self._original is None
            original = self._original = self._original or self._opened()
            while original.before(first):
                pass
            before, after, written = changed(original.next(), changes, is_lines=self._is_lines)
        except (OSError, UnicodeError) as error:
            raise UnwritableError(f"it cannot be changed: {error}") from error
        if begins:
            self._write(f"--- {self._name}\n")
            self._write(f"+++ {self._name}\n")
        mark = "\ufeff" if written.startswith(codecs.BOM_UTF8) else ""
        old, new = _LINE.findall(mark + before), _LINE.findall(mark + after)
        for line in unified(old, new, first, 0 if self._is_lines else _CONTEXT):
            self._write(line)

    def finish(self, digest: bytes) -> str | None:
        """Make sure that the diff was made of what was read."""
        if self._original is not None:
            while self._original.rest():
                pass
            self._original.check(digest)
        return None

    def abandon(self) -> None:
        """Close the file."""
        if self._stream is not None:
            self._stream.close()

    def _opened(self) -> Original:
        self._stream = self._path.open("rb")
        return Original(self._stream, is_lines=self._is_lines)


def unified(old: Sequence[str], new: Sequence[str], first: int, context: int) -> Iterator[str]:
    """The hunks of a unified diff between texts of equally many lines.

    Args:
        old: the lines with their ends.
        new: the lines that replace them, one for one.
        first: the number of the first line in its file.
        context: how many lines to show around what differs.
    """
    different = [at for at, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
    while different:
        count = 1
        while count < len(different) and different[count] - different[count - 1] <= 2 * context + 1:
            count += 1
        hunk, different = different[:count], different[count:]
        begin, end = max(0, hunk[0] - context), min(len(old), hunk[-1] + context + 1)
        yield f"@@ -{_range(first + begin, end - begin)} +{_range(first + begin, end - begin)} @@\n"
        yield from _body(old, new, begin, end)


def _range(start: int, length: int) -> str:
    return f"{start}" if length == 1 else f"{start},{length}"


def _body(old: Sequence[str], new: Sequence[str], begin: int, end: int) -> Iterator[str]:
    at = begin
    while at < end:
        if old[at] == new[at]:
            yield _told(" ", old[at])
            at += 1
            continue
        stop = at
        while stop < end and old[stop] != new[stop]:
            stop += 1
        yield from (_told("-", line) for line in old[at:stop])
        yield from (_told("+", line) for line in new[at:stop])
        at = stop


def _told(sign: str, line: str) -> str:
    return f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}\n{_NO_NEWLINE}"
