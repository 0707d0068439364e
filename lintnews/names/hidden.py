"""Rejected names where mentions are not read: in headings, in capitals and inside compounds.

There a capital letter says little, so a name is looked for only in the forms that the authority
rejects, and passed over where a word beside it may make it another one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from lintnews.document.document import HEADINGS, RUNNING_TEXT, Block
from lintnews.language.text import Text
from lintnews.language.words import word_bands
from lintnews.names.authority import Authority, Rejection, read_authority
from lintnews.names.linking import Cast, read_cast
from lintnews.names.mentions import Mention, Word
from lintnews.names.spelling import fold
from lintnews.resources import word_lists

_PART = regex.compile(r"[\p{L}\p{M}]++(?:['’ʼ‘`][\p{L}\p{M}]{2,30}+){0,3}+")
_BEFORE = regex.compile(r"([\p{L}\p{M}'’-]{1,40}+)(\.?)\s\Z")
_AFTER = regex.compile(r"\s([\p{L}\p{M}'’]{1,40}+)")
_JOINED_BEFORE = regex.compile(r"([\p{L}\p{M}'’]{1,40}+)-\Z")
_JOINED_AFTER = regex.compile(r"-([\p{L}\p{M}'’]{1,40}+)")
_COMPOUND_BEFORE = regex.compile(r"[\p{L}\p{M}'’-]{1,44}+\Z")
_COMPOUND_AFTER = regex.compile(r"[\p{L}\p{M}'’-]{1,44}+")
_SPACE = regex.compile(r"\s")
_WORD = regex.compile(r"\S+")
_NO_NAME_AFTER = frozenset("@_#/.&\\=")
_NO_NAME_BEFORE = frozenset("@_/\\=")
_REACH = 44


class Hidden(NamedTuple):
    """A rejected form at a place; ``named`` says that it stands there with its given name."""

    mention: Mention
    rejection: Rejection
    named: bool


class _Lists(NamedTuple):
    """The words that may stand beside a name without making it another one, and the others."""

    given: frozenset[str]
    titles: frozenset[str]
    courtesy: frozenset[str]
    neutral: frozenset[str]
    things: frozenset[str]
    womens: frozenset[str]


@cache
def _lists() -> _Lists:
    names = word_lists("names")
    return _Lists(
        word_lists("names-known")["given"],
        names["titles"],
        names["courtesy"],
        names["demonyms"] | names["calendar"] | names["common"] | names["courtesy"],
        names["things"],
        names["womens"],
    )


@lru_cache(maxsize=4)
def _forms(authority: Authority) -> Mapping[str, tuple[str, ...]]:
    """All rejected forms, longer ones first, by their last part as written and in capitals."""
    found: dict[str, set[str]] = defaultdict(set)
    for form in authority.rejected_forms():
        parts = _PART.findall(form)
        if parts:
            found[parts[-1]].add(form)
            found[parts[-1].upper()].add(form)
    return {
        part: tuple(sorted(forms, key=lambda form: (-len(form), form)))
        for part, forms in found.items()
    }


def read_hidden(text: Text) -> tuple[Hidden, ...]:
    """The rejected forms of a text in headings, in capitals and inside compounds, in order."""
    seeker = _Seeker(text)
    return tuple(
        hidden
        for block in text.document.blocks
        if block.kind in HEADINGS or block.kind in RUNNING_TEXT
        for hidden in seeker.block(block)
    )


class _Seen(NamedTuple):
    """A form as it stands: its place, and the prose beside it in its block."""

    start: int
    end: int
    before: str
    after: str
    heading: bool

    @property
    def is_tail(self) -> bool:
        return self.before.endswith("-")

    @property
    def is_head(self) -> bool:
        return self.after.startswith("-")


class _Seeker:
    """Looks for rejected forms in one text."""

    def __init__(self, text: Text) -> None:
        self._prose = text.prose
        self._cast: Cast = text.once(read_cast)
        self._authority = text.once(read_authority)
        self._forms = _forms(self._authority)

    def block(self, block: Block) -> Iterator[Hidden]:
        for part in _PART.finditer(self._prose, block.start, block.end):
            for form in self._forms.get(part[0], ()):
                seen = self._seen(block, form, part.end())
                if seen is not None:
                    yield from self._read(form, seen)
                    break

    def _seen(self, block: Block, form: str, end: int) -> _Seen | None:
        """A form that ends at a place as a word of its own, or in capitals."""
        start = end - len(form)
        before, after = self._prose[start - 1 : start], self._prose[end : end + 1]
        if start < block.start or _SPACE.sub(" ", self._prose[start:end]) not in {
            form,
            form.upper(),
        }:
            return None
        if before.isalnum() or before in _NO_NAME_AFTER or after in _NO_NAME_BEFORE:
            return None
        return _Seen(
            start,
            end,
            self._prose[max(block.start, start - _REACH) : start],
            self._prose[end : min(block.end, end + _REACH)],
            block.kind in HEADINGS,
        )

    def _read(self, form: str, seen: _Seen) -> Iterator[Hidden]:
        """The form, unless mentions tell of it or it is another name."""
        in_capitals = _SPACE.sub(" ", self._prose[seen.start : seen.end]) != form
        compound = seen.is_head or seen.is_tail
        if not (seen.heading or in_capitals or compound):
            return
        if compound and self._is_double_name(seen):
            return
        word = None if seen.is_tail else _word_before(seen.before)
        for rejection in self._authority.rejections(form):
            named = rejection.whole and " " in form
            given = not rejection.whole and word is not None and self._is_given(rejection, word[1])
            if named or given or self._is_alone(rejection, word[1] if word else "", seen):
                start = seen.start - len(word[0]) if word and given else seen.start
                yield Hidden(self._mention(start, seen.end), rejection, named or given)
                return

    def _is_given(self, rejection: Rejection, word: str) -> bool:
        return self._authority.goes_with(rejection.entry, word)

    def _is_double_name(self, seen: _Seen) -> bool:
        """Whether a compound may be the surname of somebody else, such as "Galant-Krombach"."""
        parts = []
        if seen.is_tail:
            parts.append(_JOINED_BEFORE.search(seen.before))
        if seen.is_head and seen.after[1:2].isalpha():
            parts.append(_JOINED_AFTER.match(seen.after))
        if not all(part is not None and self._is_apart(part[1]) for part in parts):
            return True
        head, tail = _COMPOUND_BEFORE.search(seen.before), _COMPOUND_AFTER.match(seen.after)
        start = seen.start - (len(head[0]) if head else 0)
        end = seen.end + (len(tail[0]) if tail else 0)
        surname = self._cast.surnames.get(fold(self._prose[start:end]))
        return surname is not None and bool(surname.introduced)

    def _is_apart(self, part: str) -> bool:
        """Whether a part of a compound is a word, or the name of somebody who is known."""
        if part.islower() or _is_word(part):
            return True
        return self._authority.knows(part.capitalize()) or fold(part) in self._cast.surnames

    def _is_alone(self, rejection: Rejection, before: str, seen: _Seen) -> bool:
        """Whether the words beside a name leave it what it is."""
        lists = _lists()
        title = before.capitalize()
        if title in lists.titles:
            if title not in rejection.entry.context.titles:
                return False
        elif before and not before.islower() and not self._is_plain(title):
            return False
        after = None if seen.is_head or seen.is_tail else _AFTER.match(seen.after)
        return after is None or after[1].capitalize() not in lists.things

    def _is_plain(self, word: str) -> bool:
        """Whether a capitalised word before a surname makes it nobody else's."""
        return _is_word(word) and word not in _lists().womens and not self._authority.knows(word)

    def _mention(self, start: int, end: int) -> Mention:
        words = [
            Word(word[0], start + word.start(), start + word.end())
            for word in _WORD.finditer(self._prose[start:end])
        ]
        return Mention(tuple(words), (), thing=False, firm=True, opens=True)


def _word_before(before: str) -> regex.Match[str] | None:
    """The word that stands right before a name in its sentence."""
    word = _BEFORE.search(before)
    if word is None or not word[2] or len(word[1]) == 1:
        return word
    lists = _lists()
    return word if word[1] in lists.titles or word[1] in lists.courtesy else None


def _is_word(word: str) -> bool:
    """Whether a word is capitalised for its place only, and no name that people are given."""
    lists = _lists()
    if word.capitalize() in lists.given:
        return False
    return word.capitalize() in lists.neutral or word.lower() in word_bands()
