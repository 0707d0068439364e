"""A process of its own that lints, so that a text may hang it or kill it and nothing else."""

from __future__ import annotations

import contextlib
import faulthandler
import multiprocessing
import os
import signal
import threading
import time
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any

from lintnews.queue.work.linting import (
    DiedError,
    LintingError,
    Seen,
    Source,
    StoppedError,
    lint_source,
    source_of,
)

if TYPE_CHECKING:
    from lintnews.queue.models import Revision

_STEP = 0.2
_GRACE = 10.0
_TOO_LONG = (
    "this text took longer than {limit:,.0f} seconds, and its linting was given up. Nothing was "
    "changed. Whoever knows that it needs the time raises LINTNEWS_QUEUE_TIME_LIMIT."
)


class Linter:
    """Lints in a process that is started when there is something to do.

    Args:
        limit: after how many seconds the linting of a text is given up.
        stop: gives up what is going on when it is set.
    """

    def __init__(self, limit: float, stop: threading.Event) -> None:
        self._limit = limit
        self._stop = stop
        self._open: tuple[Connection[Any, Any], BaseProcess] | None = None

    def __enter__(self) -> Linter:
        return self

    def __exit__(self, *_: object) -> None:
        self._kill()

    def lint(self, revision: Revision) -> Seen:
        """What is found in a revision.

        Raises:
            LintingError: it cannot be linted, or takes too long.
            StoppedError: the work was stopped.
            DiedError: the process died.
        """
        try:
            said = self._asked(source_of(revision))
        except (EOFError, OSError) as error:
            self._kill()
            raise DiedError("the process that lints died") from error
        if isinstance(said, str):
            raise LintingError(said)
        return said

    def _asked(self, source: Source) -> Seen | str:
        pipe = self._pipe()
        pipe.send(source)
        end = time.monotonic() + self._limit
        while not pipe.poll(_STEP):
            if self._stop.is_set():
                self._kill()
                raise StoppedError
            if time.monotonic() > end:
                self._kill()
                return _TOO_LONG.format(limit=self._limit)
        said: Seen | str = pipe.recv()
        return said

    def _pipe(self) -> Connection[Any, Any]:
        if self._open is None:
            # A forked process would have a share in the connection to the database.
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, self._limit), daemon=True)
            process.start()
            theirs.close()
            self._open = ours, process
        return self._open[0]

    def _kill(self) -> None:
        if self._open is not None:
            pipe, process = self._open
            self._open = None
            pipe.close()
            process.kill()
            process.join()


def _serve(pipe: Connection[Any, Any], limit: float) -> None:
    """Lint what comes, until the process at the other end is gone."""
    # Ctrl-C reaches all processes of a terminal; the one that is asked decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with contextlib.suppress(EOFError, OSError):
        while True:
            source = pipe.recv()
            # What hangs in a library may let no thread of Python run; this is none of them.
            faulthandler.dump_traceback_later(limit + _GRACE, exit=True, file=nowhere)
            said = _said(source)
            faulthandler.cancel_dump_traceback_later()
            pipe.send(said)


def _said(source: Source) -> Seen | str:
    from lintnews.config.errors import ConfigError

    try:
        return lint_source(source)
    except (LintingError, ConfigError, OSError) as error:
        return str(error)
    except Exception as error:
        return f"an error in lintnews: {type(error).__name__}: {error}"


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
