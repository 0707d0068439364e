"""``--watch``: check again whenever something changes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from lintnews.cli.status import Status
from lintnews.config.file import FILE_NAME, PYPROJECT
from lintnews.document.files import SIDECAR_ENDING
from lintnews.document.formats import known_endings
from lintnews.extras import Extra

WATCH = "--watch"
_TICK_MILLISECONDS = 200
_EXTRA = Extra("watch", "watchfiles")
_CONFIGURATION = frozenset({FILE_NAME, PYPROJECT})


def watch(paths: Iterable[str]) -> int:
    """Run the command of this process without ``--watch``, now and after every change of files.

    It is run in a process of its own: nothing of an earlier run is left in it, and what has not
    changed comes out of the cache.

    Args:
        paths: the files and folders to watch.

    Raises:
        click.ClickException: a path is not there, or the part that watches is not installed.
    """
    if not _EXTRA.is_installed:
        raise click.ClickException(f"{WATCH} needs {_EXTRA.module}; {_EXTRA.remedy}")
    from watchfiles import watch as changes

    named = {os.path.realpath(path) for path in paths}
    missing = [path for path in named if not Path(path).exists()]
    if missing:
        raise click.ClickException(f"{missing[0]}: there is no such file or folder to watch")
    # An editor puts a new file in the place of the old one, which only its folder sees.
    folders = {path if Path(path).is_dir() else os.path.dirname(path) for path in named}  # noqa: PTH120
    command = [sys.executable, "-m", "lintnews", *without_watch(sys.argv[1:])]

    def concerns(_change: object, path: str) -> bool:
        return os.path.realpath(path) in named or _is_read(Path(path))

    ran = False
    # The first thing that is told is that time has passed: by then no change goes unseen.
    for seen in changes(
        *folders, watch_filter=concerns, yield_on_timeout=True, rust_timeout=_TICK_MILLISECONDS
    ):
        if ran and not seen:
            continue
        if ran:
            click.clear()
        ran = True
        subprocess.run(command, check=False)
        click.echo("Waiting for changes; Ctrl-C ends.", err=True)
    return Status.CLEAN


def without_watch(arguments: Sequence[str]) -> list[str]:
    """The arguments of a command without the option to watch."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    return [one for one in arguments[:end] if one != WATCH] + list(arguments[end:])


def _is_read(path: Path) -> bool:
    name = path.name
    if name in _CONFIGURATION or name.endswith(SIDECAR_ENDING):
        return True
    return path.suffix.lower() in known_endings() and not name.startswith(".")
