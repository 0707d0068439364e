"""The file of an archive: its tables, and how it is opened."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERSION = 2
"""The version of the tables; one of version 1, which lacks figures of style, is read as it is."""
_WITHOUT_STYLE = 1
_APPLICATION = 0x4C4E4E41
_PATIENCE_SECONDS = 60
_MEMORY = ":memory:"
# Counts per document, so that a document can be taken out again, and their sums per form, so that
# a form is looked up at once. A day is the number that Python's date.toordinal() gives.
_STYLE = """CREATE TABLE style (
    document INTEGER PRIMARY KEY REFERENCES document, words INTEGER, sentences INTEGER,
    paragraphs INTEGER, ari REAL, coleman_liau REAL, sentence_mean REAL, sentence_median REAL,
    sentence_longest INTEGER, paragraph_words REAL, paragraph_sentences REAL, passive REAL,
    quoted REAL, variety REAL, names REAL, numbers REAL)"""
_TABLES = (
    "CREATE TABLE file (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE)",
    """CREATE TABLE document (
        id INTEGER PRIMARY KEY, owner INTEGER NOT NULL, record TEXT NOT NULL,
        file INTEGER NOT NULL REFERENCES file, day INTEGER, digest BLOB NOT NULL,
        UNIQUE (owner, record))""",
    "CREATE INDEX document_of_file ON document (file)",
    """CREATE TABLE form (
        id INTEGER PRIMARY KEY, text TEXT NOT NULL, kind TEXT NOT NULL, given TEXT NOT NULL,
        surname TEXT NOT NULL, uses INTEGER NOT NULL, documents INTEGER NOT NULL,
        first INTEGER, last INTEGER, UNIQUE (text, kind))""",
    "CREATE INDEX form_given ON form (given) WHERE kind = 'person'",
    "CREATE INDEX form_surname ON form (surname)",
    """CREATE TABLE use (
        form INTEGER NOT NULL REFERENCES form, document INTEGER NOT NULL REFERENCES document,
        uses INTEGER NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL,
        title TEXT NOT NULL, given TEXT NOT NULL, PRIMARY KEY (form, document)) WITHOUT ROWID""",
    "CREATE INDEX use_of_document ON use (document)",
    _STYLE,
)


class ArchiveError(Exception):
    """An archive that cannot be used; the message names the file and says what to do."""


def open_to_write(path: Path) -> sqlite3.Connection:
    """A connection that can write; the file is made if there is none.

    Raises:
        ArchiveError: the file cannot be opened, is no archive, or is one of a newer lintnews.
    """
    with told(path):
        connection = _connect(str(path))
        try:
            if not _is_empty(connection):
                _refuse_others(connection, path)
            # The journal lets others read while one writes; the file remembers it.
            if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            if _is_empty(connection):
                _make_tables(connection)
            elif _version(connection) == _WITHOUT_STYLE:
                connection.execute(_STYLE)
                connection.execute(f"PRAGMA user_version = {VERSION}")
            connection.execute("COMMIT")
        except BaseException:
            connection.close()
            raise
        return connection


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write.

    Raises:
        ArchiveError: there is no such file, or it is no archive, or one of a newer lintnews.
    """
    if not path.is_file():
        raise ArchiveError(
            f"{path}: there is no such archive; "
            "`lintnews names learn PATH... --archive FILE` makes one"
        )
    with told(path):
        connection = _connect(f"{path.resolve().as_uri()}?{_reading_mode(path)}")
        try:
            connection.execute("PRAGMA query_only = ON")
            _refuse_others(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def _reading_mode(path: Path) -> str:
    """How SQLite opens a file to read it; it keeps files beside it meanwhile where it can."""
    if not os.access(path.parent, os.W_OK):
        # Nobody else can write there either, so that there is nobody to take note of.
        return "mode=ro&immutable=1"
    # Only who may write takes the files beside it away again.
    return "mode=rw" if os.access(path, os.W_OK) else "mode=ro"


def open_in_memory() -> sqlite3.Connection:
    """An empty archive that is gone when it is closed."""
    connection = _connect(_MEMORY)
    _make_tables(connection)
    return connection


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite says into an error that tells what to do.

    Raises:
        ArchiveError: SQLite could not do what was asked.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise ArchiveError(f"{path}: {_reason(error)}") from error


def _reason(error: sqlite3.Error) -> str:
    said = str(error)
    if "not a database" in said or "malformed" in said:
        return f"this is no archive of names, or it is broken ({said}); learn into a new file"
    if "locked" in said or "busy" in said:
        return (
            "the archive is in use: another program has been writing to it for "
            f"{_PATIENCE_SECONDS} seconds; try again when it is done"
        )
    if "unable to open" in said:
        return "the file cannot be opened; is there such a folder, and may you write there?"
    if "readonly" in said:
        return "you have no right to write to it"
    if "full" in said:
        return "the disk is full; what was learned before is kept"
    return f"the archive cannot be used: {said}"


def _connect(name: str) -> sqlite3.Connection:
    return sqlite3.connect(
        name, timeout=_PATIENCE_SECONDS, isolation_level=None, uri=name.startswith("file:")
    )


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None


def _make_tables(connection: sqlite3.Connection) -> None:
    for statement in _TABLES:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _refuse_others(connection: sqlite3.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    version = _version(connection)
    if application != _APPLICATION:
        raise ArchiveError(f"{path}: this is no archive of names; name another file")
    if version not in (_WITHOUT_STYLE, VERSION):
        raise ArchiveError(
            f"{path}: the archive has version {version}, this lintnews reads version {VERSION}; "
            "update lintnews, or learn into a new file"
        )
