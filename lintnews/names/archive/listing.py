"""All names of an archive, to be compared with each other."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import NamedTuple

from lintnews.names.archive.sightings import FormKind


class Name(NamedTuple):
    """A name in an archive: for people all forms with one first name and one surname.

    ``text`` is the most frequent form, ``forms`` are the numbers of all; ``first`` and ``last`` are
    the days of the first and the last use. ``bearer`` and ``given`` are a person's first name as it
    is written and folded.
    """

    text: str
    kind: FormKind
    bearer: str
    given: str
    surname: str
    uses: int
    documents: int
    first: date | None
    last: date | None
    forms: tuple[int, ...]

    @property
    def short(self) -> str:
        """The name without middle names."""
        return f"{self.bearer} {self.surname}" if self.kind is FormKind.PERSON else self.text


def load_names(connection: sqlite3.Connection) -> list[Name]:
    """All names of an archive, the most frequent first."""
    names: dict[tuple[str, str, str], Name] = {}
    rows = connection.execute(
        "SELECT id, text, kind, given, surname, uses, documents, first, last FROM form "
        "ORDER BY uses DESC, text, kind"
    )
    for number, text, kind, given, surname, uses, documents, first, last in rows:
        is_person = kind == FormKind.PERSON
        bearer = text.split()[0] if is_person else ""
        name = Name(
            text=text,
            kind=FormKind(kind),
            bearer=bearer,
            given=given,
            surname=surname,
            uses=uses,
            documents=documents,
            first=None if first is None else date.fromordinal(first),
            last=None if last is None else date.fromordinal(last),
            forms=(number,),
        )
        key = (kind, bearer, surname if is_person else text)
        known = names.get(key)
        names[key] = name if known is None else _joined(known, name)
    return sorted(names.values(), key=lambda name: (-name.uses, name.text, name.kind))


def _joined(a: Name, b: Name) -> Name:
    return a._replace(
        uses=a.uses + b.uses,
        documents=a.documents + b.documents,
        first=min((day for day in (a.first, b.first) if day), default=None),
        last=max((day for day in (a.last, b.last) if day), default=None),
        forms=a.forms + b.forms,
    )
