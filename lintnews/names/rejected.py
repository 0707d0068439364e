"""What the authority file has to say about the names of a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from lintnews.language.text import Text
from lintnews.names.authority import Authority, Rejection, read_authority
from lintnews.names.entries import Context, Entry, EntryKind, right_names, short
from lintnews.names.judging import Site
from lintnews.names.linking import Cast, core, read_cast
from lintnews.names.mentions import Mention
from lintnews.names.spelling import fold

# How far around a name a phrase can reach in which it is right, in code points.
_REACH = 40


class Rejected(NamedTuple):
    """A wrong form with its places, in order, and the places of the right form.

    ``certain`` are the wrong places that need no context.
    """

    entry: Entry
    instead: str
    sites: tuple[Site, ...]
    certain: tuple[Site, ...]
    right: tuple[Site, ...]


def read_rejected(text: Text) -> tuple[Rejected, ...]:
    """The names of a text in forms that the authority rejects, in order."""
    cast, authority = text.once(read_cast), text.once(read_authority)
    found: dict[tuple[str, str], list[tuple[Mention, Rejection, bool]]] = defaultdict(list)
    for mention in cast.mentions:
        for rejection in _rejections(text.prose, mention, authority):
            if _excused(text.prose, mention, rejection):
                continue
            sure = rejection.whole or _by_given_name(mention, rejection, authority)
            if _contested(rejection, authority) and not _in_context(
                rejection.entry.context, mention, text.prose
            ):
                continue
            if sure or _by_context(text.prose, mention, rejection, cast, authority):
                key = (rejection.entry.id, core(mention.words[-1]).text)
                found[key].append((mention, rejection, sure))
                break
    return tuple(_rejected(text.prose, cast, cases) for cases in found.values())


def _rejected(
    prose: str,
    cast: Cast,
    cases: list[tuple[Mention, Rejection, bool]],
) -> Rejected:
    """One wrong form in all its places, and the right form that the text or the entry prefers."""
    entry = cases[0][1].entry
    forms: dict[str, list[Site]] = {}
    for name in right_names(entry):
        forms[name] = [
            site for form in {name, short(entry, name)} for site in _sites(prose, cast, form)
        ]
    name = max(forms, key=lambda form: len(forms[form]))
    sites, certain = [], []
    for mention, rejection, sure in cases:
        right = name if rejection.whole else short(entry, name)
        site, instead = _difference(mention, right, rejection)
        sites.append(site)
        if sure:
            certain.append(site)
    return Rejected(entry, instead, tuple(sites), tuple(certain), tuple(sorted(forms[name])))


def _sites(prose: str, cast: Cast, form: str) -> Iterator[Site]:
    """Where a form stands as a whole name or as the last word of one."""
    for mention in cast.mentions:
        last = core(mention.words[-1])
        if last.text == form:
            yield Site(last.start, last.end)
        elif prose[mention.start : mention.end] == form:
            yield Site(mention.start, mention.end)


def _rejections(prose: str, mention: Mention, authority: Authority) -> Iterator[Rejection]:
    """The rejections of a name as a whole, without its middle names, and of its last word.

    The last word of a person's name is no place: "Maria Tripolli" is somebody else.
    """
    last = core(mention.words[-1]).text
    forms = {" ".join(prose[mention.start : mention.end].split()), last}
    if len(mention.words) > 2:
        forms.add(f"{mention.words[0].text} {mention.words[-1].text}")
    for form in sorted(forms, key=len, reverse=True):
        named = form != last or len(mention.words) == 1 or mention.thing
        for rejection in authority.rejections(form):
            if named or rejection.entry.kind is EntryKind.PERSON:
                yield rejection


def _excused(prose: str, mention: Mention, rejection: Rejection) -> bool:
    around = prose[max(0, mention.start - _REACH) : mention.end + _REACH]
    return any(phrase in around for phrase in rejection.unless)


def _by_given_name(mention: Mention, rejection: Rejection, authority: Authority) -> bool:
    return len(mention.words) > 1 and authority.goes_with(rejection.entry, mention.words[0].text)


def _by_context(
    prose: str, mention: Mention, rejection: Rejection, cast: Cast, authority: Authority
) -> bool:
    """Whether a wrong surname that stands alone is the entry's by what stands around it."""
    entry = rejection.entry
    if len(mention.words) > 1 or mention.thing or not mention.firm:
        return False
    people = [
        person
        for form in (rejection.form, rejection.instead)
        if (surname := cast.surnames.get(fold(form))) is not None
        for person in surname.introduced.values()
    ]
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


def _difference(mention: Mention, name: str, rejection: Rejection) -> tuple[Site, str]:
    """The words of a mention that are wrong beside the right name, and what to write for them."""
    last = core(mention.words[-1])
    if not rejection.whole or last.text == rejection.form:
        return Site(last.start, last.end), name
    words, right = list(mention.words), name.split()
    while min(len(words), len(right)) > 1 and words[0].text == right[0]:
        words, right = words[1:], right[1:]
    while min(len(words), len(right)) > 1 and words[-1].text == right[-1]:
        words, right = words[:-1], right[:-1]
    return Site(words[0].start, words[-1].end), " ".join(right)
