"""Takes in a backup."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor

from lintnews.queue.backup.form import (
    BATCH,
    FORM,
    KIND,
    BackupError,
    End,
    Header,
    Row,
    Saved,
    tables_of,
)
from lintnews.queue.schema import APP, migrate, refuse_newer

# The longest row is an article of two million characters, each of them six bytes in JSON, twice.
_LONGEST = 32 * 1024 * 1024


def load(path: Path) -> Saved:
    """Take in a backup, into a database that is empty, and bring that to the newest form.

    The whole file is looked through before anything is changed.

    Raises:
        BackupError: the file is none, is damaged, or is of a newer version; or the database is not
            empty.
        SchemaError: the database was made by a newer version.
        OSError: the file cannot be read.
    """
    saved = check(path)
    executor = MigrationExecutor(connection)
    target = (APP, saved.header.migration)
    if target not in executor.loader.graph.nodes:
        raise BackupError(
            f"the backup was made by lintnews {saved.header.lintnews}, which is newer "
            f"({saved.header.migration} is not known here); update lintnews"
        )
    _refuse_full()
    try:
        executor.migrate([target])
    except IrreversibleError as error:
        raise BackupError(
            "the backup is older than the database, which cannot go back; use a new database"
        ) from error
    state = executor.loader.project_state(target).apps
    try:
        with transaction.atomic():
            _fill(state, path)
    except (LookupError, TypeError, ValueError, ValidationError, DatabaseError) as error:
        # The digest is right, so it was written like this.
        raise BackupError(f"a row cannot be taken in: {' '.join(str(error).split())}") from error
    finally:
        migrate()
    return saved


def check(path: Path) -> Saved:
    """Read a backup to its end and see whether it is whole.

    Raises:
        BackupError: it is not.
        OSError: the file cannot be read.
    """
    digest = hashlib.sha256()
    counts: dict[str, int] = {}
    with _opened(path) as lines:
        first = next(lines, b"")
        header = _header(first)
        digest.update(first)
        for line in lines:
            if (end := _end(line)) is not None:
                if end.sha256 != digest.hexdigest() or counts != _filled(header.rows):
                    raise BackupError("the file is damaged: its digest is another")
                if next(lines, None) is not None:
                    raise BackupError("the file is damaged: it goes on behind its end")
                return Saved(header)
            digest.update(line)
            if (row := _decoded(line, Row)) is None:
                raise BackupError("the file is damaged: a line of it is no row")
            counts[row.table] = counts.get(row.table, 0) + 1
    raise BackupError("the file was cut off: its end is missing")


def _end(line: bytes) -> End | None:
    end: End | None = _decoded(line, End) if line.startswith(b'{"sha256"') else None
    return end


def _filled(rows: dict[str, int]) -> dict[str, int]:
    return {table: count for table, count in rows.items() if count}


@contextmanager
def _opened(path: Path) -> Iterator[Iterator[bytes]]:
    try:
        with gzip.open(path, "rb") as file:
            yield iter(lambda: file.readline(_LONGEST), b"")
    except EOFError as error:
        raise BackupError("the file was cut off: its end is missing") from error
    except gzip.BadGzipFile as error:
        if "Not a gzipped" in str(error):
            raise BackupError("this is no backup of a queue") from error
        raise BackupError(f"the file is damaged: {error}") from error
    except zlib.error as error:
        raise BackupError(f"the file is damaged: {error}") from error


def _header(line: bytes) -> Header:
    header: Header | None = _decoded(line, Header)
    if header is None or header.kind != KIND:
        raise BackupError("this is no backup of a queue")
    if header.form != FORM:
        raise BackupError(
            f"the backup was made by lintnews {header.lintnews}, in a form that is not known here; "
            "update lintnews"
        )
    return header


def _decoded(line: bytes, kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(line, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _refuse_full() -> None:
    refuse_newer()
    there = set(connection.introspection.table_names())
    for table in tables_of(apps):
        name = table._meta.db_table
        if name in there and _has_rows(name):
            raise BackupError(
                f"the database is not empty ({name} has rows), and nothing in it is overwritten; "
                "name a new one by --home or --database"
            )


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")
        return cursor.fetchone() is not None


def _fill(state: Any, path: Path) -> None:
    filled: list[type[models.Model]] = []
    with _opened(path) as lines:
        next(lines)
        rows = (row for line in lines if (row := _decoded(line, Row)) is not None)
        while batch := list(islice(rows, BATCH)):
            by_table: dict[str, list[dict[str, Any]]] = {}
            for row in batch:
                by_table.setdefault(row.table, []).append(row.values)
            for name, values in by_table.items():
                table = state.get_model(APP, name)
                table._default_manager.bulk_create([_made(table, one) for one in values])
                if table not in filled:
                    filled.append(table)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), filled):
            cursor.execute(statement)


def _made(table: type[models.Model], values: dict[str, Any]) -> models.Model:
    fields = {field.attname: field for field in table._meta.concrete_fields}
    return table(**{name: fields[name].to_python(value) for name, value in values.items()})
