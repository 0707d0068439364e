"""What a queue shows: a filter over the findings, and the order in which they come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any, get_type_hints
from urllib.parse import urlencode

import msgspec
from django.db.models import Q, QuerySet
from django.utils import timezone

from lintnews.model import Severity
from lintnews.queue.models import Answer, Finding, Presence, User
from lintnews.report.cells import shortened, shown


class Status(StrEnum):
    """Which findings are shown; the names are those of ``Finding.status``."""

    OPEN = "open"
    REOPENED = "reopened"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    FIXED = "fixed"
    GONE = "gone"
    WITHDRAWN = "withdrawn"
    ALL = "all"


OF_STATUS: dict[Status, Q] = {
    Status.OPEN: Q(presence=Presence.PRESENT, answer=Answer.NONE),
    Status.REOPENED: Q(presence=Presence.PRESENT, answer=Answer.NONE, reopened__gt=0),
    Status.ACCEPTED: Q(presence=Presence.PRESENT, answer=Answer.ACCEPTED),
    Status.DISMISSED: Q(presence=Presence.PRESENT, answer=Answer.DISMISSED),
    Status.FIXED: Q(presence=Presence.ABSENT) & ~Q(answer=Answer.DISMISSED),
    Status.GONE: Q(presence=Presence.ABSENT, answer=Answer.DISMISSED),
    Status.WITHDRAWN: Q(presence=Presence.WITHDRAWN),
    Status.ALL: Q(),
}
"""What findings of each status have in common."""
ORDER = ("document", "start", "pk")
LONGEST_TEXT = 200
"""How many characters the words of a filter may have."""
_MOST_SHOWN = 40
_PerCent = Annotated[int, msgspec.Meta(ge=0, le=100)]
_Days = Annotated[int, msgspec.Meta(ge=0, le=36_500)]
_Number = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
_Text = Annotated[str, msgspec.Meta(max_length=LONGEST_TEXT)]


class Filter(msgspec.Struct, frozen=True, omit_defaults=True):
    """A filter; every field narrows it, and one that is empty does not.

    Attributes:
        status: how findings stand.
        rule, family: what found them.
        severity: how grave they are at least.
        sure: how sure they are at least, in per cent.
        unsure: how sure they are at most, in per cent.
        document: the number of an article.
        days: for how many days they have been known at most; ``older`` for how many at least.
        assignee: the name of a user, or "-" for nobody.
        words: what stands in the text that was found, in the message or the name of the article.
    """

    status: Status = Status.OPEN
    rule: _Text = ""
    family: _Text = ""
    severity: Severity = Severity.NOTE
    sure: _PerCent = 0
    unsure: _PerCent = 100
    document: _Number = 0
    days: _Days = 0
    older: _Days = 0
    assignee: _Text = ""
    words: _Text = ""

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> Filter:
        """The filter in a query string; what it does not know it passes over.

        Raises:
            ValueError: a field has no such value; the message names it.
        """
        said = {name: value for name in cls.__struct_fields__ if (value := query.get(name))}
        return cls(**{name: _converted(name, value) for name, value in said.items()})

    @property
    def query(self) -> str:
        """The filter as a query string, without what narrows nothing."""
        return urlencode(msgspec.to_builtins(self))

    def findings(self) -> QuerySet[Finding]:
        """The findings, in the order of the queue: article by article, as one reads it."""
        conditions = OF_STATUS[self.status]
        if self.rule:
            conditions &= Q(rule=self.rule)
        if self.family:
            conditions &= Q(family=self.family)
        if self.severity is not Severity.NOTE:
            conditions &= Q(rank__gte=self.severity.rank)
        if self.sure > 0:
            conditions &= Q(confidence__gte=self.sure / 100)
        if self.unsure < 100:
            conditions &= Q(confidence__lte=self.unsure / 100)
        if self.document:
            conditions &= Q(document=self.document)
        if self.days > 0:
            conditions &= Q(first_seen__gte=timezone.now() - timedelta(days=self.days))
        if self.older > 0:
            conditions &= Q(first_seen__lte=timezone.now() - timedelta(days=self.older))
        if self.assignee:
            is_nobody = self.assignee == "-"
            conditions &= Q(assignee=None) if is_nobody else Q(assignee__username=self.assignee)
        if self.words:
            conditions &= (
                Q(matched__icontains=self.words)
                | Q(message__icontains=self.words)
                | Q(document__external_id__icontains=self.words)
                | Q(document__title__icontains=self.words)
            )
        return Finding.objects.filter(conditions).order_by(*ORDER)


_DAY_COUNT = "a whole number of days up to 36,500"
_WANTED = {
    "status": f"one of {', '.join(Status)}",
    "severity": f"one of {', '.join(Severity)}",
    "sure": "a whole number from 0 to 100",
    "unsure": "a whole number from 0 to 100",
    "document": "the number of an article",
    "days": _DAY_COUNT,
    "older": _DAY_COUNT,
}
_KINDS = get_type_hints(Filter, include_extras=True)


def _converted(name: str, value: Any) -> Any:
    try:
        text = str(value)
        # Half a character cannot be encoded, which is a ValueError too.
        text.encode()
        if "\0" in text:
            raise ValueError
        return msgspec.convert(value, _KINDS[name], strict=False)
    except ValueError as error:
        wanted = _WANTED.get(name, f"a text of up to {LONGEST_TEXT} characters")
        given = shown(shortened(str(value), _MOST_SHOWN))
        raise ValueError(f'the filter "{name}" is {wanted}, not "{given}"') from error


def after(findings: QuerySet[Finding], finding: Finding) -> QuerySet[Finding]:
    """What comes after a finding, which need not be among them."""
    # The first condition says nothing new; by it the database finds the place in the index.
    return findings.filter(
        Q(document__gte=finding.document_id),
        Q(document__gt=finding.document_id)
        | Q(document=finding.document_id, start__gt=finding.start)
        | Q(document=finding.document_id, start=finding.start, pk__gt=finding.pk),
    )


def before(findings: QuerySet[Finding], finding: Finding) -> QuerySet[Finding]:
    """What comes before a finding, the nearest first."""
    return findings.filter(
        Q(document__lte=finding.document_id),
        Q(document__lt=finding.document_id)
        | Q(document=finding.document_id, start__lt=finding.start)
        | Q(document=finding.document_id, start=finding.start, pk__lt=finding.pk),
    ).reverse()


def next_for(findings: QuerySet[Finding], user: User, finding: Finding | None) -> Finding | None:
    """What a user looks at next: what follows and nobody else is at, from the top at the end."""
    now = timezone.now()
    free = findings.exclude(~Q(claimed_by=user), claimed_by__isnull=False, claimed_until__gte=now)
    if finding is None:
        return free.first()
    return after(free, finding).first() or free.exclude(pk=finding.pk).first()
