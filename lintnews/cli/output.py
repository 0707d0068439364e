"""Where a command writes to: a file, or standard output in UTF-8."""

from __future__ import annotations

import io
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO


def opened(path: str | None, stack: ExitStack) -> IO[str]:
    """The file to write to, closed with the stack; standard output if there is no path.

    Raises:
        OSError: the file cannot be opened.
    """
    if path is not None:
        return stack.enter_context(Path(path).open("w", encoding="utf-8", newline="\n"))
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A line at a time: whoever reads the report gets each finding when it is made.
        sys.stdout.reconfigure(encoding="utf-8", newline="\n", line_buffering=True)
    return sys.stdout
