"""Keeps workers running: processes that are started anew when they die."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence

# Without -P, a folder of that name in the working directory would be taken for the program.
_PROGRAM = (sys.executable, "-P", "-m", "lintnews")
_STEP = 0.25
_SOON = 30.0
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 60.0
_PATIENCE = 15.0


class Keeper:
    """Keeps so many workers running, or lets each work until nothing is left to do.

    Each ends by itself when this process is gone, for its standard input ends then.

    Args:
        count: how many.
        say: is told when one dies.
        until_idle: whether they end when every article has been linted.
        quiet: whether they print nothing about single articles.
    """

    def __init__(
        self, count: int, say: Callable[[str], None], *, until_idle: bool = False, quiet: bool
    ) -> None:
        options = ["--end-with-input"]
        options += ["--until-idle"] if until_idle else []
        options += ["--quiet"] if quiet else []
        command = [*_PROGRAM, "queue", "work", *options]
        self._workers = [_Worker(command, say, until_idle=until_idle) for _ in range(count)]
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def __enter__(self) -> Keeper:
        for worker in self._workers:
            worker.start()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        for worker in self._workers:
            worker.ask_to_end()
        end = time.monotonic() + _PATIENCE
        for worker in self._workers:
            worker.end(end - time.monotonic())

    @property
    def are_done(self) -> bool:
        """Whether all have ended as they should."""
        return all(worker.is_done for worker in self._workers)

    @property
    def deaths(self) -> int:
        """How often in a row a worker died soon after its start, at most."""
        return max(worker.deaths for worker in self._workers)

    def _keep(self) -> None:
        while not self._over.wait(_STEP):
            for worker in self._workers:
                worker.tend()


class _Worker:
    def __init__(self, command: Sequence[str], say: Callable[[str], None], *, until_idle: bool):
        self._command = command
        self._say = say
        self._until_idle = until_idle
        self._process: subprocess.Popen[bytes] | None = None
        self._began = 0.0
        self._next = 0.0
        self.deaths = 0
        self.is_done = False

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE)
        self._began = time.monotonic()

    def tend(self) -> None:
        """Start the worker anew if it died, after a pause that grows if it dies at once."""
        if self.is_done:
            return
        if self._process is None:
            if time.monotonic() >= self._next:
                self.start()
            return
        status = self._process.poll()
        if status is None:
            return
        self._let_go()
        if status == 0 and self._until_idle:
            self.is_done = True
            return
        soon = time.monotonic() - self._began < _SOON
        self.deaths = self.deaths + 1 if soon else 1
        pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** (self.deaths - 1))
        self._next = time.monotonic() + pause
        self._say(f"a worker {_how(status)}; another takes its place in {pause:.0f} s")

    def ask_to_end(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def end(self, patience: float) -> None:
        if self._process is not None:
            try:
                self._process.wait(max(0.0, patience))
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._let_go()

    def _let_go(self) -> None:
        self.ask_to_end()
        self._process = None


def _how(status: int) -> str:
    return f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
