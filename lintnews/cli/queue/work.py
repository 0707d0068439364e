"""``lintnews queue work``: lints the articles that wait."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

# An end that was asked for takes no longer than this.
_PATIENCE = 20.0
_NAP = 1.0


@click.command()
@click.option("--until-idle", is_flag=True, help="End when every article has been linted.")
@click.option("--quiet", "-q", is_flag=True, help="Print nothing about single articles.")
@click.option(
    "--end-with-input",
    is_flag=True,
    help="End when standard input does, as it does when who started the worker is gone.",
)
def work(until_idle: bool, quiet: bool, end_with_input: bool) -> None:
    """Lint the articles that wait, and print a line for each.

    ``lintnews queue serve`` starts workers of its own; this one may help it, from another machine
    too if the database is PostgreSQL. On Ctrl-C or SIGTERM the article that it is at is given back.
    """
    from django.conf import settings

    from lintnews.cli.queue.start import told
    from lintnews.queue.work.linter import Linter
    from lintnews.queue.work.linting import profiles
    from lintnews.queue.work.telling import line_of
    from lintnews.queue.work.working import work, worker_name

    with stopping() as stop, told(), Linter(settings.HOME.time_limit, stop) as linter:
        if end_with_input:
            threading.Thread(target=_watch_input, args=(stop,), daemon=True).start()
        profiles()
        work(
            worker_name(),
            stop,
            idle=_NAP,
            note=(lambda run: None) if quiet else (lambda run: click.echo(line_of(run))),
            lint=linter.lint,
            until_idle=until_idle,
        )


@contextmanager
def stopping() -> Iterator[threading.Event]:
    """What is set when the process is asked to end, by Ctrl-C or otherwise."""
    stop = threading.Event()

    def heard(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    names = ("SIGINT", "SIGTERM", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, heard) for number in numbers}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _watch_input(stop: threading.Event) -> None:
    # A worker whose server was killed would lint on beside those of the next server.
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stop.set()
    time.sleep(_PATIENCE)
    os._exit(1)
