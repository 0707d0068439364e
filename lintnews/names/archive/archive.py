"""An archive, asked about single names while a text is checked."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lintnews.language.text import Text
from lintnews.names.archive.sightings import FormKind, Record, Sighting
from lintnews.names.archive.store import open_in_memory, open_to_read, told
from lintnews.names.archive.writer import add_record
from lintnews.names.spelling import fold

_GIVEN_NAMES_KEPT = 512


class Person(NamedTuple):
    """A full name in an archive, middle names or not: how often it stands there, and when last."""

    text: str
    surname: str
    uses: int
    last: date | None


class Archive:
    """The forms of names that were published before.

    The file is opened when it is first asked, in each process anew.

    Raises:
        ArchiveError: from every method, when the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._process = 0
        self._opened: sqlite3.Connection | None = None
        self.people = lru_cache(maxsize=_GIVEN_NAMES_KEPT)(self._people)

    @property
    def _connection(self) -> sqlite3.Connection:
        if self._opened is None or self._process != os.getpid():
            self._opened, self._process = open_to_read(self._path), os.getpid()
        return self._opened

    def _people(self, given: str) -> tuple[Person, ...]:
        """The people with a folded given name, the most frequent first."""
        with told(self._path):
            rows = self._connection.execute(
                "SELECT text, surname, uses, last FROM form WHERE kind = 'person' AND given = ? "
                "ORDER BY uses DESC, text",
                (given,),
            ).fetchall()
        people: dict[str, Person] = {}
        for text, surname, uses, last in rows:
            known = people.get(surname)
            day = None if last is None else date.fromordinal(last)
            if known is not None:
                days = [each for each in (known.last, day) if each is not None]
                text, uses, day = known.text, known.uses + uses, max(days, default=None)
            people[surname] = Person(text, surname, uses, day)
        return tuple(sorted(people.values(), key=lambda person: (-person.uses, person.surname)))

    def uses(self, name: str, given: str | None = None) -> int:
        """How often a name stands there, alone or as a surname.

        Args:
            name: the name as it is written.
            given: count only people with this given name.
        """
        if given is not None:
            return sum(one.uses for one in self.people(fold(given)) if one.surname == name)
        with told(self._path):
            (count,) = self._connection.execute(
                "SELECT coalesce(sum(uses), 0) FROM form WHERE id IN ("
                "SELECT id FROM form WHERE surname = ?1 UNION SELECT id FROM form WHERE text = ?1)",
                (name,),
            ).fetchone()
        return int(count)


class _ArchiveInMemory(Archive):
    """An archive that was never a file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(Path("memory"))
        self._opened, self._process = connection, os.getpid()


def archive_of(uses: Mapping[str, int]) -> Archive:
    """An archive that holds full names and surnames so often as it is said.

    It serves the examples of rules.
    """
    connection = open_in_memory()
    sightings = []
    for name, count in uses.items():
        given, _, _ = name.rpartition(" ")
        kind = FormKind.PERSON if given else FormKind.ALONE
        surname = name.split()[-1]
        folded = fold(given.split()[0]) if given else ""
        sightings.append(Sighting(name, kind, folded, surname, "", count, 1, 1))
    add_record(connection, Record("", "", False, None, b"", tuple(sightings)))
    return _ArchiveInMemory(connection)


def read_archive(text: Text) -> Archive | None:
    """The archive that a text is compared with: none, unless the text is given one."""
    return None
