"""Spellings of ordinary words: British and American, -ise and -ize, "toward" and "towards"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from lintnews.checks.consistency.forms import VALUES, Form, Site, is_own_text, mixed_hit
from lintnews.language.text import Text
from lintnews.model import Hit
from lintnews.resources import word_data
from lintnews.rulebook.registry import Params, check


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that differ in one stretch: a stem, one of two middles, and an ending.

    ``british`` and ``american`` are the two middles. ``also`` names the varieties in whose text
    the form of the other is right too, so that it does not stand out there. ``after_number`` says
    that a form counts only as a unit ("50 meters", but not "a gas meter"). ``apart`` says that
    some text may rightly hold both forms, because they are two words as well.
    """

    british: str
    american: str
    stems: tuple[str, ...]
    endings: tuple[str, ...] = ("",)
    also: frozenset[str] = frozenset()
    after_number: bool = False
    apart: bool = False

    def stands_out(self, way: int) -> bool:
        """Whether its British form (0) is foreign to American text, or the American (1) to British."""
        return ("american", "british")[way] not in self.also


class Spelling(NamedTuple):
    """What a form is: the word it spells, and in which way."""

    word: str
    way: int
    family: Family


BRITISH, AMERICAN = 0, 1
_VARIETIES = ("British", "American")
_WORD = re.compile(r"[^\W\d_]{2,24}")
_NUMBER_BEFORE = re.compile(
    r"(?:\d|\b(?:ten|hundred|thousand|million|few|several|square|cubic))[ \u00a0-]\Z"
)
_ADDRESS = frozenset("/@\\_=#&<>~|")


@cache
def spellings(file: str) -> dict[str, Spelling]:
    """Every form of a word file with the word it spells, by the form in lower case.

    Raises:
        ValueError: a form spells two words, or the file is no list of families.
    """
    forms: dict[str, Spelling] = {}
    for name, data in word_data(file).items():
        try:
            family = msgspec.convert(data, Family)
        except msgspec.ValidationError as error:
            raise ValueError(f"rules/words/{file}.yml: {name}: {error}") from error
        for stem in family.stems:
            for way, middle in enumerate((family.british, family.american)):
                spelling = Spelling(f"{stem}{family.british}", way, family)
                for ending in family.endings:
                    form = f"{stem}{middle}{ending}"
                    if forms.setdefault(form, spelling) != spelling:
                        raise ValueError(f"rules/words/{file}.yml: {form} stands in it twice")
    return forms


class Word(NamedTuple):
    """A word of a text with the places of its British spelling and of its American one."""

    family: Family
    ways: tuple[list[Site], list[Site]]


def _read(text: Text, file: str) -> dict[str, Word]:
    """The words of a word file in what the desk itself wrote, proper names left out."""
    known = spellings(file)
    prose = text.prose
    words: dict[str, Word] = {}
    for match in _WORD.finditer(prose):
        form = match[0]
        spelling = known.get(form.lower())
        if spelling is None or not _counts(text, spelling, *match.span()):
            continue
        word = words.setdefault(spelling.word, Word(spelling.family, ([], [])))
        word.ways[spelling.way].append(match.span())
    return words


def _counts(text: Text, spelling: Spelling, start: int, end: int) -> bool:
    prose = text.prose
    if spelling.family.after_number and not _NUMBER_BEFORE.search(
        prose[max(0, start - 12) : start]
    ):
        return False
    if not prose[start:end].islower() and not _opens_sentence(text, start, end):
        return False
    return not _in_address(prose, start, end) and is_own_text(text, start)


def _in_address(prose: str, start: int, end: int) -> bool:
    before, after, next_after = (
        prose[max(0, start - 1) : start],
        prose[end : end + 1],
        prose[end + 1 : end + 2],
    )
    return before in _ADDRESS or after in _ADDRESS or (after == "." and next_after.isalnum())


def _opens_sentence(text: Text, start: int, end: int) -> bool:
    """Whether a capital is owed to the start of a sentence, not to a name or a title."""
    sentence = text.sentence_at(start)
    after = _WORD.search(text.prose, end, end + 30)
    return (
        sentence is not None
        and sentence.start == start
        and text.prose[start + 1 : end].islower()
        and after is not None
        and after[0].islower()
    )


class SpellingParams(Params, frozen=True):
    """``words``: the file under rules/words/ that holds the families of words."""

    words: str


@check("spellings_mixed", SpellingParams, values=VALUES)
def spellings_mixed(text: Text, params: SpellingParams) -> Iterator[Hit]:
    """One word spelled in two ways; the other words of the text may say which is its own."""
    words = _read(text, params.words)
    for word in words.values():
        if not all(word.ways) or word.family.apart:
            continue
        forms = [_form(text, sites) for sites in word.ways]
        home = _home(words)
        if home is not None and word.family.stands_out(1 - home):
            reason = f"the other words of the text are in {_VARIETIES[home]} spelling"
            yield mixed_hit(forms, doubted=forms[1 - home], reason=reason)
        else:
            yield mixed_hit(forms)


def _form(text: Text, sites: Sequence[Site]) -> Form:
    return Form(text.prose[slice(*sites[0])].lower(), tuple(sites))


_FEWEST_WORDS = 2


def _home(words: Mapping[str, Word]) -> int | None:
    """The variety that the words of a text with one spelling agree on."""
    single = [word for word in words.values() if not all(word.ways)]
    british, american = (_outstanding(single, way) for way in (BRITISH, AMERICAN))
    if len(british) >= _FEWEST_WORDS and not american:
        return BRITISH
    return AMERICAN if len(american) >= _FEWEST_WORDS and not british else None


def _outstanding(words: Iterable[Word], way: int) -> list[Word]:
    """The words that would stand out in a text of the other variety."""
    return [word for word in words if word.ways[way] and word.family.stands_out(way)]


class StrangerParams(Params, frozen=True):
    """When a word stands out.

    ``at_least``: how many different words must be in the spelling of one variety;
    ``most``: how many different words in the other may then be called strangers.
    """

    words: str
    at_least: int
    most: int


@check("spelling_strangers", StrangerParams, values=(*VALUES, "variety"))
def spelling_strangers(text: Text, params: StrangerParams) -> Iterator[Hit]:
    """The few words in the spelling of one variety in a text that keeps to the other."""
    words = [word for word in _read(text, params.words).values() if not all(word.ways)]
    for home in (BRITISH, AMERICAN):
        own, strangers = _outstanding(words, home), _outstanding(words, 1 - home)
        if len(own) < params.at_least or not 0 < len(strangers) <= params.most:
            continue
        names = [f'"{_form(text, word.ways[home]).name}"' for word in own]
        others = [site for word in own for site in word.ways[home]]
        for word in strangers:
            form = _form(text, word.ways[1 - home])
            hit = mixed_hit(
                (form, Form(f"{_VARIETIES[home]} spelling", tuple(sorted(others)))),
                doubted=form,
                reason="",
            )
            yield Hit(
                hit.start,
                hit.end,
                {
                    "other": ", ".join(names),
                    "verdict": hit.values["verdict"],
                    "variety": _VARIETIES[home],
                },
                related=hit.related,
            )
