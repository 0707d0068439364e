"""Works off the runs that wait."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Callable

from django.db import connections

from lintnews.config.errors import ConfigError
from lintnews.queue.models import Run
from lintnews.queue.work import runs
from lintnews.queue.work.carrying import carry
from lintnews.queue.work.linting import LintingError, lint_revision

_RENEWAL = runs.LEASE.total_seconds() / 4


def worker_name() -> str:
    """A name that no other worker has: the machine, the process, and chance."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


def work(
    name: str, stop: threading.Event, *, idle: float | None, note: Callable[[Run], None]
) -> None:
    """Take one run after another until ``stop`` is set.

    Args:
        name: the name of the worker.
        stop: ends the work behind the run that is going on.
        idle: for how many seconds to wait when there is nothing to do; None to end then.
        note: is told of each run that ended.
    """
    while not stop.is_set():
        run = runs.take(name)
        if run is not None:
            work_off(run)
            note(run)
        elif idle is None:
            return
        else:
            stop.wait(idle)


def work_off(run: Run) -> None:
    """Lint the revision of a run that is held, and take over what is found."""
    try:
        with _Renewing(run):
            seen = lint_revision(run.revision)
        carry(run, seen)
    except (LintingError, ConfigError, OSError) as error:
        runs.fail(run, str(error))
    except Exception as error:
        runs.fail(run, f"an error in lintnews: {type(error).__name__}: {error}")


class _Renewing:
    """Renews the lease of a run from time to time, in a thread of its own."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._renew, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _renew(self) -> None:
        try:
            while not self._over.wait(_RENEWAL):
                if not runs.renew(self._run):
                    return
        finally:
            connections.close_all()
