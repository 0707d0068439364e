"""A progress bar for runs that take a while."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

_PATIENCE_SECONDS = 2.0


class Progress:
    """A bar on standard error that appears once a run has taken two seconds.

    Args:
        total: how much there is to do, in bytes or whatever else ``step`` counts.
        wanted: whether a bar may appear at all.
        label: what is going on.
    """

    def __init__(self, total: int, *, wanted: bool, label: str = "Reading") -> None:
        self._total = total
        self._label = label
        self._wanted = wanted and total > 0
        self._done = self._drawn = 0
        self._began = time.monotonic()
        self._stack = ExitStack()
        self._bar: ProgressBar[int] | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def step(self, size: int) -> None:
        """Say that so much more is done."""
        self._done += size
        if not self._wanted or time.monotonic() - self._began < _PATIENCE_SECONDS:
            return
        if self._bar is None:
            bar = click.progressbar(length=self._total, label=self._label, file=sys.stderr)
            self._bar = self._stack.enter_context(bar)
        self._bar.update(min(self._done, self._total) - self._drawn)
        self._drawn = min(self._done, self._total)
