"""``lintnews queue backup`` and ``restore``: all that a queue keeps, in one file."""

from __future__ import annotations

from pathlib import Path

import click

from lintnews.cli.queue.start import told
from lintnews.report.cells import shown

_PATH = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_PATH)
def backup(file: Path) -> None:
    """Write all that the queue keeps into a file, while it works.

    Every database takes the file in again, SQLite or PostgreSQL, by lintnews queue restore. It
    holds the articles and the digests of passwords: keep it where nobody reads it.
    """
    from django.conf import settings

    from lintnews.document.rewriting import UnwritableError
    from lintnews.queue.backup import BackupError, save

    try:
        with told():
            saved = save(file)
    except (BackupError, UnwritableError) as error:
        raise click.ClickException(f"{shown(str(file))}: {error}") from error
    documents = saved.header.rows.get("document", 0)
    decisions = saved.header.rows.get("decision", 0)
    click.echo(
        f"{shown(str(file))}: {documents:,} articles, {decisions:,} decisions, {saved.rows:,} rows "
        "in all"
    )
    click.echo(
        f"The secret key is not in it ({shown(str(settings.HOME.folder / 'secret.key'))}); without "
        "it everybody signs in anew, and nothing else is lost."
    )


@click.command()
@click.argument("file", type=_PATH)
def restore(file: Path) -> None:
    """Take in what lintnews queue backup wrote, into a database that is empty."""
    from lintnews.queue.backup import BackupError, load

    try:
        with told():
            saved = load(file)
    except BackupError as error:
        raise click.ClickException(f"{shown(str(file))}: {error}") from error
    click.echo(
        f"{shown(str(file))}: {saved.rows:,} rows taken in, as they were at {saved.header.made}"
    )
