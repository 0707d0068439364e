"""Full names of a text that an archive hardly knows, while it knows a near one well."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lintnews.language.text import Text
from lintnews.names.archive.archive import Archive, Person, read_archive
from lintnews.names.archive.keys import near_keys
from lintnews.names.archive.settings import settings
from lintnews.names.authority import Authority, read_authority
from lintnews.names.judging import Site
from lintnews.names.likeness import likeness
from lintnews.names.linking import Cast, core, read_cast
from lintnews.names.mentions import Mention
from lintnews.names.related import related_words
from lintnews.names.spelling import fold


class Unlike(NamedTuple):
    """A full name at all its places, how often the archive has it, and the near name there.

    ``surname`` is the place of the surname at the first place.
    """

    sites: tuple[Site, ...]
    surname: Site
    uses: int
    other: Person


class Gap(NamedTuple):
    """How rare a name may be in the archive and still be doubted, and how frequent the near one.

    The near one stands at least ``times`` times as often, and at least ``known`` times.
    """

    rare: int
    known: int
    times: int


def read_unlike(text: Text, gap: Gap) -> Iterator[Unlike]:
    """The full names that are unlike what was published, in the order of their first places."""
    archive = text.once(read_archive)
    if archive is None:
        return
    cast, authority = text.once(read_cast), text.once(read_authority)
    full: dict[tuple[str, str], list[Mention]] = {}
    for mention in cast.mentions:
        if len(mention.words) > 1 and not mention.thing:
            key = (mention.words[0].text, core(mention.words[-1]).text)
            full.setdefault(key, []).append(mention)
    for (given, surname), mentions in full.items():
        uses = archive.uses(surname, given)
        # A surname that others bear is none that a slip has made.
        if archive.uses(surname) > gap.rare:
            continue
        name = " ".join(word.text for word in mentions[0].words)
        other = _near(given, surname, archive, cast, authority, gap)
        if other is None or _settled(name, given, surname, other, authority):
            continue
        word = core(mentions[0].words[-1])
        sites = tuple(Site(mention.start, mention.end) for mention in mentions)
        yield Unlike(sites, Site(word.start, word.end), uses, other)


def _near(
    given: str, surname: str, archive: Archive, cast: Cast, authority: Authority, gap: Gap
) -> Person | None:
    """The name in the archive that this one most likely is."""
    least = max(gap.known, gap.times * max(1, archive.uses(surname)))
    key, keys = fold(surname), near_keys(surname)
    best: tuple[float, Person] | None = None
    for person in archive.people(fold(given)):
        if person.uses < least:
            break
        other = fold(person.surname)
        # What the text itself writes in two ways, other rules report.
        if other == key or other in cast.surnames or keys.isdisjoint(near_keys(person.surname)):
            continue
        if related_words(key, other):
            continue
        written = person.text.split()[0]
        alike = likeness(f"{given} {surname}", f"{written} {person.surname}").probability
        if alike >= settings().same and (best is None or alike > best[0]):
            best = (alike, person)
    return None if best is None else best[1]


def _settled(name: str, given: str, surname: str, other: Person, authority: Authority) -> bool:
    """Whether the authority knows the name as it stands, or knows that the two are two."""
    if authority.knows(name) or authority.knows(surname, given):
        return True
    return authority.distinct(name, other.text) or authority.distinct(surname, other.surname)
