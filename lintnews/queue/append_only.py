"""Tables whose rows are added and never changed: the database itself refuses anything else."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = ("queue_decision", "queue_auditentry")
_FUNCTION = "queue_append_only"


def install(editor: BaseDatabaseSchemaEditor) -> None:
    """Make the database refuse to change rows of these tables, or to take any away."""
    _run(editor, _installing(editor.connection.vendor))


def remove(editor: BaseDatabaseSchemaEditor) -> None:
    """Take that back."""
    _run(editor, _removing(editor.connection.vendor))


def _run(editor: BaseDatabaseSchemaEditor, statements: Iterator[str]) -> None:
    for statement in statements:
        editor.execute(statement, params=None)


def _installing(vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            name = _name(table, event)
            if vendor == "postgresql":
                yield (
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                    f"FOR EACH ROW EXECUTE FUNCTION {_FUNCTION}()"
                )
            else:
                yield (
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )


def _removing(vendor: str) -> Iterator[str]:
    for table in TABLES:
        for event in ("UPDATE", "DELETE"):
            on = f" ON {table}" if vendor == "postgresql" else ""
            yield f"DROP TRIGGER IF EXISTS {_name(table, event)}{on}"


def _name(table: str, event: str) -> str:
    return f"{table}_no_{event.lower()}"
