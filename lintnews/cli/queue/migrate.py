"""``lintnews queue migrate``: brings the database to the form that this version needs."""

from __future__ import annotations

import click


@click.command("migrate")
def command() -> None:
    """Bring the database to the form that this version of lintnews needs.

    The other commands do this by themselves on SQLite. Make a backup before.
    """
    from lintnews.cli.queue.start import told
    from lintnews.queue.schema import migrate

    with told():
        migrate()
