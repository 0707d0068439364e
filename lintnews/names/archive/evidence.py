"""What besides the letters says that two names in an archive are one."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from typing import NamedTuple

from lintnews.names.archive.candidates import Candidate, Name, Part
from lintnews.names.archive.settings import Settings
from lintnews.names.archive.sightings import FormKind

_SHARED_SHOWN = 3
_NAMES_KEPT = 20_000


class Surroundings(NamedTuple):
    """What stands with a name: titles, the given names of a surname, other forms by number.

    ``articles`` are the numbers of those that were looked at.
    """

    articles: frozenset[int]
    titles: frozenset[str]
    bearers: frozenset[str]
    neighbours: frozenset[int]


class Weighed(NamedTuple):
    """How sure it is that two names are one, and what speaks for it, in words."""

    confidence: float
    evidence: tuple[str, ...]


class Witness:
    """Looks evidence up in an archive."""

    def __init__(self, connection: sqlite3.Connection, settings: Settings) -> None:
        self._connection = connection
        self._settings = settings
        (articles,) = connection.execute("SELECT count(*) FROM document").fetchone()
        context = settings.context
        often = max(context.rare, int(context.everywhere * articles))
        rows = connection.execute("SELECT id FROM form WHERE documents > ?", (often,))
        self._everywhere = frozenset(number for (number,) in rows)
        self._surroundings = lru_cache(maxsize=_NAMES_KEPT)(self._looked_up)

    def weigh(self, candidate: Candidate, rare: Name, common: Name) -> Weighed | None:
        """The evidence for a candidate; None if they have different given names."""
        worth = self._settings.evidence
        ours, theirs = self._surroundings(rare.forms), self._surroundings(common.forms)
        evidence: list[str] = []
        left = 1.0
        if named := _named(candidate, rare, ours, theirs):
            evidence.append(named)
            left *= 1 - worth.name
        elif ours.bearers and theirs.bearers:
            return None
        if titles := sorted(ours.titles & theirs.titles):
            evidence.append(f'the same title, "{titles[0]}"')
            left *= 1 - worth.title
        shared = (ours.neighbours & theirs.neighbours) - {*rare.forms, *common.forms}
        if ours.articles & theirs.articles:
            evidence.append("both stand in one article")
            left *= 1 - worth.context
        elif shared:
            evidence.append(f"both stand beside {self._in_words(shared)}")
            left *= 1 - worth.context * min(1.0, len(shared) / self._settings.context.shared)
        if not candidate.split:
            evidence.append(f"{common.uses:,} uses against {rare.uses:,}")
            left *= 1 - worth.times
        confidence = candidate.probability * (1 - left)
        if candidate.same_letters:
            confidence *= self._settings.letters_same
        return Weighed(round(confidence, 3), tuple(evidence))

    def _looked_up(self, forms: tuple[int, ...]) -> Surroundings:
        settings = self._settings.context
        documents, titles, bearers = set(), set(), set()
        for form in forms:
            for document, title, given in self._connection.execute(
                "SELECT document, title, given FROM use WHERE form = ? "
                "ORDER BY document DESC LIMIT ?",
                (form, settings.articles),
            ):
                documents.add(document)
                titles.add(title)
                bearers.add(given)
        latest = sorted(documents)[-settings.articles :]
        marks = ", ".join("?" * len(latest))
        rows = self._connection.execute(
            f"SELECT form FROM use WHERE document IN ({marks}) "
            "GROUP BY form ORDER BY count(*) DESC, form LIMIT ?",
            (*latest, settings.neighbours),
        )
        neighbours = frozenset(number for (number,) in rows) - self._everywhere
        return Surroundings(
            frozenset(latest), frozenset(titles) - {""}, frozenset(bearers) - {""}, neighbours
        )

    def _in_words(self, forms: frozenset[int]) -> str:
        """Some of the shared names, those that stand beside the fewest others first."""
        marks = ", ".join("?" * len(forms))
        rows = self._connection.execute(
            f"SELECT text FROM form WHERE id IN ({marks}) ORDER BY documents, text LIMIT ?",
            (*forms, _SHARED_SHOWN),
        ).fetchall()
        more = len(forms) - len(rows)
        text = ", ".join(text for (text,) in rows)
        return f"{text} and {more} more" if more else text


def _named(
    candidate: Candidate, rare: Name, ours: Surroundings, theirs: Surroundings
) -> str | None:
    """The part of the name that is the same."""
    if candidate.part is Part.SURNAME:
        return f'the same given name, "{rare.bearer}"'
    if candidate.part is Part.GIVEN:
        return f'the same surname, "{rare.surname}"'
    if rare.kind is FormKind.ALONE and (shared := sorted(ours.bearers & theirs.bearers)):
        return f'bearers with the same given name, "{shared[0].capitalize()}"'
    return None
