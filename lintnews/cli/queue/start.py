"""Gets Django ready for a command."""

from __future__ import annotations

import os

import click
import django
from django.core.exceptions import ImproperlyConfigured

from lintnews.queue import home as variables


def start(*, home: str | None, database: str | None, config: str | None) -> None:
    """Say where the queue is, and load it.

    Raises:
        click.ClickException: its folder, its database or what the environment says of it cannot
            be used.
    """
    said = {variables.HOME: home, variables.DATABASE: database, variables.CONFIG: config}
    os.environ.update({name: value for name, value in said.items() if value is not None})
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lintnews.queue.settings")
    try:
        django.setup()
    except OSError as error:
        reason = f"{error.filename}: {error.strerror or error}"
        raise click.ClickException(f"the queue cannot be kept there: {reason}") from error
    except variables.SettingError as error:
        raise click.ClickException(str(error)) from error
    except (ImproperlyConfigured, ValueError) as error:
        raise click.ClickException(f"the database cannot be used: {error}") from error


def prepare() -> None:
    """Make the database of an embedded queue, or bring it to the newest form.

    Raises:
        click.ClickException: it cannot be reached, or is a PostgreSQL that has an older form, which
            other servers may be working on.
    """
    from django.db import DatabaseError, connection

    from lintnews.queue import schema

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
