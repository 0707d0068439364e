"""Who is who in a text: a full mention introduces somebody, later surnames join it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from lintnews.language.text import Text
from lintnews.names.mentions import Mention, Word, read_mentions
from lintnews.names.spelling import fold
from lintnews.resources import word_lists


class Spot(NamedTuple):
    """A surname, or a name of one word, at one place; ``firm`` as in ``Mention``."""

    text: str
    start: int
    end: int
    firm: bool


class Introduction:
    """Somebody who is named in full, as the first full mention has it, with all such mentions."""

    def __init__(self, mention: Mention) -> None:
        self.given = mention.words[0].text
        self.full = " ".join(word.text for word in mention.words)
        self.mentions = [mention]
        self.titles = set(mention.titles)


class Surname:
    """One spelling of a surname (or of another name that stands alone) with all its places."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.spots: list[Spot] = []
        self.introduced: dict[str, Introduction] = {}
        self.titles: set[str] = set()

    @property
    def shown(self) -> str:
        """The spelling as it first stands in the text."""
        return self.spots[0].text

    @property
    def firm(self) -> bool:
        """Whether at some place the capital letter shows a name."""
        return any(spot.firm for spot in self.spots)


class Cast(NamedTuple):
    """The surnames of a text by folded spelling, all mentions, and the text's lower-case words."""

    surnames: dict[str, Surname]
    mentions: tuple[Mention, ...]
    lower: frozenset[str]


@cache
def _prefixes() -> frozenset[str]:
    return word_lists("names")["prefixes"]


def core(word: Word) -> Word:
    """A surname without an article before its hyphen: "Sisi" of "el-Sisi"."""
    head, hyphen, rest = word.text.partition("-")
    if hyphen and len(rest) > 2 and head.lower() in _prefixes():
        return Word(rest, word.start + len(head) + 1, word.end)
    return word


def read_cast(text: Text) -> Cast:
    """The people of a text and the names that stand alone in it."""
    names, lower = text.once(read_mentions)
    full = [mention for mention in names if len(mention.words) > 1 and not mention.thing]
    surnames: dict[str, Surname] = {}
    inner: set[str] = set()
    for mention in full:
        _introduce(surnames, mention)
        inner.update(fold(word.text) for word in mention.words[:-1])
    for mention in names:
        if len(mention.words) == 1 and not mention.thing:
            _join(surnames, mention, inner)
    for surname in surnames.values():
        surname.spots.sort(key=lambda spot: spot.start)
    return Cast(surnames, names, lower)


def _introduce(surnames: dict[str, Surname], mention: Mention) -> None:
    word = core(mention.words[-1])
    key = fold(word.text)
    surname = surnames.setdefault(key, Surname(key))
    surname.spots.append(Spot(word.text, word.start, word.end, True))
    given = fold(mention.words[0].text)
    known = surname.introduced.get(given)
    if known is None:
        surname.introduced[given] = Introduction(mention)
    else:
        known.mentions.append(mention)
        known.titles.update(mention.titles)


def _join(surnames: dict[str, Surname], mention: Mention, inner: set[str]) -> None:
    word = core(mention.words[0])
    key = fold(word.text)
    if key in inner and key not in surnames:
        return
    surname = surnames.setdefault(key, Surname(key))
    surname.spots.append(Spot(word.text, word.start, word.end, mention.firm))
    surname.titles.update(mention.titles)


def shared_given(first: Surname, second: Surname) -> bool:
    """Whether two surnames go with one given name, or with a given name and its initial."""
    a, b = first.introduced.keys(), second.introduced.keys()
    if not a.isdisjoint(b):
        return True
    return any(
        not {name for name in ours if len(name) == 1}.isdisjoint({name[:1] for name in theirs})
        for ours, theirs in ((a, b), (b, a))
    )
