"""The file of the cache: outcomes under keys, in one SQLite file that several runs may share."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

_FILE = "outcomes-1.db"
_PATIENCE_SECONDS = 5
_KEYS_AT_ONCE = 500
# An article's findings take some kilobytes: room for a hundred thousand articles or so.
_MOST_BYTES = 512 * 1024 * 1024
_SECONDS_BETWEEN_MARKS = 24 * 3600
_TABLES = (
    "CREATE TABLE IF NOT EXISTS outcome ("
    "key BLOB PRIMARY KEY, used INTEGER NOT NULL, value BLOB NOT NULL) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS outcome_by_use ON outcome (used)",
)


class Store:
    """Values under keys, both bytes.

    A cache may lose what it holds and must never be in the way: what cannot be read is not there,
    and what cannot be written is not kept. A damaged file is made anew.

    Args:
        folder: where the file is; it is made when there is something to keep.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE
        self._connection: sqlite3.Connection | None = None

    def get(self, key: bytes) -> bytes | None:
        """The value under a key, None if there is none."""
        return self._select([key], "value").get(key)

    def holds(self, keys: Iterable[bytes]) -> set[bytes]:
        """Those of some keys under which there is a value."""
        return set(self._select(keys, "NULL"))

    def _select(self, keys: Iterable[bytes], column: str) -> dict[bytes, bytes]:
        if self._connection is None and not self._path.is_file():
            return {}
        wanted = list(keys)
        found: dict[bytes, bytes] = {}
        try:
            connection = self._opened()
            now = int(time.time())
            for some in _batches(wanted):
                marks = ", ".join("?" * len(some))
                rows = connection.execute(
                    f"SELECT key, {column}, used FROM outcome WHERE key IN ({marks})", some
                ).fetchall()
                found.update((key, value) for key, value, _ in rows)
                old = [key for key, _, used in rows if used < now - _SECONDS_BETWEEN_MARKS]
                self._mark(connection, old, now)
        except sqlite3.DatabaseError as error:
            self._give_up(error)
        return found

    def _mark(self, connection: sqlite3.Connection, keys: list[bytes], now: int) -> None:
        """Note that values are still in use, which may fail where nobody may write."""
        with suppress(sqlite3.OperationalError), connection:
            connection.executemany(
                "UPDATE outcome SET used = ? WHERE key = ?", [(now, key) for key in keys]
            )

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values, and let go of those that nobody has used for the longest time."""
        if not values:
            return
        now = int(time.time())
        rows = [(key, now, value) for key, value in values.items()]
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._opened() as connection:
                connection.executemany("INSERT OR REPLACE INTO outcome VALUES (?, ?, ?)", rows)
            self._shrink()
        except sqlite3.DatabaseError as error:
            self._give_up(error)
        except OSError:
            return

    def _shrink(self) -> None:
        connection = self._opened()
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        (free,) = connection.execute("PRAGMA freelist_count").fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        if (pages - free) * size > _MOST_BYTES:
            with connection:
                connection.execute(
                    "DELETE FROM outcome WHERE key IN (SELECT key FROM outcome "
                    "ORDER BY used LIMIT (SELECT count(*) / 4 FROM outcome))"
                )

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(self._path, timeout=_PATIENCE_SECONDS)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                for table in _TABLES:
                    connection.execute(table)
            except sqlite3.DatabaseError:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _give_up(self, error: sqlite3.DatabaseError) -> None:
        """Take away a file that is damaged; one that is in use or closed to us stays."""
        self.close()
        if isinstance(error, sqlite3.OperationalError) and "malformed" not in str(error):
            return
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._path.with_name(self._path.name + ending).unlink()

    def clear(self) -> int:
        """Let go of everything; how many bytes the files had."""
        self.close()
        freed = 0
        for ending in ("", "-wal", "-shm"):
            file = self._path.with_name(self._path.name + ending)
            with suppress(FileNotFoundError):
                freed += file.stat().st_size
                file.unlink()
        return freed

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _batches(keys: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(keys), _KEYS_AT_ONCE):
        yield keys[start : start + _KEYS_AT_ONCE]
