"""Whether a wrong surname that stands alone surely belongs to somebody of the authority file."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import regex

from lintnews.language.text import Text
from lintnews.language.words import band
from lintnews.names.authority import Rejection, read_authority
from lintnews.names.linking import Introduction, as_written, core, read_cast
from lintnews.names.mentions import Mention
from lintnews.names.spelling import fold
from lintnews.resources import word_lists

_WORD_BEFORE = regex.compile(r"(\p{L}{2,20}+)\.?\s\Z")
_REACH = 24


@cache
def _womens() -> frozenset[str]:
    return word_lists("names")["womens"]


def alone_as(prose: str, mention: Mention) -> str:
    """The surname that a mention is if it has no given name; an article before a hyphen is none."""
    if len(mention.words) == 1:
        return core(mention.words[0]).text
    return as_written(mention, prose)


class Bearers:
    """Who bears a wrong surname in a text.

    Args:
        text: the text.
    """

    def __init__(self, text: Text) -> None:
        self._text = text
        self._cast = text.once(read_cast)
        self._authority = text.once(read_authority)
        self._known: dict[tuple[str, str], bool] = {}
        self._alone: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._cast.mentions:
            self._alone[alone_as(text.prose, mention)].append(mention)

    def introduced(self, rejection: Rejection) -> list[Introduction]:
        """All who are introduced in full with the wrong surname or the right one."""
        own = rejection.form.split()[0]
        return [
            person
            for form in (rejection.form, rejection.instead)
            if (surname := self._cast.surnames.get(fold(form.split()[-1]))) is not None
            for person in surname.introduced.values()
            # Of a surname of several words the first looks like a given name where it stands alone.
            if " " not in form or person.given != own
        ]

    def are_one(self, rejection: Rejection) -> bool:
        """Whether the surname can mean nobody but the entry's person in this text.

        Somebody is introduced with it, all who are have a given name of the entry, no other title
        or form of address stands before it, and it is no word of the language.
        """
        key = (rejection.entry.id, rejection.form)
        if key not in self._known:
            self._known[key] = self._are_one(rejection)
        return self._known[key]

    def _are_one(self, rejection: Rejection) -> bool:
        people = self.introduced(rejection)
        if not people or any(
            not self._authority.goes_with(rejection.entry, person.given) for person in people
        ):
            return False
        form = rejection.form
        if form.lower() in self._cast.lower or band(form):
            return False
        titles = set(rejection.entry.context.titles).union(*(person.titles for person in people))
        alone = self._alone[form]
        women = [self._is_woman(mention) for mention in alone]
        return all(titles.issuperset(mention.titles) for mention in alone) and (
            all(women) or not any(women)
        )

    def _is_woman(self, mention: Mention) -> bool:
        before = self._text.prose[max(0, mention.start - _REACH) : mention.start]
        word = _WORD_BEFORE.search(before)
        return word is not None and word[1] in _womens()
