"""What besides the letters says that two names in an archive are one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from lintnews.names.archive.listing import Name
from lintnews.names.archive.pairs import Pair, Part
from lintnews.names.archive.settings import Settings
from lintnews.names.archive.sightings import FormKind

_SHARED_SHOWN = 3
_NAMES_KEPT = 8_000


class Surroundings(NamedTuple):
    """What stands with a name: titles, the given names of a surname, other forms by number.

    ``articles`` are the numbers of those that were looked at.
    """

    articles: frozenset[int]
    titles: frozenset[str]
    bearers: frozenset[str]
    neighbours: frozenset[int]


class Evidence(NamedTuple):
    """What speaks for two names being one, and what it is worth, between 0 and 1.

    ``same`` is the part of the names that is the same, in words, ``title`` a title that both have,
    ``together`` whether both stand in one article, ``shared`` the forms beside which both stand.
    """

    worth: float
    same: str | None
    title: str | None
    together: bool
    shared: frozenset[int]


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

    def weigh(self, pair: Pair, rare: Name, common: Name) -> Evidence:
        """The evidence for a pair; it is worth nothing if the names have different given names."""
        worth = self._settings.evidence
        ours, theirs = self._surroundings(rare.forms), self._surroundings(common.forms)
        same = _same(pair, rare, ours, theirs)
        if same is None and ours.bearers and theirs.bearers:
            return Evidence(0.0, None, None, False, frozenset())
        title = min(ours.titles & theirs.titles, default=None)
        together = not ours.articles.isdisjoint(theirs.articles)
        shared = (ours.neighbours & theirs.neighbours) - {*rare.forms, *common.forms}
        context = 1.0 if together else min(1.0, len(shared) / self._settings.context.shared)
        left = 1 - worth.context * context
        left *= 1 - worth.name if same else 1
        left *= 1 - worth.title if title else 1
        left *= 1 if pair.split else 1 - worth.times
        return Evidence(1 - left, same, title, together, shared)

    def in_words(self, evidence: Evidence, pair: Pair, rare: Name, common: Name) -> Iterator[str]:
        """The evidence as an editor reads it, a piece each."""
        if evidence.same:
            yield evidence.same
        if evidence.title:
            yield f'the same title, "{evidence.title}"'
        if evidence.together:
            yield "both stand in one article"
        elif evidence.shared:
            yield f"both stand beside {self._listed(evidence.shared)}"
        if not pair.split:
            yield f"{common.uses:,} uses against {rare.uses:,}"

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

    def _listed(self, forms: frozenset[int]) -> str:
        """Some of the shared names, those that stand beside the fewest others first."""
        marks = ", ".join("?" * len(forms))
        rows = self._connection.execute(
            f"SELECT text FROM form WHERE id IN ({marks}) ORDER BY documents, text LIMIT ?",
            (*forms, _SHARED_SHOWN),
        ).fetchall()
        more = len(forms) - len(rows)
        text = ", ".join(text for (text,) in rows)
        return f"{text} and {more} more" if more else text


def _same(pair: Pair, rare: Name, ours: Surroundings, theirs: Surroundings) -> str | None:
    """The part of the names that is the same, in words."""
    if pair.part is Part.SURNAME:
        return f'the same given name, "{rare.bearer}"'
    if pair.part is Part.GIVEN:
        return f'the same surname, "{rare.surname}"'
    if rare.kind is FormKind.ALONE and (shared := ours.bearers & theirs.bearers):
        return f'bearers with the same given name, "{min(shared).capitalize()}"'
    return None
