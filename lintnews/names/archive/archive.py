"""An archive, asked about single names while a text is checked."""

from __future__ import annotations

import os
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from lintnews.language.text import Text
from lintnews.names.spelling import fold

if TYPE_CHECKING:
    import sqlite3

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

    def _open(self) -> sqlite3.Connection:
        # Most runs have no archive and need no SQLite.
        from lintnews.names.archive.store import open_to_read

        return open_to_read(self._path)

    def _rows(self, question: str, *values: str) -> list[tuple[Any, ...]]:
        from lintnews.names.archive.store import told

        if self._opened is None or self._process != os.getpid():
            self._opened, self._process = self._open(), os.getpid()
        with told(self._path):
            return self._opened.execute(question, values).fetchall()

    def _people(self, given: str) -> tuple[Person, ...]:
        """The people with a folded given name, the most frequent first."""
        rows = self._rows(
            "SELECT text, surname, uses, last FROM form WHERE kind = 'person' AND given = ? "
            "ORDER BY uses DESC, text",
            given,
        )
        people: dict[str, Person] = {}
        for text, surname, uses, last in rows:
            day = None if last is None else date.fromordinal(last)
            known = people.get(surname, Person(text, surname, 0, None))
            latest = max((each for each in (known.last, day) if each is not None), default=None)
            people[surname] = known._replace(uses=known.uses + uses, last=latest)
        return tuple(sorted(people.values(), key=lambda person: (-person.uses, person.surname)))

    def uses(self, name: str, given: str | None = None) -> int:
        """How often a name stands there, as a whole or as a surname.

        Args:
            name: the name as it is written.
            given: count only full names with this given name.
        """
        if given is not None:
            return sum(one.uses for one in self.people(fold(given)) if one.surname == name)
        ((count,),) = self._rows(
            "SELECT coalesce(sum(uses), 0) FROM form WHERE id IN ("
            "SELECT id FROM form WHERE surname = ?1 UNION SELECT id FROM form WHERE text = ?1)",
            name,
        )
        return int(count)


def read_archive(text: Text) -> Archive | None:
    """The archive that a text is compared with: none, unless the text is given one."""
    return None
