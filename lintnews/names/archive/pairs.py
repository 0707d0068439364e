"""Pairs of names in an archive that may be one, by sound, letters and counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from lintnews.language.words import band
from lintnews.names.archive.blocks import Blocks, Letters, uncrowded
from lintnews.names.archive.keys import near_keys
from lintnews.names.archive.listing import Name
from lintnews.names.archive.settings import Settings
from lintnews.names.archive.sightings import FormKind
from lintnews.names.authority import Authority
from lintnews.names.related import related_words
from lintnews.names.spelling import fold
from lintnews.names.variants import one_given_name, settled_names

_SHORTEST_ALONE = 5


class Part(StrEnum):
    """What two names differ in."""

    SURNAME = "surname"
    GIVEN = "given"
    WHOLE = "whole"


class Pair(NamedTuple):
    """Two names by number; the first is doubted and is not more frequent.

    ``split`` says that both are frequent: two ways to write a name rather than a slip.
    """

    doubted: int
    other: int
    part: Part
    split: bool


class Pairing:
    """The pairs of names of an archive that may be one, before letters are compared in order.

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

    def pairs(self) -> Iterator[Pair]:
        """The pairs, each once."""
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

    def _pairs(self, blocks: Iterable[list[int]], part: Part) -> Iterator[Pair]:
        spellings = [self._spelling(number, part) for number in range(len(self._names))]
        letters = Letters(spellings)
        seen: set[int] = set()
        for crowd in blocks:
            for block in uncrowded(crowd, spellings.__getitem__, self._settings.crowd):
                for doubted, other in self._unequal(block, letters):
                    key = doubted * len(spellings) + other
                    if key not in seen:
                        seen.add(key)
                        rare, common = self._names[doubted], self._names[other]
                        if not self._are_two(rare, common, part):
                            split = rare.uses * self._settings.times > common.uses
                            yield Pair(doubted, other, part, split)

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

    def _are_two(self, rare: Name, common: Name, part: Part) -> bool:
        """Whether it is known without looking at letters that two names are not one."""
        authority = self._authority
        if authority.distinct(rare.text, common.text):
            return True
        if authority.knows(rare.text) and not authority.styles(rare.text, common.text):
            return True
        a, b = fold(rare.surname), fold(common.surname)
        if part is Part.GIVEN:
            return rare.given != common.given and one_given_name(rare.given, common.given) is None
        if part is Part.SURNAME:
            return related_words(a, b) or authority.distinct(rare.surname, common.surname)
        if rare.kind is FormKind.THING:
            return len(rare.text.split()) != len(common.text.split())
        return related_words(a, b) or _is_common(rare)


def _is_common(name: Name) -> bool:
    return (
        len(name.text) < _SHORTEST_ALONE
        or fold(name.text) in settled_names()
        or band(name.text) > 0
    )
