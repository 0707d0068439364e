"""``lintnews cache``: where outcomes are remembered, and how they are forgotten."""

from __future__ import annotations

import click

from lintnews.cache.folder import VARIABLE, cache_folder
from lintnews.cache.store import Store
from lintnews.cli.status import Status
from lintnews.report.cells import shown


@click.group()
def cache() -> None:
    """Where `check` remembers what it found in files, and how to have it forget."""


@cache.command(help=f"Print the folder of the cache; the variable {VARIABLE} names another.")
def folder() -> int:
    """Print the folder of the cache."""
    click.echo(shown(str(cache_folder())))
    return Status.CLEAN


@cache.command()
def clear() -> int:
    """Forget everything."""
    freed = Store(cache_folder()).clear()
    click.echo(f"{freed / 1e6:,.1f} MB freed" if freed else "There was nothing to forget")
    return Status.CLEAN
