"""Finds the groups of forms in an archive that look like one name, for an editor to decide."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from lintnews.names.alignment import difference
from lintnews.names.archive.comparing import Alike, alike
from lintnews.names.archive.evidence import Witness
from lintnews.names.archive.gathering import Doubted, joined, stars
from lintnews.names.archive.groups import Doubt, Form, Group, GroupKind, NamesReport, Summary
from lintnews.names.archive.listing import Name, load_names
from lintnews.names.archive.pairs import Pair, Pairing, Part
from lintnews.names.archive.settings import Settings, settings
from lintnews.names.archive.store import open_to_read, told
from lintnews.names.authority import Authority
from lintnews.names.likeness import likeness

_PLACES_SHOWN = 3
_REJECTED = 0.97
_BY_AUTHORITY = "the authority rejects it"


def report_names(
    path: Path,
    authority: Authority,
    *,
    limit: int | None = None,
    least: int | None = None,
    folder: str = "",
) -> NamesReport:
    """The groups of forms in an archive that look like one name.

    Args:
        path: the file of the archive.
        authority: says which forms are wrong and who is not who.
        limit: how many groups to give at most.
        least: how often the most frequent form of a group must stand.
        folder: places in files below this folder are given from there.

    Raises:
        ArchiveError: the archive cannot be read.
    """
    with told(path):
        connection = open_to_read(path)
        try:
            return _Reporter(connection, authority, settings(), folder).report(limit, least)
        finally:
            connection.close()


class _Reporter:
    """Makes the report of one archive."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        authority: Authority,
        settings: Settings,
        folder: str,
    ) -> None:
        self._connection = connection
        self._authority = authority
        self._settings = settings
        self._folder = f"{folder}{os.sep}" if folder else ""
        self._names = load_names(connection)
        self._witness = Witness(connection, settings)
        self._compared = 0

    def report(self, limit: int | None, least: int | None) -> NamesReport:
        settings = self._settings
        least = settings.frequent if least is None else least
        doubted = [*self._rejected(), *self._doubtful(least)]
        groups = joined(stars(sorted(doubted, key=lambda one: one.order)), self._names)
        groups.sort(key=lambda group: group[0].order)
        (articles,) = self._connection.execute("SELECT count(*) FROM document").fetchone()
        summary = Summary(
            articles=articles,
            forms=sum(len(name.forms) for name in self._names),
            uses=sum(name.uses for name in self._names),
            compared=self._compared,
            found=len(groups),
        )
        return NamesReport(
            summary=summary, groups=tuple(self._group(group) for group in groups[:limit])
        )

    def _doubtful(self, least: int) -> Iterator[Doubted]:
        """The pairs that are sure enough.

        Evidence is weighed before letters are compared one by one, which takes longer.
        """
        settings = self._settings
        for pair in Pairing(self._names, self._authority, settings, least).pairs():
            rare, common = self._names[pair.doubted], self._names[pair.other]
            evidence = self._witness.weigh(pair, rare, common)
            if evidence.worth < settings.report_from:
                continue
            self._compared += 1
            found = alike(rare, common, settings)
            if found is None:
                continue
            confidence = found.probability * evidence.worth
            if found.same_letters:
                confidence *= settings.letters_same
            if confidence >= settings.report_from:
                yield Doubted(pair, found, round(confidence, 3), evidence)

    def _rejected(self) -> Iterator[Doubted]:
        """The names that the authority rejects as they stand, whoever bears them."""
        numbers = {name.text: number for number, name in reversed([*enumerate(self._names)])}
        for number, name in enumerate(self._names):
            for rejection in self._authority.rejections(name.text):
                if rejection.whole:
                    pair = Pair(number, numbers.get(rejection.instead, number), Part.WHOLE, False)
                    probability, comparison = likeness(name.short, rejection.instead)
                    differs = difference(comparison) if comparison else ""
                    found = Alike(probability, differs, False)
                    yield Doubted(pair, found, _REJECTED, None, rejection.instead)
                    break

    def _group(self, doubted: Sequence[Doubted]) -> Group:
        instead = {one.pair.doubted: one.instead for one in doubted}
        members = {one.pair.other for one in doubted} | instead.keys()
        best = doubted[0]
        if best.instead is not None:
            kind = GroupKind.REJECTED
        else:
            kind = GroupKind.STYLE if best.pair.split else GroupKind.SLIP
        return Group(
            kind=kind,
            confidence=best.confidence,
            forms=tuple(self._form(number, instead.get(number)) for number in sorted(members)),
            doubts=tuple(self._doubt(one) for one in doubted),
        )

    def _form(self, number: int, instead: str | None) -> Form:
        name = self._names[number]
        return Form(
            text=name.text,
            kind=name.kind,
            uses=name.uses,
            articles=name.documents,
            first=name.first,
            last=name.last,
            places=tuple(self._places(name)),
            instead=instead,
        )

    def _doubt(self, one: Doubted) -> Doubt:
        rare, common = self._names[one.pair.doubted], self._names[one.pair.other]
        if one.evidence is None:
            reasons = [_BY_AUTHORITY]
        else:
            reasons = [*self._witness.in_words(one.evidence, one.pair, rare, common)]
        return Doubt(
            form=rare.text,
            other=one.instead or common.text,
            differs=one.alike.differs,
            probability=round(one.alike.probability, 3),
            confidence=one.confidence,
            evidence=tuple(reasons),
        )

    def _places(self, name: Name) -> Iterator[str]:
        """Where some of the last learned uses stand."""
        marks = ", ".join("?" * len(name.forms))
        rows = self._connection.execute(
            'SELECT path, record, line, "column" FROM use '
            "JOIN document ON document.id = use.document JOIN file ON file.id = document.file "
            f"WHERE form IN ({marks}) ORDER BY document DESC LIMIT ?",
            (*name.forms, _PLACES_SHOWN),
        )
        for path, record, line, column in rows:
            # A line of JSON Lines is in the place already.
            where = "" if not record or record.startswith("line ") else f" ({record})"
            yield f"{path.removeprefix(self._folder)}:{line}:{column}{where}"
