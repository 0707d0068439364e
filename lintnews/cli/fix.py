"""``--fix`` and ``--diff``: where the changed text goes."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

import click

from lintnews.document.diffs import Diff
from lintnews.document.rewriting import Replacement
from lintnews.mending import Mended, mended
from lintnews.model import Problem
from lintnews.outcomes import Linted, Outcome
from lintnews.report.cells import shown

_COLORS = {"-": "red", "+": "green", "@": "cyan"}


class Spool:
    """Standard input as a file, which can be read twice and changed like any other.

    Args:
        folder: the folder of the file, which nothing else uses.
    """

    def __init__(self, folder: str) -> None:
        self._file = Path(folder) / "stdin"

    def fill(self) -> str:
        """Read standard input to its end; the path of the file with what it was."""
        with self._file.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        return str(self._file)

    def pour(self) -> None:
        """Write the file to standard output, as it is by now."""
        with self._file.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()


def fixed(outcomes: Iterable[Outcome]) -> Iterator[Linted | Problem | Mended]:
    """Write what was fixed into the files, and pass on what remains."""
    return mended(outcomes, Replacement)


def compared(
    outcomes: Iterable[Outcome], out: IO[str], *, color: bool
) -> Iterator[Linted | Problem | Mended]:
    """Write diffs of what would be fixed, and pass on what would remain."""
    write = _on_terminal(out, color=color) if out.isatty() or color else out.write
    return mended(outcomes, lambda begun: Diff(begun, shown(begun.name), write))


def _on_terminal(out: IO[str], *, color: bool) -> Callable[[str], object]:
    """Write lines of a diff for people: in color, and with nothing that commands the terminal."""

    def write(line: str) -> None:
        text = shown(line.rstrip("\r\n"))
        out.write(click.style(text, fg=_COLORS.get(line[0])) if color else text)
        out.write("\n")

    return write
