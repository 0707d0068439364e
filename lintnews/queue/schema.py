"""The form of the database, and how it is brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

APP = "queue"
_LOCK = "migrating.lock"
_PATIENCE = 120


class SchemaError(Exception):
    """The database has not the form that this version needs; the message says what to do."""


def migrate() -> None:
    """Bring the database to the newest form; one that has it already stays as it is.

    Raises:
        SchemaError: it was made by a newer version.
    """
    refuse_newer()
    call_command("migrate", interactive=False, verbosity=0)


def is_new() -> bool:
    """Whether the database is in the form that this version needs."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def prepare() -> None:
    """Bring the database to the form that this version needs, if it is one that is ours alone.

    Raises:
        SchemaError: it was made by a newer version, or it is no SQLite and old.
    """
    refuse_newer()
    if is_new():
        return
    if connection.vendor != "sqlite":
        raise SchemaError(
            "the database is not in the form that this version needs; make a backup, then run "
            "lintnews queue migrate"
        )
    with _alone():
        # Another may have done it meanwhile.
        if not is_new():
            migrate()


def refuse_newer() -> None:
    """Let nobody go on with a database that this version does not know.

    Raises:
        SchemaError: it was made by a newer version.
    """
    loader = MigrationExecutor(connection).loader
    applied = {key for key in loader.applied_migrations if key[0] == APP}
    if unknown := sorted(name for _, name in applied - set(loader.disk_migrations or ())):
        raise SchemaError(
            f"the database was made by a newer lintnews ({', '.join(unknown)} is not known here); "
            "update lintnews, or use another database"
        )


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time in; a lock of SQLite ends with its process, on every system."""
    with closing(sqlite3.connect(settings.HOME.folder / _LOCK, timeout=_PATIENCE)) as lock:
        lock.isolation_level = None
        lock.execute("BEGIN EXCLUSIVE")
        yield
