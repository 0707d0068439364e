"""The form of the database, and how it is brought up to date."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def migrate() -> None:
    """Bring the database to the newest form; one that has it already stays as it is."""
    call_command("migrate", interactive=False, verbosity=0)


def is_new() -> bool:
    """Whether the database is in the form that this version needs."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
