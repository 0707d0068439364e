"""What the authority file has to say about the names of a text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from lintnews.language.text import Text
from lintnews.names.authority import Authority, Rejection, read_authority
from lintnews.names.certainty import Bearers, alone_as
from lintnews.names.corrections import Correction, correction
from lintnews.names.entries import Context, Entry, EntryKind, right_names, short
from lintnews.names.hidden import read_hidden
from lintnews.names.judging import Site
from lintnews.names.linking import as_written, core, read_cast
from lintnews.names.mentions import Mention

# How far around a name a phrase can reach in which it is right, in code points.
_REACH = 40
_SIC = re.compile(r"(?:['’]s?)?[\"”»’']?\s{0,2}[(\[]\s?sic\b", re.IGNORECASE)

_Case = tuple[Mention, Rejection, bool]


class Rejected(NamedTuple):
    """A wrong form with its places, in order, and the places of the right form."""

    entry: Entry
    sites: tuple[Correction, ...]
    right: tuple[Site, ...]

    @property
    def certain(self) -> tuple[Correction, ...]:
        """The wrong places that may be mended unread."""
        return tuple(site for site in self.sites if site.certain)

    @property
    def first(self) -> Correction:
        """The place to report: the first that is certain, if one is."""
        return (self.certain or self.sites)[0]


def read_rejected(text: Text) -> tuple[Rejected, ...]:
    """The names of a text in forms that the authority rejects, in order."""
    cast, authority = text.once(read_cast), text.once(read_authority)
    bearers = Bearers(text)
    found: dict[tuple[str, str], list[_Case]] = defaultdict(list)
    for mention in cast.mentions:
        for rejection in _rejections(text.prose, mention, authority):
            if _excused(text.prose, mention, rejection):
                continue
            sure = rejection.whole or _by_given_name(mention, rejection, authority)
            if _contested(rejection, authority) and not _in_context(
                rejection.entry.context, mention, text.prose
            ):
                continue
            if sure or _by_context(text.prose, mention, rejection, bearers, authority):
                sure = sure or bearers.are_one(rejection)
                found[_key(mention, rejection)].append((mention, rejection, sure))
                break
    told = {core(case[0].words[-1]).start for cases in found.values() for case in cases}
    for mention, rejection, named in text.once(read_hidden):
        if core(mention.words[-1]).start in told or _excused(text.prose, mention, rejection):
            continue
        if named or rejection.whole or bearers.are_one(rejection):
            found[_key(mention, rejection)].append((mention, rejection, True))
    rejected = (_rejected(text, cases) for cases in found.values())
    return tuple(sorted(rejected, key=lambda one: one.sites))


def _key(mention: Mention, rejection: Rejection) -> tuple[str, str]:
    """What the places of one finding share: the entry and the wrong form, in capitals or not."""
    return rejection.entry.id, core(mention.words[-1]).text.casefold()


def _rejected(text: Text, cases: list[_Case]) -> Rejected:
    """One wrong form in all its places, and the right form that the text or the entry prefers."""
    entry = cases[0][1].entry
    forms: dict[str, list[Site]] = {}
    for name in right_names(entry):
        forms[name] = list(_sites(text, {name, short(entry, name)}))
    name = max(forms, key=lambda form: len(forms[form]))
    sites = sorted(
        correction(
            text,
            mention,
            rejection,
            name if rejection.whole else short(entry, name),
            certain=sure,
        )
        for mention, rejection, sure in cases
    )
    return Rejected(entry, tuple(sites), tuple(sorted(forms[name])))


class _Named(NamedTuple):
    """The mentions of a text by their last word, and by all of their words if they have several."""

    last: dict[str, list[Mention]]
    full: dict[str, list[Mention]]


def _named(text: Text) -> _Named:
    named = _Named(defaultdict(list), defaultdict(list))
    for mention in text.once(read_cast).mentions:
        last = core(mention.words[-1])
        named.last[last.text].append(mention)
        full = as_written(mention, text.prose)
        if full != last.text:
            named.full[full].append(mention)
    return named


def _sites(text: Text, forms: set[str]) -> Iterator[Site]:
    """Where one of some forms stands as the last word of a name or as a whole one."""
    named = text.once(_named)
    for form in forms:
        for mention in named.last.get(form, ()):
            last = core(mention.words[-1])
            yield Site(last.start, last.end)
        for mention in named.full.get(form, ()):
            if core(mention.words[-1]).text not in forms:
                yield Site(mention.start, mention.end)


def _rejections(prose: str, mention: Mention, authority: Authority) -> Iterator[Rejection]:
    """The rejections of a name as a whole, without its middle names, and of its last word.

    The last word of a person's name is no place: "Maria Tripolli" is somebody else.
    """
    last = core(mention.words[-1]).text
    forms = {as_written(mention, prose), last}
    if len(mention.words) > 2:
        forms.add(f"{mention.words[0].text} {mention.words[-1].text}")
    for form in sorted(forms, key=len, reverse=True):
        named = form != last or len(mention.words) == 1 or mention.thing
        for rejection in authority.rejections(form):
            if named or rejection.entry.kind is EntryKind.PERSON:
                yield rejection


def _excused(prose: str, mention: Mention, rejection: Rejection) -> bool:
    """Whether a form is right in a phrase here, or the text says itself that it is wrong."""
    around = prose[max(0, mention.start - _REACH) : mention.end + _REACH]
    return any(phrase in around for phrase in rejection.unless) or bool(
        _SIC.match(prose, mention.end)
    )


def _by_given_name(mention: Mention, rejection: Rejection, authority: Authority) -> bool:
    return len(mention.words) > 1 and authority.goes_with(rejection.entry, mention.words[0].text)


def _by_context(
    prose: str, mention: Mention, rejection: Rejection, bearers: Bearers, authority: Authority
) -> bool:
    """Whether a wrong surname that stands alone is the entry's by what stands around it."""
    entry = rejection.entry
    if alone_as(prose, mention) != rejection.form or mention.thing or not mention.firm:
        return False
    people = bearers.introduced(rejection)
    if people:
        return all(authority.goes_with(entry, person.given) for person in people)
    context = entry.context
    if set(context.titles).isdisjoint(mention.titles):
        return False
    return not context.country or any(country in prose for country in context.country)


def _contested(rejection: Rejection, authority: Authority) -> bool:
    """Whether another entry asks for something else instead of the same full name."""
    return rejection.whole and any(
        other.whole and other.instead != rejection.instead
        for other in authority.rejections(rejection.form)
    )


def _in_context(context: Context, mention: Mention, prose: str) -> bool:
    return not set(context.titles).isdisjoint(mention.titles) or any(
        country in prose for country in context.country
    )
