"""``lintnews queue``: the review queue; each command is a module."""

from __future__ import annotations

from functools import partial

import click

from lintnews.cli.lazy import LazyGroup
from lintnews.extras import Extra

_EXTRA = Extra("queue", "django")
_MODULES = {
    "backup": "lintnews.cli.queue.backup:backup",
    "export": "lintnews.cli.queue.export:command",
    "import": "lintnews.cli.queue.importing:command",
    "migrate": "lintnews.cli.queue.migrate:command",
    "openapi": "lintnews.cli.queue.openapi:command",
    "precision": "lintnews.cli.queue.precision:command",
    "restore": "lintnews.cli.queue.backup:restore",
    "serve": "lintnews.cli.queue.serve:serve",
    "token": "lintnews.cli.queue.token:token",
    "user": "lintnews.cli.queue.user:user",
    "work": "lintnews.cli.queue.work:work",
}
# They say themselves how the server is reached, or what becomes of the database.
_START_THEMSELVES = ("serve",)
_ON_ANY_DATABASE = ("backup", "migrate", "openapi", "restore")


class _Commands(LazyGroup):
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        ctx.obj = bool(set(ctx.help_option_names) & set(rest))
        return name, command, rest


@click.command(cls=_Commands, modules=_MODULES)
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
@click.pass_context
def queue(
    ctx: click.Context, /, home: str | None, database: str | None, config: str | None
) -> None:
    """Review findings: a server for editors, and what feeds it.

    The options may be given as LINTNEWS_QUEUE_HOME, LINTNEWS_QUEUE_DATABASE_URL and
    LINTNEWS_QUEUE_CONFIG as well.
    """
    if not _EXTRA.is_installed:
        raise click.ClickException(f"the queue needs {_EXTRA.module}; {_EXTRA.remedy}")
    if ctx.obj:
        # Who asks what a command does has no use for a database.
        return
    from lintnews.cli.queue.start import prepare, start

    ctx.obj = partial(start, home=home, database=database, config=config)
    if ctx.invoked_subcommand not in _START_THEMSELVES:
        ctx.obj()
        if ctx.invoked_subcommand not in _ON_ANY_DATABASE:
            prepare()
