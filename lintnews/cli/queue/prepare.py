"""Sees that the database of a command has the form that it needs."""

from __future__ import annotations

import click
from django.db import DatabaseError, connection

from lintnews.queue import schema


def prepare() -> None:
    """Make the database of an embedded queue, or bring it to the newest form.

    Raises:
        click.ClickException: it cannot be reached, or is a PostgreSQL that has an older form, which
            other servers may be working on.
    """
    try:
        if schema.is_new():
            return
        if connection.vendor != "sqlite":
            raise click.ClickException(
                "the database has not the form that this version needs; make a backup, and run: "
                "lintnews queue migrate"
            )
        schema.migrate()
    except DatabaseError as error:
        raise click.ClickException(f"the database cannot be used: {error}") from error
