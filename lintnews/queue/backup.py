"""All that a queue keeps in one file, which any database takes in again.

The file is gzipped JSON Lines: a header, the rows of all tables, and a digest of all before it, by
which a file is known that was cut off or damaged. Sessions and failed sign-ins are left out, and so
is the secret key, which stands in a file of its own.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from lintnews import __version__
from lintnews.document.rewriting import writing_whole
from lintnews.queue.schema import APP, migrate, unknown_migrations

KIND = "lintnews queue backup"
FORM = 1
_ROWS = 500
# The longest row is an article of two million characters, each of them six bytes in JSON, twice.
_LONGEST = 32 * 1024 * 1024


class BackupError(Exception):
    """A backup cannot be used; the message says why, and nothing was changed."""


class Header(msgspec.Struct, frozen=True):
    """What a backup begins with.

    Attributes:
        kind, form: what the file is.
        lintnews: the version that wrote it.
        made: when.
        migration: the last change of the form of the database.
        rows: how many rows of each table follow.
    """

    kind: str
    form: int
    lintnews: str
    made: str
    migration: str
    rows: dict[str, int]


class _Row(msgspec.Struct, frozen=True):
    table: str
    values: dict[str, Any]


class _End(msgspec.Struct, frozen=True):
    sha256: str


class Saved(NamedTuple):
    """What stands in a backup."""

    header: Header

    @property
    def rows(self) -> int:
        """How many rows, of all tables together."""
        return sum(self.header.rows.values())


def save(path: Path) -> Saved:
    """Write all that the queue keeps into a file, as it is at one moment; work may go on meanwhile.

    Raises:
        BackupError: there is no queue in the database, or one that this version does not know.
        UnwritableError: the file cannot be written, and what was there is as it was.
    """
    with writing_whole(path, private=True) as file, _snapshot():
        migration = _last_migration()
        # The models as they were then: what has an older form is backed up before it is changed.
        tables = _tables(MigrationExecutor(connection).loader.project_state((APP, migration)).apps)
        header = Header(
            KIND,
            FORM,
            __version__,
            datetime.now(UTC).isoformat(timespec="seconds"),
            migration,
            {_name(table): table._default_manager.count() for table in tables},
        )
        digest = hashlib.sha256()
        # Without name and time in it, so that the same rows make the same file.
        with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as out:
            _write(out, digest, header)
            for table in tables:
                for row in _rows(table):
                    _write(out, digest, row)
            out.write(msgspec.json.encode(_End(digest.hexdigest())) + b"\n")
    return Saved(header)


def load(path: Path) -> Saved:
    """Take in a backup, into a database that is empty, and bring that to the newest form.

    The whole file is looked through before anything is changed.

    Raises:
        BackupError: the file is none, is damaged, or is of a newer version; or the database is not
            empty.
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
    _refuse_full(executor)
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
            if (row := _decoded(line, _Row)) is None:
                raise BackupError("the file is damaged: a line of it is no row")
            counts[row.table] = counts.get(row.table, 0) + 1
    raise BackupError("the file was cut off: its end is missing")


def _end(line: bytes) -> _End | None:
    end: _End | None = _decoded(line, _End) if line.startswith(b'{"sha256"') else None
    return end


def _filled(rows: dict[str, int]) -> dict[str, int]:
    return {table: count for table, count in rows.items() if count}


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
    _refuse_newer(loader)
    (leaf,) = loader.graph.leaf_nodes(APP)
    plan = loader.graph.forwards_plan(leaf)
    made = [key for key in plan if key[0] == APP and key in loader.applied_migrations]
    if not made:
        raise BackupError("there is no queue in the database yet, and nothing to back up")
    return str(made[-1][1])


def _refuse_newer(loader: MigrationLoader) -> None:
    if unknown := unknown_migrations(loader):
        raise BackupError(
            f"the database was made by a newer lintnews ({', '.join(unknown)} is not known here); "
            "update lintnews"
        )


def _tables(models_of: Any) -> list[type[models.Model]]:
    every = models_of.get_models(include_auto_created=True)
    return [table for table in every if table._meta.app_label == APP]


def _rows(table: type[models.Model]) -> Iterator[_Row]:
    names = [field.attname for field in table._meta.concrete_fields]
    rows = table._default_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=_ROWS):
        yield _Row(_name(table), dict(zip(names, row, strict=True)))


def _write(out: gzip.GzipFile, digest: Any, entry: Header | _Row) -> None:
    line = msgspec.json.encode(entry) + b"\n"
    digest.update(line)
    out.write(line)


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
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _refuse_full(executor: MigrationExecutor) -> None:
    _refuse_newer(executor.loader)
    there = set(connection.introspection.table_names())
    for table in _tables(apps):
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
        rows = (row for line in lines if (row := _decoded(line, _Row)) is not None)
        while batch := list(islice(rows, _ROWS)):
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


def _name(table: type[models.Model]) -> str:
    return table._meta.model_name or ""
