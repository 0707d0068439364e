"""``lintnews names forget``: take the names of files out of an archive."""

from __future__ import annotations

from pathlib import Path

import click

from lintnews.cli.names.options import archive_option, whole_path
from lintnews.cli.status import Status
from lintnews.document.files import display_name
from lintnews.names.archive.store import ArchiveError, open_to_read
from lintnews.names.archive.writer import ArchiveWriter


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@archive_option
def forget(paths: tuple[str, ...], archive: Path) -> int:
    """Take all that was learned from files out of an archive.

    The files themselves may be gone. Exit status: 0, or 2 if nothing was learned from one of them.
    """
    status = Status.CLEAN
    try:
        # A mistyped name must not make a new archive.
        open_to_read(archive).close()
        with ArchiveWriter(archive) as writer:
            for path in paths:
                count = writer.forget(whole_path(path))
                if count == 0:
                    status = Status.FAILED
                    reason = "nothing was learned from this file"
                    click.echo(f"lintnews: {display_name(path)}: {reason}", err=True)
                else:
                    noun = "article" if count == 1 else "articles"
                    click.echo(f"{display_name(path)}: {count:,} {noun} forgotten")
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error
    return status
