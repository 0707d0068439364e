"""Which of two spellings of one name is doubted, and for what reason."""

from __future__ import annotations

from typing import NamedTuple

from lintnews.names.alignment import compare, difference
from lintnews.names.authority import Authority
from lintnews.names.spelling import fold

# How many times a spelling must outnumber the one introduced in full to be believed instead.
_OUTNUMBERS = 3


class Site(NamedTuple):
    """A spelling at one place, in code points of the prose."""

    start: int
    end: int


class Spelling(NamedTuple):
    """One way in which a name is written, with all its places."""

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
    doubted, trusted, reason = _doubt(a, b, authority)
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
    counts = f'"{more.text}" stands {_times(more)}, "{fewer.text}" {_times(fewer)}'
    return fewer, more, counts


def _times(spelling: Spelling) -> str:
    count = len(spelling.sites)
    return "once" if count == 1 else f"{count} times"
