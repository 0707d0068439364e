"""The figures of style that an archive keeps of its articles, and what they say of the desk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from lintnews.language.text import Text
from lintnews.style.article import NO_DESK, Desk, Style
from lintnews.style.figures import FigureName
from lintnews.style.settings import settings
from lintnews.style.usual import usual_of

if TYPE_CHECKING:
    import sqlite3

_FIELDS = tuple(field.name for field in msgspec.structs.fields(Style))
_ADD_STYLE = (
    f"INSERT INTO style (document, {', '.join(_FIELDS)}) "
    f"VALUES (?{', ?' * len(_FIELDS)})"
)  # fmt: skip


def add_style(connection: sqlite3.Connection, document: int | None, style: Style | None) -> None:
    """Keep the figures of a document, or that it has none, in a transaction of the caller."""
    figures = (None,) * len(_FIELDS) if style is None else msgspec.structs.astuple(style)
    connection.execute(_ADD_STYLE, (document, *figures))


def load_desk(connection: sqlite3.Connection) -> Desk:
    """What is usual in the articles of an archive that are long enough to be compared."""
    # An archive of an older lintnews, into which nothing was learned since, knows of no style.
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'style'").fetchone():
        return NO_DESK
    rows = connection.execute(
        f"SELECT {', '.join(FigureName)} FROM style WHERE words >= ?", (settings().desk.words,)
    ).fetchall()
    columns = zip(FigureName, zip(*rows, strict=True), strict=True) if rows else ()
    usual = {name: usual_of(values) for name, values in columns}
    return {name: known for name, known in usual.items() if known is not None}


class KnownDesk:
    """The desk of an archive; the file is read when the desk is asked for and the file has changed.

    Raises:
        ArchiveError: when it is asked for and the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state: object = ()
        self._desk = NO_DESK

    @property
    def desk(self) -> Desk:
        """What is usual there."""
        # A language server lives longer than what an archive says.
        state = _state(self._path)
        if self._state != state:
            self._desk, self._state = self._loaded(), state
        return self._desk

    def _loaded(self) -> Desk:
        # Most runs have no archive and need no SQLite.
        from lintnews.names.archive.store import open_to_read, told

        connection = open_to_read(self._path)
        try:
            with told(self._path):
                return load_desk(connection)
        finally:
            connection.close()


def _state(path: Path) -> tuple[tuple[int, int] | None, ...]:
    """What tells whether an archive has changed; what was learned last may be in its journal."""
    found: list[tuple[int, int] | None] = []
    for file in (path, path.with_name(f"{path.name}-wal")):
        try:
            about = file.stat()
            found.append((about.st_mtime_ns, about.st_size))
        except OSError:
            found.append(None)
    return tuple(found)


def read_desk(text: Text) -> KnownDesk | None:
    """The desk that a text is compared with: none, unless the text is given one."""
    return None
