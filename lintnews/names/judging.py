"""Which of two spellings of one name is doubted, and for what reason."""

from __future__ import annotations

from typing import NamedTuple

from lintnews.names.alignment import compare, difference
from lintnews.names.archive.archive import Archive
from lintnews.names.archive.settings import settings
from lintnews.names.authority import Authority
from lintnews.names.spelling import fold

# How many times a spelling must outnumber the one introduced in full to be believed instead.
_OUTNUMBERS = 3


class Site(NamedTuple):
    """A spelling at one place, in code points of the prose."""

    start: int
    end: int


class Spelling(NamedTuple):
    """One way in which a name is written, with all its places.

    ``introduced`` is the full name of its bearer, ``given`` the given name that stands before it;
    a spelling of a given name has none.
    """

    text: str
    sites: tuple[Site, ...]
    introduced: str | None = None
    given: str | None = None


class Variants(NamedTuple):
    """Two spellings of one name; the first is doubted, if ``reason`` gives a reason.

    ``ground`` says on what evidence they are one name.
    """

    first: Spelling
    second: Spelling
    ground: str
    differs: str
    reason: str | None
    confidence: float


def judged(
    a: Spelling, b: Spelling, ground: str, confidence: float, authority: Authority
) -> Variants:
    """Two spellings of one name with the doubted one first."""
    return _variants(*_doubt(a, b, authority), ground, confidence)


def by_archive(variants: Variants, archive: Archive | None) -> Variants:
    """The spellings as they are judged; where the text leaves it open, by what was published."""
    if archive is None or variants.reason is not None:
        return variants
    counted = [(_published(spelling, variants, archive), spelling) for spelling in variants[:2]]
    (few, rare), (many, common) = sorted(counted, key=lambda item: item[0])
    if many < settings().times * max(few, 1):
        return variants
    reason = f'the archive has "{common.text}" {times(many)}, "{rare.text}" {times(few)}'
    return _variants(rare, common, reason, variants.ground, variants.confidence)


def _published(spelling: Spelling, variants: Variants, archive: Archive) -> int:
    """How often a spelling stands in the archive, with its given name where both have one."""
    if spelling.given is None and spelling.introduced is not None:
        return archive.uses(spelling.introduced)
    both = variants.first.given is not None and variants.second.given is not None
    return archive.uses(spelling.text, spelling.given if both else None)


def _variants(
    doubted: Spelling, trusted: Spelling, reason: str | None, ground: str, confidence: float
) -> Variants:
    comparison = compare(fold(doubted.text), fold(trusted.text))
    differs = difference(comparison) if comparison is not None else ""
    return Variants(doubted, trusted, ground, differs, reason, confidence)


def _doubt(a: Spelling, b: Spelling, authority: Authority) -> tuple[Spelling, Spelling, str | None]:
    """The doubted spelling, the other, and the reason; None at a tie, the later one first then."""
    for doubted, trusted in ((a, b), (b, a)):
        given = trusted.given or doubted.given
        if authority.knows(trusted.text, given) and not authority.knows(doubted.text, given):
            return doubted, trusted, f'"{trusted.text}" stands in the authority file'
    for doubted, trusted in ((a, b), (b, a)):
        if trusted.introduced and not doubted.introduced:
            if len(doubted.sites) <= len(trusted.sites):
                return doubted, trusted, f'introduced in full as "{trusted.introduced}"'
            if len(doubted.sites) < _OUTNUMBERS * len(trusted.sites):
                return doubted, trusted, None
    fewer, more = sorted(
        (a, b), key=lambda spelling: (len(spelling.sites), -spelling.sites[0].start)
    )
    if len(fewer.sites) == len(more.sites):
        return fewer, more, None
    counts = (
        f'"{more.text}" stands {times(len(more.sites))}, "{fewer.text}" {times(len(fewer.sites))}'
    )
    return fewer, more, counts


def times(count: int) -> str:
    """A number of times in words: "never", "once", "5 times"."""
    return {0: "never", 1: "once"}.get(count, f"{count:,} times")
