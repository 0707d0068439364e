"""``lintnews queue``: the review queue; each command is a module."""

from __future__ import annotations

import click

from lintnews.cli.lazy import LazyGroup
from lintnews.extras import Extra

_EXTRA = Extra("queue", "django")
_MODULES = {
    "import": "lintnews.cli.queue.importing:command",
    "migrate": "lintnews.cli.queue.migrate:command",
    "openapi": "lintnews.cli.queue.openapi:command",
    "serve": "lintnews.cli.queue.serve:serve",
    "token": "lintnews.cli.queue.token:token",
    "user": "lintnews.cli.queue.user:user",
    "work": "lintnews.cli.queue.work:work",
}


@click.command(cls=LazyGroup, modules=_MODULES)
@click.option(
    "--home",
    metavar="FOLDER",
    help="Where the queue keeps its things. [default: a folder of the user's data]",
)
@click.option(
    "--database",
    metavar="URL",
    help="The database, such as postgresql://desk@localhost/lintnews. [default: SQLite in --home]",
)
@click.option(
    "--config", metavar="FILE", help="The configuration for all articles. [default: none]"
)
def queue(home: str | None, database: str | None, config: str | None) -> None:
    """Review findings: a server for editors, and what feeds it.

    The options may be given as LINTNEWS_QUEUE_HOME, LINTNEWS_QUEUE_DATABASE_URL and
    LINTNEWS_QUEUE_CONFIG as well.
    """
    if not _EXTRA.is_installed:
        raise click.ClickException(f"the queue needs {_EXTRA.module}; {_EXTRA.remedy}")
    from lintnews.cli.queue.start import start

    start(home=home, database=database, config=config)
