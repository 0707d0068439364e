"""The forms in which a text writes one thing, and the one finding that names all their places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lintnews.language.text import Text
from lintnews.model import Hit, Spot, Suggestion

UNDECIDED = "nothing in the text says which to keep"
VALUES = ("other", "verdict")
"""The message fields that ``mixed_hit`` fills."""

Site = tuple[int, int]


class Form(NamedTuple):
    """One way of writing, as it is named in messages, with its places in order.

    ``literal`` says that the name is what stands in the text, not a description of it.
    """

    name: str
    sites: tuple[Site, ...]
    literal: bool = True

    def __str__(self) -> str:
        return f'"{self.name}"' if self.literal else self.name


def places_of(text: Text, sites: Sequence[Site]) -> Form:
    """The form at the given places, named as it is written at the first of them."""
    return Form(text.prose[slice(*sites[0])].lower(), tuple(sites))


def mixed_hit(forms: Sequence[Form], *, doubted: Form | None = None, reason: str = "") -> Hit:
    """All places of two or more forms in one finding.

    The rarest form is doubted by its count, and its first place is the hit; at a tie none is
    doubted, and the hit is the first place of the form that comes last.

    Args:
        forms: the forms, each with a place at least.
        doubted: the form to doubt for a better reason than its count.
        reason: that reason, as the end of a sentence.
    """
    ranked = sorted(forms, key=lambda form: (len(form.sites), -form.sites[0][0]))
    first = ranked[0] if doubted is None else doubted
    others = [form for form in sorted(forms, key=lambda form: form.sites[0]) if form != first]
    fewer = len(first.sites) < min(len(form.sites) for form in others)
    if doubted is None and fewer:
        rest = sum(len(form.sites) for form in others)
        reason = f"{_places(len(first.sites))} against {rest}"
    where, *again = first.sites
    related = [Spot(*site, "same form again") for site in again]
    related += [
        Spot(*site, "other form" if form.literal else form.name)
        for form in others
        for site in form.sites
    ]
    suggestions = (
        (Suggestion(others[0].name),) if reason and len(others) == 1 and others[0].literal else ()
    )
    return Hit(
        *where,
        values={
            "other": " and ".join(map(str, others)),
            "verdict": f"in doubt: {first}, {reason}" if reason else UNDECIDED,
        },
        related=tuple(sorted(related, key=lambda spot: spot.start)),
        suggestions=suggestions,
    )


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count} places"
