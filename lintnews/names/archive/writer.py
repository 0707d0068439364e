"""Writes what documents say into an archive: each whole or not at all, and each once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from lintnews.names.archive.sightings import FormKind, Record, Sighting
from lintnews.names.archive.store import open_to_write, told
from lintnews.names.archive.styles import add_style

_COUNT_FORM = """
    INSERT INTO form (text, kind, given, surname, uses, documents, first, last)
    VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?6)
    ON CONFLICT (text, kind) DO UPDATE SET
        uses = uses + excluded.uses, documents = documents + 1,
        first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),
        last = max(coalesce(last, excluded.last), coalesce(excluded.last, last))"""
_ADD_USE = """
    INSERT INTO use (form, document, uses, line, "column", title, given)
    SELECT id, ?3, ?4, ?5, ?6, ?7, ?8 FROM form WHERE text = ?1 AND kind = ?2"""
_UNCOUNT_FORMS = """
    UPDATE form SET documents = documents - 1, uses = uses - (
        SELECT uses FROM use WHERE use.form = form.id AND use.document = ?1)
    WHERE id IN (SELECT form FROM use WHERE document = ?1)"""
_RENEW_DAYS = """
    UPDATE form SET (first, last) = (
        SELECT min(day), max(day) FROM use JOIN document ON document.id = use.document
        WHERE use.form = form.id)
    WHERE id = ?1 AND (first = ?2 OR last = ?2)"""


class Outcome(StrEnum):
    """What became of a document."""

    NEW = "new"
    REPLACED = "replaced"
    KNOWN = "known"


class ArchiveWriter:
    """A connection to an archive that adds documents and takes them out.

    Every call is one transaction, or none: whoever ends the process in between leaves the archive
    as it was before or after. Two writers take turns.

    Raises:
        ArchiveError: from every method, when the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = open_to_write(path)

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def knows(self, record: Record) -> bool:
        """Whether the document has been learned as it is now, its style too."""
        with told(self._path):
            known = find(self._connection, record)
        return known is not None and known.is_now(record)

    def add(self, records: Iterable[Record]) -> list[Outcome]:
        """Add documents, in the place of what was known of them."""
        with told(self._path), self._transaction():
            return [add_record(self._connection, record) for record in records]

    def forget(self, file: str) -> int:
        """Take out all documents of a file, and say how many there were."""
        with told(self._path), self._transaction():
            documents = self._connection.execute(
                "SELECT document.id FROM document JOIN file ON file.id = document.file "
                "WHERE file.path = ?",
                (file,),
            ).fetchall()
            for (document,) in documents:
                _remove(self._connection, document)
            return len(documents)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All that is written inside it, or nothing."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            # SQLite may have rolled back already, as it does when the disk is full.
            with suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


class _Known(NamedTuple):
    """What is known of a document: its number, its digest, and whether it was measured.

    A document that an older lintnews learned was not.
    """

    number: int
    digest: bytes
    is_measured: bool

    def is_now(self, record: Record) -> bool:
        """Whether all that can be known is."""
        return self.digest == record.digest and self.is_measured


def find(connection: sqlite3.Connection, record: Record) -> _Known | None:
    """What is known of a document, None if nothing is."""
    row = connection.execute(
        "SELECT document.id, digest, style.document IS NOT NULL "
        "FROM document LEFT JOIN style ON style.document = document.id "
        "WHERE record = ?1 AND owner = "
        "coalesce((SELECT id FROM file WHERE path = ?2 AND NOT ?3), 0)",
        (record.record, record.file, record.by_id),
    ).fetchone()
    return None if row is None else _Known(row[0], row[1], bool(row[2]))


def add_record(connection: sqlite3.Connection, record: Record) -> Outcome:
    """Add a document inside a transaction of the caller."""
    known = find(connection, record)
    if known is not None:
        if known.is_now(record):
            return Outcome.KNOWN
        _remove(connection, known.number)
    connection.execute("INSERT OR IGNORE INTO file (path) VALUES (?)", (record.file,))
    (file,) = connection.execute("SELECT id FROM file WHERE path = ?", (record.file,)).fetchone()
    day = None if record.day is None else record.day.toordinal()
    document = connection.execute(
        "INSERT INTO document (owner, record, file, day, digest) VALUES (?, ?, ?, ?, ?)",
        (0 if record.by_id else file, record.record, file, day, record.digest),
    ).lastrowid
    connection.executemany(_COUNT_FORM, (_form(sighting, day) for sighting in record.sightings))
    connection.executemany(_ADD_USE, (_use(sighting, document) for sighting in record.sightings))
    add_style(connection, document, record.style)
    return Outcome.NEW if known is None else Outcome.REPLACED


def _form(sighting: Sighting, day: int | None) -> tuple[object, ...]:
    # The given name of a surname alone differs from document to document.
    given = sighting.given if sighting.kind is FormKind.PERSON else ""
    return (sighting.text, sighting.kind, given, sighting.surname, sighting.uses, day)


def _use(sighting: Sighting, document: int | None) -> tuple[object, ...]:
    given = sighting.given if sighting.kind is FormKind.ALONE else ""
    place = (sighting.line, sighting.column)
    return (sighting.text, sighting.kind, document, sighting.uses, *place, sighting.title, given)


def _remove(connection: sqlite3.Connection, document: int) -> None:
    (day,) = connection.execute("SELECT day FROM document WHERE id = ?", (document,)).fetchone()
    forms = connection.execute("SELECT form FROM use WHERE document = ?", (document,)).fetchall()
    connection.execute(_UNCOUNT_FORMS, (document,))
    connection.execute("DELETE FROM use WHERE document = ?", (document,))
    connection.execute("DELETE FROM style WHERE document = ?", (document,))
    connection.execute("DELETE FROM document WHERE id = ?", (document,))
    if day is not None:
        connection.executemany(_RENEW_DAYS, ((form, day) for (form,) in forms))
    connection.executemany("DELETE FROM form WHERE id = ? AND documents = 0", forms)
