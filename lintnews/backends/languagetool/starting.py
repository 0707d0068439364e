"""Starts the keeper of a server, once in a process, whose children use the same server."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from lintnews.backends.languagetool.wanted import Wanted

_GRACE_SECONDS = 10
_kept: dict[Wanted, Wanted] = {}


def started(wanted: Wanted | None) -> Wanted | None:
    """What is wanted, with a server that runs or soon will.

    It ends with this process, in whatever way that ends. Nothing is waited for here: who asks the
    server first waits until it answers.
    """
    if wanted is None or wanted.server is not None or wanted.state is not None:
        return wanted
    if wanted not in _kept:
        _kept[wanted] = wanted._replace(state=_begin(wanted.jars))
    return _kept[wanted]


def _begin(jars: Path | None) -> Path:
    state = Path(tempfile.mkdtemp(prefix="lintnews-languagetool-")) / "state.json"
    command = [sys.executable, "-m", "lintnews.backends.languagetool.keeper", str(state)]
    # The keeper must find the same lintnews, and its working directory must not be in the way.
    paths = os.pathsep.join(path for path in sys.path if path)
    keeper = subprocess.Popen(
        [*command, *([] if jars is None else [str(jars.absolute())])],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths},
        start_new_session=True,
    )
    atexit.register(_end, keeper, os.getpid())
    return state


def _end(keeper: subprocess.Popen[bytes], owner: int) -> None:
    """Let the keeper go, and wait until the server has ended."""
    # A forked worker inherits what its parent does at its exit.
    if os.getpid() != owner or keeper.stdin is None:
        return
    with suppress(OSError):
        keeper.stdin.close()
    with suppress(subprocess.TimeoutExpired):
        keeper.wait(_GRACE_SECONDS)
