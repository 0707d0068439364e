"""Works off the runs that wait."""

from __future__ import annotations

import os
import secrets
import socket
import threading
from collections.abc import Callable

from django.db import DatabaseError, OperationalError, connections

from lintnews.config.errors import ConfigError
from lintnews.queue.models import Revision, Run
from lintnews.queue.work import runs
from lintnews.queue.work.carrying import carry
from lintnews.queue.work.linting import (
    DiedError,
    LintingError,
    Seen,
    StoppedError,
    lint_revision,
)

Lint = Callable[[Revision], Seen]
_RENEWAL = runs.LEASE.total_seconds() / 4


def worker_name() -> str:
    """A name that no other worker has: the machine, the process, and chance."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


def work(
    name: str,
    stop: threading.Event,
    *,
    idle: float | None,
    note: Callable[[Run], None],
    lint: Lint | None = None,
    until_idle: bool = False,
) -> None:
    """Take one run after another until ``stop`` is set.

    Args:
        name: the name of the worker.
        stop: ends the work behind the run that is going on.
        idle: for how many seconds to wait when there is nothing to do; None to end then.
        note: is told of each run that ended, or that was given back.
        lint: lints a revision, as for ``work_off``.
        until_idle: whether to end when every run has ended, those that others hold too, for these
            may have died.

    Raises:
        OperationalError: the database is out of reach. The run that is held is free again when its
            lease ends.
    """
    while not stop.is_set():
        run = runs.take(name)
        if run is not None:
            work_off(run, lint)
            note(run)
        elif idle is None or (until_idle and not runs.pending().exists()):
            return
        else:
            stop.wait(idle)


def work_off(run: Run, lint: Lint | None = None) -> None:
    """Lint the revision of a run that is held, and take over what is found.

    Args:
        run: the run.
        lint: lints a revision as ``lint_revision`` does, which it is by default; it may also raise
            ``StoppedError``, and the run is given back, or ``DiedError``, and it is tried again.

    Raises:
        OperationalError: the database is out of reach.
    """
    try:
        with _Renewing(run):
            seen = (lint or lint_revision)(run.revision)
        carry(run, seen)
    except StoppedError:
        runs.give_back(run)
    except DiedError:
        runs.lose(run)
    except OperationalError:
        raise
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
            while not self._over.wait(_RENEWAL) and self._is_held():
                pass
        finally:
            connections.close_all()

    def _is_held(self) -> bool:
        try:
            return runs.renew(self._run)
        except DatabaseError:
            # The next try may come in time.
            connections.close_all()
            return True
