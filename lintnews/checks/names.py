"""Checks on names: two spellings of one name, and forms that the authority file rejects."""

from __future__ import annotations

from collections.abc import Iterable

from lintnews.language.text import Text
from lintnews.model import Hit, Spot, Suggestion
from lintnews.names.judging import Variants, times
from lintnews.names.rejected import Rejected, read_rejected
from lintnews.names.spelling import Variation
from lintnews.names.styles import read_against_style, read_mixed
from lintnews.names.unlike import Gap, read_unlike
from lintnews.names.variants import read_variants
from lintnews.names.variations import read_varied
from lintnews.rulebook.registry import Params, check

_UNDECIDED = "nothing in the text says which is right"


def _hit(text: Text, variants: Variants) -> Hit:
    """All places of both spellings; the doubted one's first place is the hit."""
    doubted, other = variants.first, variants.second
    where, *again = doubted.sites
    role = "other spelling" if variants.reason is None else "spelling it is measured by"
    related = [Spot(site.start, site.end, "same spelling again") for site in again]
    related += [Spot(site.start, site.end, role) for site in other.sites]
    verdict = f'"{doubted.text}" is doubted: {variants.reason}' if variants.reason else _UNDECIDED
    in_capitals = text.prose[where.start : where.end].isupper()
    instead = other.text.upper() if in_capitals else other.text
    return Hit(
        where.start,
        where.end,
        values={
            "other": other.text,
            "differs": variants.differs,
            "ground": variants.ground,
            "verdict": verdict,
        },
        related=tuple(sorted(related, key=lambda spot: spot.start)),
        suggestions=(Suggestion(instead),) if variants.reason else (),
        confidence=variants.confidence,
    )


@check("name_spellings", Params, values=("other", "differs", "ground", "verdict"))
def name_spellings(text: Text, params: Params) -> Iterable[Hit]:
    """Two spellings, different in letters, of what is one name by the text."""
    return (_hit(text, variants) for variants in text.once(read_variants) if _open(text, variants))


def _open(text: Text, variants: Variants) -> bool:
    """Whether the authority has not answered already which of two spellings is wrong."""
    rejected = text.once(_rejected_starts)
    return rejected.isdisjoint(site.start for site in variants.first.sites)


def _rejected_starts(text: Text) -> frozenset[int]:
    return frozenset(site.start for rejected in text.once(read_rejected) for site in rejected.sites)


class VariationParams(Params, frozen=True):
    """Which difference to report."""

    kind: Variation


@check("name_variation", VariationParams, values=("other", "differs", "ground", "verdict"))
def name_variation(text: Text, params: VariationParams) -> Iterable[Hit]:
    """Two spellings of one name that differ in hyphens, spaces, apostrophes, marks or capitals."""
    return (
        _hit(text, varied.variants)
        for varied in text.once(read_varied)
        if varied.kind is params.kind and _open(text, varied.variants)
    )


@check("name_authority", Params, values=("right", "name"))
def name_authority(text: Text, params: Params) -> Iterable[Hit]:
    """Names in a form that the authority file rejects."""
    return (_rejected_hit(rejected) for rejected in text.once(read_rejected))


def _rejected_hit(rejected: Rejected) -> Hit:
    certain, where = bool(rejected.certain), rejected.first
    related = [
        Spot(site.start, site.end, "same spelling again", site.instead if site.certain else None)
        for site in rejected.sites
        if site != where
    ]
    related += [Spot(site.start, site.end, "right spelling") for site in rejected.right]
    return Hit(
        where.start,
        where.end,
        values={"right": where.instead, "name": rejected.entry.preferred},
        related=tuple(sorted(related, key=lambda spot: spot.start)),
        suggestions=(Suggestion(where.instead, safe=certain),),
        confidence=0.97 if certain else 0.85,
    )


class ArchiveParams(Params, frozen=True):
    """When a name is doubted beside the archive.

    The archive has its surname at most ``rare`` times, and a near name with the same given name at
    least ``known`` times and ``times`` times as often.
    """

    rare: int
    known: int
    times: int


@check("name_archive", ArchiveParams, values=("other", "here", "there", "last"))
def name_archive(text: Text, params: ArchiveParams) -> Iterable[Hit]:
    """Full names that the archive hardly knows, while it knows a near one well."""
    gap = Gap(params.rare, params.known, params.times)
    for unlike in read_unlike(text, gap):
        if unlike.surname.end in text.once(_doubted_ends):
            continue
        where, *again = unlike.sites
        other = unlike.other
        right = text.prose[where.start : unlike.surname.start] + other.surname
        yield Hit(
            where.start,
            where.end,
            values={
                "other": other.text,
                "here": times(unlike.uses),
                "there": times(other.uses),
                "last": "" if other.last is None else f", last on {other.last}",
            },
            related=tuple(Spot(site.start, site.end, "same spelling again") for site in again),
            suggestions=(Suggestion(right),),
        )


def _doubted_ends(text: Text) -> frozenset[int]:
    """Where the names end about which other rules have something to say."""
    doubted = {
        site.end
        for variants in (
            *text.once(read_variants),
            *(varied.variants for varied in text.once(read_varied)),
        )
        for site in (*variants.first.sites, *variants.second.sites)
    }
    rejected = {site.end for wrong in text.once(read_rejected) for site in wrong.sites}
    return frozenset(doubted | rejected)


@check("name_styles", Params, values=("other", "name", "verdict"))
def name_styles(text: Text, params: Params) -> Iterable[Hit]:
    """Two right forms of one name in one text, where no style of the house says which to write."""
    for mixed in text.once(read_mixed):
        hit = _hit(text, mixed.variants)
        values = {"other": hit.values["other"], "name": mixed.entry.preferred}
        yield Hit(
            hit.start,
            hit.end,
            values={**values, "verdict": hit.values["verdict"]},
            related=hit.related,
        )


@check("name_against_style", Params, values=("right", "style", "name"))
def name_against_style(text: Text, params: Params) -> Iterable[Hit]:
    """Right forms of a name that are not those of the styles that the house has chosen."""
    for against in text.once(read_against_style):
        where = (against.certain or against.sites)[0]
        again = [
            Spot(
                site.start,
                site.end,
                "same form again",
                against.instead if site in against.certain else None,
            )
            for site in against.sites
            if site != where
        ]
        yield Hit(
            where.start,
            where.end,
            values={
                "right": against.instead,
                "style": against.style,
                "name": against.entry.preferred,
            },
            related=tuple(again),
            suggestions=(Suggestion(against.instead, safe=bool(against.certain)),),
            confidence=0.95 if against.certain else 0.75,
        )
