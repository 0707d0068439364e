"""Groups of forms in an archive that look like one name, as they are reported."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from lintnews.names.archive.sightings import FormKind


class GroupKind(StrEnum):
    """Why forms stand in one group.

    A form is rejected by the authority, is rare beside a near one, or is one of two frequent ones.
    """

    REJECTED = "rejected"
    SLIP = "slip"
    STYLE = "style"


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A form, how often it stands in how many articles, and where for example.

    ``instead`` is what the authority wants in its place, if it rejects the form.
    """

    text: str
    kind: FormKind
    uses: int
    articles: int
    first: date | None
    last: date | None
    places: tuple[str, ...]
    instead: str | None


class Doubt(msgspec.Struct, frozen=True, kw_only=True):
    """A form, the one that it may be another spelling of, and what speaks for it."""

    form: str
    other: str
    differs: str
    probability: float
    confidence: float
    evidence: tuple[str, ...]


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Forms that look like one name, the most frequent first."""

    kind: GroupKind
    confidence: float
    forms: tuple[Form, ...]
    doubts: tuple[Doubt, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What the archive holds and what was looked at.

    ``found`` counts all groups, also those that a limit leaves out.
    """

    articles: int
    forms: int
    uses: int
    compared: int
    found: int


class NamesReport(msgspec.Struct, frozen=True, kw_only=True):
    """The groups of an archive, the surest first."""

    summary: Summary
    groups: tuple[Group, ...]
