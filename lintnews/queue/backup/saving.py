"""Writes a backup."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from lintnews import __version__
from lintnews.document.rewriting import writing_whole
from lintnews.queue.backup.form import (
    BATCH,
    FORM,
    KIND,
    BackupError,
    End,
    Header,
    Row,
    Saved,
    name_of,
    tables_of,
)
from lintnews.queue.schema import APP, refuse_newer


def save(path: Path) -> Saved:
    """Write all that the queue keeps into a file, as it is at one moment; work may go on meanwhile.

    Raises:
        BackupError: there is no queue in the database, or the file is one of the queue itself.
        SchemaError: the database was made by a newer version.
        UnwritableError: the file cannot be written, and what was there is as it was.
    """
    if any(path.resolve() == one.resolve() for one in settings.HOME.files):
        raise BackupError("this is a file of the queue itself; name another one")
    with writing_whole(path, private=True) as file, _snapshot():
        migration = _last_migration()
        # The models as they were then: what has an older form is backed up before it is changed.
        state = MigrationExecutor(connection).loader.project_state((APP, migration))
        tables = tables_of(state.apps)
        header = Header(
            KIND,
            FORM,
            __version__,
            datetime.now(UTC).isoformat(timespec="seconds"),
            migration,
            {name_of(table): table._default_manager.count() for table in tables},
        )
        digest = hashlib.sha256()
        # Without name and time in it, so that the same rows make the same file.
        with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as out:
            _write(out, digest, header)
            for table in tables:
                for row in _rows(table):
                    _write(out, digest, row)
            out.write(msgspec.json.encode(End(digest.hexdigest())) + b"\n")
    return Saved(header)


@contextmanager
def _snapshot() -> Iterator[None]:
    """All that is read inside is of one moment; nobody waits for it."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        before = connection.transaction_mode  # type: ignore[attr-defined]
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = before  # type: ignore[attr-defined]
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _last_migration() -> str:
    """The newest of the changes that were made to the database."""
    loader = MigrationExecutor(connection).loader
    refuse_newer()
    (leaf,) = loader.graph.leaf_nodes(APP)
    plan = loader.graph.forwards_plan(leaf)
    made = [key for key in plan if key[0] == APP and key in loader.applied_migrations]
    if not made:
        raise BackupError("there is no queue in the database yet, and nothing to back up")
    return str(made[-1][1])


def _rows(table: type[models.Model]) -> Iterator[Row]:
    names = [field.attname for field in table._meta.concrete_fields]
    rows = table._default_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=BATCH):
        yield Row(name_of(table), dict(zip(names, row, strict=True)))


def _write(out: gzip.GzipFile, digest: Any, entry: Header | Row) -> None:
    line = msgspec.json.encode(entry) + b"\n"
    digest.update(line)
    out.write(line)
