"""Where a command writes to: a file, or a standard stream in UTF-8."""

from __future__ import annotations

import io
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import click

from lintnews.model import Problem
from lintnews.report.cells import shown

_COLUMNS = 100


def opened(path: str | None, stack: ExitStack, *, aside: bool = False) -> IO[str]:
    """The file to write to, closed with the stack.

    Without a path it is standard output, or standard error for what is said ``aside``.

    Raises:
        OSError: the file cannot be opened.
    """
    if path is not None:
        return stack.enter_context(Path(path).open("w", encoding="utf-8", newline="\n"))
    stream = sys.stderr if aside else sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        # A line at a time: whoever reads the report gets each finding when it is made.
        stream.reconfigure(encoding="utf-8", newline="\n", line_buffering=True)
    return stream


def tell(problem: Problem) -> None:
    """Say a problem on standard error."""
    for line in str(problem).splitlines():
        click.echo(f"lintnews: {shown(line)}", err=True)


def columns(out: IO[str]) -> int:
    """How many columns a report may take."""
    return shutil.get_terminal_size((_COLUMNS, 24)).columns if out.isatty() else _COLUMNS
