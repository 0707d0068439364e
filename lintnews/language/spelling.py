"""Words with two spellings: the families of words in a word file, and a text's use of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache, partial
from typing import NamedTuple

import msgspec

from lintnews.language.own_text import is_own_text
from lintnews.language.text import Text
from lintnews.language.tokens import ADDRESS_SIGNS
from lintnews.resources import word_data


class Standard(StrEnum):
    """A standard of English spelling; of a doublet, one of its two forms."""

    BRITISH = "British"
    AMERICAN = "American"

    @property
    def other(self) -> Standard:
        """The other one of the two."""
        return Standard.AMERICAN if self is Standard.BRITISH else Standard.BRITISH


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that differ in one stretch: a stem, one of two middles, and an ending.

    ``british`` and ``american`` are the two middles. ``also`` names the standards in which the
    form of the other is right too, so that it does not stand out there. ``after_number`` says
    that a form counts only as a unit ("50 meters", but not "a gas meter"). ``apart`` says that
    a text may rightly hold both forms, because they are two words as well; ``apart_beside`` lists
    words, in lower case, in whose presence that is so ("computer": a program beside programmes).
    """

    name: str
    british: str
    american: str
    stems: tuple[str, ...]
    endings: tuple[str, ...] = ("",)
    also: frozenset[Standard] = frozenset()
    after_number: bool = False
    apart: bool = False
    apart_beside: frozenset[str] = frozenset()

    def stands_out(self, standard: Standard) -> bool:
        """Whether its form of one standard is foreign to text of the other."""
        return standard.other not in self.also


class Spelling(NamedTuple):
    """What a form is: the word that it spells, named by its British stem, and in which way.

    ``other`` is the same form of the word in the other spelling.
    """

    word: str
    standard: Standard
    family: Family
    other: str


class Word(NamedTuple):
    """A word of a text, with its places by the standard of their spelling, in order."""

    family: Family
    sites: dict[Standard, list[tuple[int, int]]]

    @property
    def is_mixed(self) -> bool:
        """Whether the text spells it in both ways."""
        return len(self.sites) > 1


@cache
def spellings(file: str) -> Mapping[str, Spelling]:
    """Every form in ``rules/words/<file>.yml`` with what it is, by the form in lower case.

    Raises:
        ValueError: a form spells two words, or an entry is no family of words.
    """
    forms: dict[str, Spelling] = {}
    for name, data in word_data(file).items():
        fields = data if isinstance(data, dict) else {}
        try:
            family = msgspec.convert({**fields, "name": name}, Family)
        except msgspec.ValidationError as error:
            raise ValueError(f"rules/words/{file}.yml: {name}: {error}") from error
        for stem in family.stems:
            word = f"{stem}{family.british}"
            middles = {Standard.BRITISH: family.british, Standard.AMERICAN: family.american}
            for standard, middle in middles.items():
                for ending in family.endings:
                    form = f"{stem}{middle}{ending}"
                    other = f"{stem}{middles[standard.other]}{ending}"
                    spelling = Spelling(word, standard, family, other)
                    if forms.setdefault(form, spelling) != spelling:
                        raise ValueError(f"rules/words/{file}.yml: {form} spells two words")
    return forms


def read_words(text: Text, file: str) -> dict[str, Word]:
    """The words of a word file in what the desk itself wrote; proper names do not count."""
    return text.once(_reader(file))


@cache
def _reader(file: str) -> Callable[[Text], dict[str, Word]]:
    return partial(_read, spellings(file))


_WORD = re.compile(r"[^\W\d_]{2,24}")
_NUMBER_BEFORE = re.compile(
    r"(?:\d|\b(?:ten|hundred|thousand|million|few|several|square|cubic))[ \u00a0-]\Z"
)
_LONGEST_BEFORE = 12


def _read(known: Mapping[str, Spelling], text: Text) -> dict[str, Word]:
    words: dict[str, Word] = {}
    for match in _WORD.finditer(text.prose):
        spelling = known.get(match[0].lower())
        if spelling is not None and _counts(text, spelling.family, *match.span()):
            word = words.setdefault(spelling.word, Word(spelling.family, {}))
            word.sites.setdefault(spelling.standard, []).append(match.span())
    return words


def _counts(text: Text, family: Family, start: int, end: int) -> bool:
    prose = text.prose
    if family.after_number:
        before = prose[max(0, start - _LONGEST_BEFORE) : start]
        if not _NUMBER_BEFORE.search(before):
            return False
    if not prose[start:end].islower() and not _opens_sentence(text, start, end):
        return False
    return not _in_address(prose, start, end) and is_own_text(text, start)


def _in_address(prose: str, start: int, end: int) -> bool:
    before, after = prose[max(0, start - 1) : start], prose[end : end + 1]
    if before in ADDRESS_SIGNS or after in ADDRESS_SIGNS:
        return True
    return after == "." and prose[end + 1 : end + 2].isalnum()


def _opens_sentence(text: Text, start: int, end: int) -> bool:
    """Whether a capital is owed to the start of a sentence, not to a name or a title."""
    prose = text.prose
    sentence = text.sentence_at(start)
    if sentence is None or sentence.start != start or not prose[start + 1 : end].islower():
        return False
    after = _WORD.search(prose, end, sentence.end)
    return after is not None and after[0].islower()
