"""Names that houses write differently: forms mixed in a text, and forms against a style."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from lintnews.language.text import Text
from lintnews.names.archive.archive import read_archive
from lintnews.names.authority import Authority, read_authority
from lintnews.names.entries import Entry, EntryKind, right_names, short
from lintnews.names.judging import Site, Spelling, Variants, by_archive, judged
from lintnews.names.linking import Cast, core, read_cast
from lintnews.names.mentions import Mention
from lintnews.names.spelling import fold
from lintnews.resources import word_lists

# How far around a name a phrase can reach in which its form is fixed, in code points.
_REACH = 40
_LONGER_NAME = regex.compile(r"(?<word>\p{Lu}[\p{L}'’-]{1,30}+)\s(?:of|for)\s(?:the\s)?$")


class Styled(NamedTuple):
    """A place at which a text chose between forms of a name, outside quotations.

    ``site`` is the form in the mention: a surname or a whole name. ``explained`` says that the text
    names the form on purpose beside another one.
    """

    entry: Entry
    form: str
    site: Site
    mention: Mention
    explained: bool


class Mixed(NamedTuple):
    """Two right forms of one name in one text."""

    entry: Entry
    variants: Variants


class AgainstStyle(NamedTuple):
    """A right form that is not the one of the house's style, with its places in order.

    ``certain`` are the places that need no context.
    """

    entry: Entry
    style: str
    instead: str
    sites: tuple[Site, ...]
    certain: tuple[Site, ...]


def read_styled(text: Text) -> tuple[Styled, ...]:
    """The names of a text that houses write differently, where the text chose the form itself.

    That is nowhere in quotations, in the phrases of ``rules/words/names-styles.yml`` and inside
    longer names: "Dynamo Kiev" says nothing about Kiev.
    """
    cast, authority = text.once(read_cast), text.once(read_authority)
    phrases = word_lists("names-styles")
    found = []
    for mention in cast.mentions:
        for entry, site in _entries(text.prose, mention, authority):
            around = text.prose[max(0, site.start - _REACH) : site.end + _REACH]
            if any(phrase in around for phrase in phrases["unless"]):
                continue
            if text.quotations.cover(site.start):
                continue
            before = text.prose[max(0, site.start - _REACH) : site.start].rstrip()
            signs = ("(", "[", *(f" {sign}" for sign in phrases["explained"]))
            form = text.prose[site.start : site.end]
            found.append(Styled(entry, form, site, mention, before.endswith(signs)))
    return tuple(found)


def _entries(prose: str, mention: Mention, authority: Authority) -> Iterator[tuple[Entry, Site]]:
    """The entries of which a mention holds a form, and where that stands in it."""
    words = mention.words
    last, inner = words[-1], core(words[-1])
    sites = dict.fromkeys(
        (
            Site(mention.start, mention.end),
            Site(words[min(1, len(words) - 1)].start, mention.end),
            Site(last.start, last.end),
            Site(inner.start, inner.end),
        )
    )
    for site in sites:
        entries = [
            entry
            for entry in authority.styled(prose[site.start : site.end])
            if site.start == mention.start
            or (entry.kind is EntryKind.PERSON and authority.goes_with(entry, words[0].text))
            or len(words) == 1
        ]
        if entries:
            yield from ((entry, site) for entry in entries)
            return


def read_mixed(text: Text) -> tuple[Mixed, ...]:
    """The names that stand in two right forms, unless a style of the house says which to write.

    Where the text has both as often, an archive tells which one the house writes. A text that
    explains one form by the other, in a bracket ("Bombay (Mumbai)") or right after a word such as
    "formerly", mixes nothing.
    """
    authority, archive = text.once(read_authority), text.once(read_archive)
    together = word_lists("names-styles")["together"]
    entries: dict[str, Entry] = {}
    glossed: set[str] = set()
    found: dict[str, dict[str, list[Site]]] = defaultdict(lambda: defaultdict(list))
    for entry, form, site, mention, explained in text.once(read_styled):
        if site.start != core(mention.words[-1]).start or entry.id in together:
            continue
        if authority.chosen(entry) is not None:
            continue
        if explained:
            glossed.add(entry.id)
        entries[entry.id] = entry
        found[entry.id][form].append(site)
    mixed = []
    for identifier, forms in sorted(found.items()):
        if identifier in glossed:
            continue
        ranked = sorted(forms.items(), key=lambda item: (-len(item[1]), item[1][0]))
        for form, sites in ranked[1:]:
            if fold(form) != fold(ranked[0][0]):
                first = Spelling(form, tuple(sites))
                second = Spelling(ranked[0][0], tuple(ranked[0][1]))
                variants = judged(first, second, "both forms are right", 0.85, authority)
                mixed.append(Mixed(entries[identifier], by_archive(variants, archive)))
    return tuple(mixed)


def read_against_style(text: Text) -> tuple[AgainstStyle, ...]:
    """The names in a form that is right elsewhere, but not in the style of the house."""
    cast, authority = text.once(read_cast), text.once(read_authority)
    found: dict[tuple[str, str, str], list[tuple[Site, bool]]] = defaultdict(list)
    choices: dict[str, tuple[Entry, str]] = {}
    for styled in text.once(read_styled):
        entry = styled.entry
        choice = authority.chosen(entry)
        if choice is None or styled.explained or _in_longer_name(text.prose, styled):
            continue
        sure = _certain(styled, cast, authority)
        difference = _difference(text.prose, styled, choice.form)
        if sure is None or difference is None:
            continue
        site, instead = difference
        choices[entry.id] = (entry, choice.style)
        found[entry.id, text.prose[site.start : site.end], instead].append((site, sure))
    return tuple(
        AgainstStyle(
            *choices[identifier],
            instead,
            tuple(site for site, _ in places),
            tuple(site for site, sure in places if sure),
        )
        for (identifier, _, instead), places in found.items()
    )


@cache
def _titles() -> frozenset[str]:
    return word_lists("names")["titles"]


def _in_longer_name(prose: str, styled: Styled) -> bool:
    """Whether the form belongs to the name of something else, or the text itself explains it."""
    if styled.mention.thing and len(styled.mention.words) > len(styled.form.split()):
        return True
    before = _LONGER_NAME.search(prose[max(0, styled.site.start - _REACH) : styled.site.start])
    if before is not None and before["word"] not in _titles():
        return True
    after = prose[styled.site.end : styled.site.end + _REACH].lstrip()
    return after[:1] in {"(", "["} and after[1:].startswith(tuple(right_names(styled.entry)))


def _certain(styled: Styled, cast: Cast, authority: Authority) -> bool | None:
    """Whether the name is the entry's for certain; None if it is likely to be somebody else's."""
    entry, mention = styled.entry, styled.mention
    if entry.kind is not EntryKind.PERSON or styled.site.start > mention.start:
        return True
    forms = {fold(short(entry, name).rpartition("-")[2]) for name in right_names(entry)}
    forms |= {fold(short(entry, name)) for name in right_names(entry)}
    people = [
        person
        for form in forms
        if (surname := cast.surnames.get(form)) is not None
        for person in surname.introduced.values()
    ]
    if people:
        own = all(authority.goes_with(entry, person.given) for person in people)
        return True if own else None
    return not set(entry.context.titles).isdisjoint(mention.titles)


def _difference(prose: str, styled: Styled, wanted: str) -> tuple[Site, str] | None:
    """The words that are not the style's and what to write for them; None if all are."""
    mention, entry = styled.mention, styled.entry
    written, right = prose[mention.start : mention.end], short(entry, wanted)
    if entry.kind is EntryKind.PERSON and written in right_names(entry) and len(mention.words) > 1:
        return _differing_words(mention, wanted)
    if styled.form.lower() == right.lower():
        return None
    if mention.opens and styled.site.start == mention.start:
        right = right[0].upper() + right[1:]
    return styled.site, right


def _differing_words(mention: Mention, wanted: str) -> tuple[Site, str] | None:
    words, right = list(mention.words), wanted.split()
    while words and right and words[0].text == right[0]:
        words, right = words[1:], right[1:]
    while words and right and words[-1].text == right[-1]:
        words, right = words[:-1], right[:-1]
    if not words or not right:
        return None
    return Site(words[0].start, words[-1].end), " ".join(right)
