"""Groups of forms in an archive that look like one name, for an editor to decide."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import msgspec

from lintnews.names.archive.candidates import Candidate, Comparing, Name, Part, load_names
from lintnews.names.archive.evidence import Weighed, Witness
from lintnews.names.archive.settings import Settings, settings
from lintnews.names.archive.sightings import FormKind
from lintnews.names.archive.store import open_to_read, told
from lintnews.names.authority import Authority
from lintnews.names.likeness import likeness
from lintnews.names.spelling import difference, fold

_PLACES_SHOWN = 3
_REJECTED = 0.97


class GroupKind(StrEnum):
    """Why forms stand in one group.

    A form is rejected by the authority, is rare beside a near one, or is one of two frequent ones.
    """

    REJECTED = "rejected"
    SLIP = "slip"
    STYLE = "style"


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form, how often it stands in how many articles, and where for example.

    ``instead`` is what the authority wants in its place, if it rejects the form.
    """

    text: str
    kind: FormKind
    uses: int
    articles: int
    first: date | None
    last: date | None
    places: tuple[str, ...]
    instead: str | None


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """A form, the one that it may be another spelling of, and what speaks for it."""

    form: str
    other: str
    differs: str
    probability: float
    confidence: float
    evidence: tuple[str, ...]


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Forms that look like one name, the most frequent first."""

    kind: GroupKind
    confidence: float
    forms: tuple[Form, ...]
    doubts: tuple[Doubt, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive holds and what was looked at.

    ``found`` counts all groups, also those that a limit leaves out.
    """

    articles: int
    forms: int
    uses: int
    compared: int
    found: int


class NamesReport(msgspec.Struct, frozen=True, kw_only=True):
    """The groups of an archive, the surest first."""

    summary: Summary
    groups: tuple[Group, ...]


class _Pair(NamedTuple):
    """Two names by number, how sure it is that they are one, and what the authority wants."""

    candidate: Candidate
    weighed: Weighed
    instead: str | None

    @property
    def order(self) -> tuple[float, int, int]:
        return (-self.weighed.confidence, self.candidate.other, self.candidate.doubted)


def report_names(
    path: Path, authority: Authority, *, limit: int | None = None, least: int | None = None
) -> NamesReport:
    """The groups of forms in an archive that look like one name.

    Args:
        path: the file of the archive.
        authority: says which forms are wrong and who is not who.
        limit: how many groups to give at most.
        least: how often the most frequent form of a group must stand.

    Raises:
        ArchiveError: the archive cannot be read.
    """
    with told(path):
        connection = open_to_read(path)
        try:
            return _Reporter(connection, authority, settings()).report(limit, least)
        finally:
            connection.close()


class _Reporter:
    """Makes the report of one archive."""

    def __init__(
        self, connection: sqlite3.Connection, authority: Authority, settings: Settings
    ) -> None:
        self._connection = connection
        self._authority = authority
        self._settings = settings
        self._names = load_names(connection)

    def report(self, limit: int | None, least: int | None) -> NamesReport:
        settings = self._settings
        least = settings.frequent if least is None else least
        comparing = Comparing(self._names, self._authority, settings, least)
        pairs = sorted(self._pairs(comparing), key=lambda pair: pair.order)
        groups = sorted(_joined(_stars(pairs), self._names), key=lambda group: group[0].order)
        (articles,) = self._connection.execute("SELECT count(*) FROM document").fetchone()
        summary = Summary(
            articles=articles,
            forms=sum(len(name.forms) for name in self._names),
            uses=sum(name.uses for name in self._names),
            compared=comparing.compared,
            found=len(groups),
        )
        return NamesReport(
            summary=summary, groups=tuple(self._group(group) for group in groups[:limit])
        )

    def _pairs(self, comparing: Comparing) -> Iterator[_Pair]:
        """The pairs that are sure enough, and those of which the authority rejects a form."""
        rejected = dict(self._rejected(comparing))
        yield from rejected.values()
        witness = Witness(self._connection, self._settings)
        for candidate in comparing.candidates():
            if candidate.doubted in rejected:
                continue
            names = self._names[candidate.doubted], self._names[candidate.other]
            weighed = witness.weigh(candidate, *names)
            if weighed is not None and weighed.confidence >= self._settings.report_from:
                yield _Pair(candidate, weighed, None)

    def _rejected(self, comparing: Comparing) -> Iterator[tuple[int, _Pair]]:
        """The names that the authority rejects as they stand, whoever bears them."""
        for number, name in enumerate(self._names):
            for rejection in self._authority.rejections(name.text):
                if not rejection.whole:
                    continue
                other = comparing.by_text.get(rejection.instead, number)
                alike = likeness(name.short, rejection.instead)
                differs = difference(alike.comparison) if alike.comparison else ""
                candidate = Candidate(
                    number, other, Part.WHOLE, alike.probability, differs, False, False
                )
                weighed = Weighed(_REJECTED, ("the authority rejects it",))
                yield number, _Pair(candidate, weighed, rejection.instead)
                break

    def _group(self, pairs: Sequence[_Pair]) -> Group:
        instead = {pair.candidate.doubted: pair.instead for pair in pairs}
        members = {pair.candidate.other for pair in pairs} | instead.keys()
        best = pairs[0]
        if best.instead is not None:
            kind = GroupKind.REJECTED
        else:
            kind = GroupKind.STYLE if best.candidate.split else GroupKind.SLIP
        return Group(
            kind=kind,
            confidence=best.weighed.confidence,
            forms=tuple(self._form(number, instead.get(number)) for number in sorted(members)),
            doubts=tuple(self._doubt(pair) for pair in pairs),
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

    def _doubt(self, pair: _Pair) -> Doubt:
        candidate = pair.candidate
        return Doubt(
            form=self._names[candidate.doubted].text,
            other=pair.instead or self._names[candidate.other].text,
            differs=candidate.differs,
            probability=round(candidate.probability, 3),
            confidence=pair.weighed.confidence,
            evidence=pair.weighed.evidence,
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
            yield f"{path}:{line}:{column}{where}"


def _stars(pairs: Iterable[_Pair]) -> list[list[_Pair]]:
    """Pairs in groups: around a name, those that are doubted beside it.

    A chain of small differences leads from any name to any other; so a name joins another only if
    the two were compared. Each name is doubted once, beside the name that it is surest to be.
    """
    stars: dict[int, list[_Pair]] = defaultdict(list)
    doubted: set[int] = set()
    for pair in pairs:
        if pair.candidate.doubted not in doubted:
            doubted.add(pair.candidate.doubted)
            stars[pair.candidate.other].append(pair)
    return list(stars.values())


def _joined(groups: Iterable[list[_Pair]], names: Sequence[Name]) -> list[list[_Pair]]:
    """The groups; that of a surname alone is joined with that of the one person who bears it."""
    groups = list(groups)
    people: dict[frozenset[str], list[list[_Pair]]] = defaultdict(list)
    for group in groups:
        for key in {
            _surnames(pair, names) for pair in group if pair.candidate.part is Part.SURNAME
        }:
            people[key].append(group)
    joined = []
    for group in groups:
        first = group[0]
        alone = names[first.candidate.doubted].kind is FormKind.ALONE
        bearers = people.get(_surnames(first, names), []) if alone else []
        if len(bearers) == 1:
            bearers[0].extend(group)
        else:
            joined.append(group)
    return [sorted(group, key=lambda pair: pair.order) for group in joined]


def _surnames(pair: _Pair, names: Sequence[Name]) -> frozenset[str]:
    numbers = (pair.candidate.doubted, pair.candidate.other)
    return frozenset(fold(names[number].surname) for number in numbers)
