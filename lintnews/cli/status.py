"""What the exit status says."""

from __future__ import annotations

from enum import IntEnum


class Status(IntEnum):
    """The exit status; after Ctrl-C and after a reader has gone away it is what is usual."""

    CLEAN = 0
    FOUND = 1
    FAILED = 2
    INTERRUPTED = 130
    BROKEN_PIPE = 141
