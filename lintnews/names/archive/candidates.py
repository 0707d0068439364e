"""Pairs of forms in an archive whose letters alone say that they are one name."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np

from lintnews.language.words import band
from lintnews.names.archive.blocks import Blocks, Letters, uncrowded
from lintnews.names.archive.keys import near_keys
from lintnews.names.archive.settings import Settings
from lintnews.names.archive.sightings import FormKind
from lintnews.names.authority import Authority
from lintnews.names.likeness import likeness
from lintnews.names.spelling import Variation, difference, fold, variation
from lintnews.names.variants import one_given_name, related_words, settled_names

_SHORTEST_ALONE = 5
_IN_WORDS = {
    Variation.JOINED: "written in one word or in two",
    Variation.HYPHEN: "the hyphen",
    Variation.APOSTROPHE: "the apostrophe",
    Variation.DIACRITICS: "the accents",
}


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


class Part(StrEnum):
    """What two names differ in."""

    SURNAME = "surname"
    GIVEN = "given"
    WHOLE = "whole"


class Candidate(NamedTuple):
    """Two names that may be one; the first is not more frequent.

    ``split`` says that both are frequent: two ways to write a name rather than a slip.
    ``same_letters`` says that they differ in accents, hyphens or apostrophes alone.
    """

    doubted: int
    other: int
    part: Part
    probability: float
    differs: str
    split: bool
    same_letters: bool


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


class Comparing:
    """The comparison of all names of an archive, as far as they can be near.

    Args:
        names: the names, the most frequent first.
        authority: says who is not who.
        settings: when names look like one.
        least: how often the more frequent of two names must stand.
    """

    def __init__(
        self, names: Sequence[Name], authority: Authority, settings: Settings, least: int
    ) -> None:
        self._names = names
        self._authority = authority
        self._settings = settings
        self._least = least
        self._uses = np.array([name.uses for name in names], dtype=np.int64)
        self.compared = 0

    def candidates(self) -> Iterator[Candidate]:
        """The pairs that look like one name, each once."""
        yield from self._pairs(self._alike_surnames(), Part.SURNAME)
        yield from self._pairs(self._alike_given_names(), Part.GIVEN)
        yield from self._pairs(self._alike_wholes(), Part.WHOLE)

    def _alike_surnames(self) -> Blocks:
        blocks = Blocks()
        for number, name in enumerate(self._names):
            if name.kind is FormKind.PERSON:
                for key in near_keys(name.surname):
                    blocks.add(f"{name.given} {key}", number)
        return blocks

    def _alike_given_names(self) -> Blocks:
        blocks = Blocks()
        for number, name in enumerate(self._names):
            if name.kind is FormKind.PERSON:
                for key in near_keys(name.given):
                    blocks.add(f"{key} {fold(name.surname)}", number)
        return blocks

    def _alike_wholes(self) -> Blocks:
        blocks = Blocks()
        for number, name in enumerate(self._names):
            if name.kind is not FormKind.PERSON:
                for key in near_keys(name.text):
                    blocks.add(f"{name.kind} {key}", number)
        return blocks

    def _spelling(self, number: int, part: Part) -> str:
        name = self._names[number]
        if part is Part.WHOLE:
            return fold(name.text)
        return fold(name.surname) if part is Part.SURNAME else name.given

    def _pairs(self, blocks: Iterable[list[int]], part: Part) -> Iterator[Candidate]:
        spellings = [self._spelling(number, part) for number in range(len(self._names))]
        letters = Letters(spellings)
        seen: set[int] = set()
        for crowd in blocks:
            for block in uncrowded(crowd, spellings.__getitem__, self._settings.crowd):
                for doubted, other in self._unequal(block, letters):
                    pair = doubted * len(spellings) + other
                    if pair not in seen:
                        seen.add(pair)
                        candidate = self._candidate(doubted, other, part)
                        if candidate is not None:
                            yield candidate

    def _unequal(self, block: Sequence[int], letters: Letters) -> Iterator[tuple[int, int]]:
        """The pairs of a block, rarer name first, whose counts say slip or style."""
        settings = self._settings
        numbers = np.array(block)
        counts = self._uses[numbers]
        for place, (other, uses) in enumerate(zip(block, counts.tolist(), strict=True), 1):
            if uses < self._least:
                return
            rest, rarer = numbers[place:], counts[place:]
            wanted = (uses >= settings.times * rarer) | (rarer >= settings.frequent)
            wanted &= letters.near(other, rest, settings.letters_apart)
            for doubted in rest[wanted].tolist():
                yield doubted, other

    def _candidate(self, doubted: int, other: int, part: Part) -> Candidate | None:
        rare, common = self._names[doubted], self._names[other]
        a, b = self._spelling(doubted, part), self._spelling(other, part)
        if self._are_two(rare, common, part):
            return None
        self.compared += 1
        alike = likeness(rare.short, common.short)
        things = rare.kind is FormKind.THING
        least = self._settings.same_thing if things else self._settings.same
        if alike.probability < least or alike.comparison is None:
            return None
        differs = difference(alike.comparison)
        if a == b:
            kind = variation(rare.short, common.short)
            if kind not in _IN_WORDS:
                return None
            differs = _IN_WORDS[kind]
        split = rare.uses * self._settings.times > common.uses
        return Candidate(doubted, other, part, alike.probability, differs, split, a == b)

    def _are_two(self, rare: Name, common: Name, part: Part) -> bool:
        """Whether it is known without looking at letters that two names are not one."""
        authority = self._authority
        if authority.distinct(rare.text, common.text):
            return True
        if authority.knows(rare.text) and not authority.styles(rare.text, common.text):
            return True
        a, b = fold(rare.surname), fold(common.surname)
        if part is Part.GIVEN:
            return rare.given != common.given and not one_given_name(rare.given, common.given)
        if part is Part.SURNAME:
            return related_words(a, b) or authority.distinct(rare.surname, common.surname)
        if rare.kind is FormKind.THING:
            return len(rare.text.split()) != len(common.text.split())
        return related_words(a, b) or (_is_common(rare) and _is_common(common))

    @cached_property
    def by_text(self) -> dict[str, int]:
        """The most frequent name of each text."""
        return {name.text: number for number, name in reversed(list(enumerate(self._names)))}


def _is_common(name: Name) -> bool:
    return (
        len(name.text) < _SHORTEST_ALONE
        or fold(name.text) in settled_names()
        or band(name.text) > 0
    )
