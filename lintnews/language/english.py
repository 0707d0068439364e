"""Which English a text is in: American, British, Indian and so on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from lintnews.language.spelling import Family, Standard, read_words
from lintnews.language.text import Text
from lintnews.resources import word_data

WORDS = "spelling-varieties"
"""The file under rules/words/ with the families of words by which varieties differ."""

# So many different words or marks show a variety; one may come from a name or a source.
_FEWEST = 2
# So many show one that spells some words as the British do and some as the Americans do.
_FEWEST_OF_BOTH = 4
# One word in five may be spelled otherwise.
_AGREEING_TO_ONE = 4


class Variety(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A national variety of English.

    ``code`` is its BCP 47 tag, ``title`` its English name. It spells as its ``standard`` does, but
    for the families of words named in ``american``, and in ``either``, of which both forms are
    right. ``marks`` are words, in lower case, that hardly stand in a text of another variety.
    ``languagetool`` is the tag by which LanguageTool knows it.
    """

    code: str
    title: str
    standard: Standard
    american: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    languagetool: str

    def follows(self, family: Family) -> Standard | None:
        """The standard by which it spells the words of a family, None if it is either."""
        if family.name in self.either:
            return None
        return Standard.AMERICAN if family.name in self.american else self.standard

    def expects(self, family: Family) -> Standard | None:
        """The same, None also if the other form of the words would be right, too."""
        standard = self.follows(family)
        return standard if standard and family.stands_out(standard.other) else None


class Reading(NamedTuple):
    """The variety of a text, None if nothing shows it.

    ``chosen`` says that it was not read from the text but set. ``evidence`` are the words that show
    it, in lower case, in alphabetical order.
    """

    variety: Variety | None
    chosen: bool
    evidence: tuple[str, ...] = ()


@cache
def varieties() -> Mapping[str, Variety]:
    """The varieties in ``rules/words/english.yml`` by their codes.

    Raises:
        ValueError: an entry is no variety.
    """
    known = {}
    for code, data in word_data("english").items():
        fields = {"languagetool": code, **data, "code": code} if isinstance(data, dict) else {}
        try:
            known[code] = msgspec.convert(fields, Variety)
        except msgspec.ValidationError as error:
            raise ValueError(f"rules/words/english.yml: {code}: {error}") from error
    return known


def chosen_variety(text: Text) -> str | None:
    """The code of the variety in which a text is to be: none, unless the text is given one."""
    return None


def variety_chosen_for(text: Text) -> Variety | None:
    """The variety in which a text is to be, None if none was chosen; its words are not read."""
    code = text.once(chosen_variety)
    return None if code is None else varieties()[code]


def read_variety(text: Text) -> Reading:
    """The variety that was chosen for a text, or else the one that its words show."""
    chosen = variety_chosen_for(text)
    if chosen is not None:
        return Reading(chosen, chosen=True)
    best = _best([_Evidence(text, variety) for variety in varieties().values()])
    if best is None:
        return Reading(None, chosen=False)
    return Reading(best.variety, chosen=False, evidence=best.words)


def _best(shown: Sequence[_Evidence]) -> _Evidence | None:
    """The variety that is shown: by marks, by spelling, or by spelling words as no other does."""
    marked = [one for one in shown if one.weight >= _FEWEST and one.is_kept]
    if marked:
        return max(marked, key=lambda one: one.weight)
    plain = [one for one in shown if not one.variety.marks]
    for one in plain:
        if len(one.agreeing) >= _FEWEST and one.is_kept:
            return one
    if all(one.against >= _FEWEST for one in plain):
        for one in shown:
            if one.against == 0 and len(one.agreeing) >= _FEWEST_OF_BOTH:
                return one
    return None


class _Evidence:
    """What a text shows for a variety, and against it.

    Attributes:
        variety: the variety.
        marks: the words that hardly stand in another variety.
        agreeing: the words that the text spells as it does, and not all others do.
        against: how many words of the text would be wrong in it.
    """

    def __init__(self, text: Text, variety: Variety) -> None:
        self.variety = variety
        self.marks = variety.marks & text.once(_norms)
        self.agreeing: set[str] = set()
        self.against = 0
        for word in read_words(text, WORDS).values():
            standard = variety.follows(word.family)
            if standard is None or word.is_mixed:
                continue
            if standard not in word.sites:
                self.against += variety.expects(word.family) is not None
            elif word.family.stands_out(standard):
                start, end = word.sites[standard][0]
                self.agreeing.add(text.prose[start:end].lower())

    @property
    def weight(self) -> int:
        """How many marks there are; a singular and its plural are one."""
        return len({mark.removesuffix("s") for mark in self.marks})

    @property
    def is_kept(self) -> bool:
        """Whether the text keeps to its spelling."""
        return self.against * _AGREEING_TO_ONE <= len(self.agreeing)

    @property
    def words(self) -> tuple[str, ...]:
        """All words that show it."""
        return tuple(sorted(self.marks | self.agreeing))


def _norms(text: Text) -> frozenset[str]:
    return frozenset(token.norm for sentence in text.sentences for token in sentence.tokens)
