"""Where a report is written: to a file, or to standard output."""

from __future__ import annotations

import io
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO

_COLUMNS = 100


def opened(path: str | None, stack: ExitStack) -> IO[str]:
    """The file of that name, closed with the stack, or standard output, in UTF-8."""
    if path is not None:
        return stack.enter_context(Path(path).open("w", encoding="utf-8", newline="\n"))
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A line at a time: whoever reads the report gets each finding when it is made.
        sys.stdout.reconfigure(encoding="utf-8", newline="\n", line_buffering=True)
    return sys.stdout


def columns(out: IO[str]) -> int:
    """How many columns a report may take."""
    return shutil.get_terminal_size((_COLUMNS, 24)).columns if out.isatty() else _COLUMNS
