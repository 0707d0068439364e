"""Gets Django and the database ready for a command."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
import django
from django.core.exceptions import ImproperlyConfigured

from lintnews.queue import home as variables


def start(
    *,
    home: str | None = None,
    database: str | None = None,
    config: str | None = None,
    hosts: tuple[str, ...] = (),
    tls: bool = False,
) -> None:
    """Say where the queue is, and load it.

    Raises:
        click.ClickException: its folder, its database or what the environment says of it cannot
            be used.
    """
    said = {variables.HOME: home, variables.DATABASE: database, variables.CONFIG: config}
    os.environ.update({name: value for name, value in said.items() if value is not None})
    if hosts:
        known = os.environ.get(variables.HOSTS, "")
        os.environ[variables.HOSTS] = ",".join(filter(None, (known, *hosts)))
    if tls:
        os.environ[variables.TLS] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lintnews.queue.settings")
    try:
        django.setup()
    except OSError as error:
        reason = f"{error.filename}: {error.strerror or error}"
        raise click.ClickException(f"the queue cannot be kept there: {reason}") from error
    except variables.SettingError as error:
        raise click.ClickException(str(error)) from error
    except (ImproperlyConfigured, ImportError, ValueError) as error:
        raise click.ClickException(f"the database cannot be used: {error}") from error


def prepare() -> None:
    """Bring the database to the form that this version needs.

    Raises:
        click.ClickException: it cannot be reached, or has another form that must not be changed.
    """
    from lintnews.queue.schema import prepare as prepare_schema

    with told():
        prepare_schema()


@contextmanager
def told() -> Iterator[None]:
    """Tell what is wrong with the database or the configuration as the command line tells errors.

    Raises:
        click.ClickException: something is wrong.
    """
    from django.db import DatabaseError

    from lintnews.config.errors import ConfigError
    from lintnews.queue.schema import SchemaError
    from lintnews.report.cells import shown

    try:
        yield
    except SchemaError as error:
        raise click.ClickException(str(error)) from error
    except ConfigError as error:
        raise click.ClickException(shown(str(error))) from error
    except DatabaseError as error:
        reason = " ".join(str(error).split())
        raise click.ClickException(f"the database cannot be used: {shown(reason)}") from error
