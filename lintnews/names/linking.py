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

    def __init__(self, mention: Mention, full: str) -> None:
        self.given = mention.words[0].text
        self.full = full
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


def as_written(mention: Mention, prose: str) -> str:
    """All of a name as it is written, particles too, on one line."""
    return " ".join(prose[mention.start : mention.end].split())


def read_cast(text: Text) -> Cast:
    """The people of a text and the names that stand alone in it."""
    names, headings, lower = text.once(read_mentions)
    full = [mention for mention in names if len(mention.words) > 1 and not mention.thing]
    surnames: dict[str, Surname] = {}
    inner: set[str] = set()
    for mention in full:
        _introduce(surnames, mention, mention.words[-1], text.prose)
        inner.update(fold(word.text) for word in mention.words[:-1])
    alone = [mention for mention in names if len(mention.words) == 1 and not mention.thing]
    _introduce_first_surnames(surnames, full, alone, text.prose)
    for mention in alone:
        _join(surnames, mention, inner)
    known = frozenset(surnames)
    for mention in headings:
        if fold(core(mention.words[0]).text) not in known:
            _join(surnames, mention, inner)
    for surname in surnames.values():
        surname.spots.sort(key=lambda spot: spot.start)
    return Cast(surnames, names, lower)


def _introduce_first_surnames(
    surnames: dict[str, Surname], full: list[Mention], alone: list[Mention], prose: str
) -> None:
    """Introduce people by the name before their last one too, where the text calls them so.

    "García" for Gabriel García Pérez: of two surnames the first is the usual one in Spanish, and in
    Portuguese either may be.
    """
    called = {fold(mention.words[0].text) for mention in alone if mention.firm} - surnames.keys()
    for mention in full:
        if len(mention.words) > 2 and fold(mention.words[-2].text) in called:
            _introduce(surnames, mention, mention.words[-2], prose)


def _introduce(surnames: dict[str, Surname], mention: Mention, name: Word, prose: str) -> None:
    word = core(name)
    key = fold(word.text)
    surname = surnames.setdefault(key, Surname(key))
    surname.spots.append(Spot(word.text, word.start, word.end, True))
    given = fold(mention.words[0].text)
    known = surname.introduced.get(given)
    if known is None:
        surname.introduced[given] = Introduction(mention, as_written(mention, prose))
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
    """Whether two surnames go with one given name, or with a given name and its initial.

    Two surnames in one full name do not.
    """
    if not _full_mentions(first).isdisjoint(_full_mentions(second)):
        return False
    a, b = first.introduced.keys(), second.introduced.keys()
    if not a.isdisjoint(b):
        return True
    return any(
        not {name for name in ours if len(name) == 1}.isdisjoint({name[:1] for name in theirs})
        for ours, theirs in ((a, b), (b, a))
    )


def _full_mentions(surname: Surname) -> set[Mention]:
    return {mention for person in surname.introduced.values() for mention in person.mentions}
