"""Whether two names of an archive are one by their letters."""

from __future__ import annotations

from typing import NamedTuple

from lintnews.names.alignment import difference
from lintnews.names.archive.listing import Name
from lintnews.names.archive.settings import Settings
from lintnews.names.archive.sightings import FormKind
from lintnews.names.likeness import likeness
from lintnews.names.spelling import Variation, fold, variation

_IN_WORDS = {
    Variation.JOINED: "written in one word or in two",
    Variation.HYPHEN: "the hyphen",
    Variation.APOSTROPHE: "the apostrophe",
    Variation.DIACRITICS: "the accents",
}


class Alike(NamedTuple):
    """How likely two names are one by their letters, and in words what they differ in.

    ``same_letters`` says that they differ in accents, hyphens or apostrophes alone.
    """

    probability: float
    differs: str
    same_letters: bool


def alike(rare: Name, common: Name, settings: Settings) -> Alike | None:
    """How much alike two names are; None if they are two, or differ in capitals alone."""
    probability, comparison = likeness(rare.short, common.short)
    least = settings.same_thing if rare.kind is FormKind.THING else settings.same
    if probability < least or comparison is None:
        return None
    if fold(rare.short) != fold(common.short):
        return Alike(probability, difference(comparison), False)
    kind = variation(rare.short, common.short)
    return Alike(probability, _IN_WORDS[kind], True) if kind in _IN_WORDS else None
