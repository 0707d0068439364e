"""Archives and desks that the examples of rules are compared with."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from lintnews.names.archive.archive import Archive
from lintnews.names.archive.sightings import FormKind, Record, Sighting
from lintnews.names.archive.store import open_in_memory
from lintnews.names.archive.styles import KnownDesk
from lintnews.names.archive.writer import add_record
from lintnews.names.spelling import fold
from lintnews.style.article import Desk
from lintnews.style.figures import FigureName
from lintnews.style.settings import settings
from lintnews.style.usual import usual_of


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


class _DeskInMemory(KnownDesk):
    """A desk whose archive was never a file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(Path("memory"))
        self._given = desk

    @property
    def desk(self) -> Desk:
        """What is usual there."""
        return self._given


def desk_of(ranges: Mapping[str, tuple[float, float]]) -> KnownDesk:
    """A desk of articles whose figures lie evenly between two values.

    Raises:
        ValueError: there is no such figure.
    """
    articles = settings().desk.articles
    desk = {}
    for name, (low, high) in ranges.items():
        values = [low + (high - low) * number / (articles - 1) for number in range(articles)]
        usual = usual_of(values)
        assert usual is not None
        desk[FigureName(name)] = usual
    return _DeskInMemory(desk)


def _sighting(name: str, count: int) -> Sighting:
    given, *rest = name.split()
    if not rest:
        return Sighting(name, FormKind.ALONE, "", name, "", count, 1, 1)
    return Sighting(name, FormKind.PERSON, fold(given), rest[-1], "", count, 1, 1)
