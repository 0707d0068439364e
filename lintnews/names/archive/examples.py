"""Archives that the examples of rules are compared with."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from lintnews.names.archive.archive import Archive
from lintnews.names.archive.sightings import FormKind, Record, Sighting
from lintnews.names.archive.store import open_in_memory
from lintnews.names.archive.writer import add_record
from lintnews.names.spelling import fold


class _ArchiveInMemory(Archive):
    """An archive that was never a file."""

    def __init__(self, uses: Mapping[str, int]) -> None:
        super().__init__(Path("memory"))
        self._uses = uses

    def _open(self) -> sqlite3.Connection:
        connection = open_in_memory()
        sightings = tuple(_sighting(name, count) for name, count in self._uses.items())
        add_record(connection, Record("memory", "", False, None, b"", sightings))
        return connection


def archive_of(uses: Mapping[str, int]) -> Archive:
    """An archive in which full names and names of one word stand so often."""
    return _ArchiveInMemory(uses)


def _sighting(name: str, count: int) -> Sighting:
    given, *rest = name.split()
    if not rest:
        return Sighting(name, FormKind.ALONE, "", name, "", count, 1, 1)
    return Sighting(name, FormKind.PERSON, fold(given), rest[-1], "", count, 1, 1)
