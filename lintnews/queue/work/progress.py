"""How far the editors are: counts by how findings stand, by day, by person and by family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from lintnews.queue.models import Answer, Decision, DecisionKind, Finding, Presence

STATUSES = ("open", "accepted", "dismissed", "fixed", "gone", "withdrawn")
MOST_DAYS = 366
_BY_DAY = 31
_WEEK = 7
_OLDEST = 10


class Person(NamedTuple):
    """What somebody decided: how often accepted, and how often dismissed."""

    name: str
    accepted: int
    dismissed: int


class Family(NamedTuple):
    """A family of rules: how many of its findings stand how, in the order of ``STATUSES``."""

    name: str
    counts: tuple[int, ...]


class Progress(NamedTuple):
    """How far the editors are.

    Attributes:
        statuses: how many findings stand how, with the names of ``STATUSES``.
        families: the same for each family, that with most open ones first.
        spans: what was decided in each day, or in each week if there are many days, named by its
            first day.
        people: who decided, in these days, the busiest first.
        oldest: the open findings that have waited longest.
    """

    statuses: list[tuple[str, int]]
    families: list[Family]
    spans: list[tuple[date, int]]
    people: list[Person]
    oldest: list[Finding]


def progress(days: int) -> Progress:
    """How far the editors are.

    Args:
        days: for how many days to count decisions, today being one; up to ``MOST_DAYS``. A
            decision that was taken back does not count.
    """
    first = timezone.now().date() - timedelta(days=days - 1)
    families = _families()
    decided = list(_decided(first))
    people: dict[str, Counter[str]] = {}
    by_day: Counter[date] = Counter()
    for day, name, kind, count in decided:
        people.setdefault(name, Counter())[kind] += count
        by_day[day] += count
    return Progress(
        [
            (status, sum(family.counts[at] for family in families))
            for at, status in enumerate(STATUSES)
        ],
        families,
        _spans(by_day, first, days),
        sorted(
            (
                Person(name, counts[DecisionKind.ACCEPT], counts[DecisionKind.DISMISS])
                for name, counts in people.items()
            ),
            key=lambda person: (-person.accepted - person.dismissed, person.name),
        ),
        list(_waiting()),
    )


def _families() -> list[Family]:
    rows = (
        Finding.objects.order_by()
        .values_list("family", "presence", "answer")
        .annotate(count=Count("pk"))
    )
    counts: dict[str, Counter[str]] = {}
    for family, presence, answer, count in rows:
        status = Finding(presence=presence, answer=answer).status
        counts.setdefault(family, Counter())[status] += count
    families = (
        Family(name, tuple(found[status] for status in STATUSES)) for name, found in counts.items()
    )
    return sorted(families, key=lambda family: (-family.counts[0], family.name))


def _decided(first: date) -> QuerySet[Decision, tuple[date, str, str, int]]:
    return (
        Decision.objects.filter(
            at__gte=datetime(first.year, first.month, first.day, tzinfo=UTC),
            kind__in=(DecisionKind.ACCEPT, DecisionKind.DISMISS),
            undone_by=None,
        )
        .order_by()
        .annotate(day=TruncDate("at"))
        .values_list("day", "by__username", "kind")
        .annotate(count=Count("pk"))
    )


def _spans(by_day: Counter[date], first: date, days: int) -> list[tuple[date, int]]:
    step = 1 if days <= _BY_DAY else _WEEK
    starts: Sequence[date] = [first + timedelta(days=at) for at in range(0, days, step)]
    return [
        (start, sum(by_day[start + timedelta(days=at)] for at in range(step))) for start in starts
    ]


def _waiting() -> QuerySet[Finding]:
    waiting = Finding.objects.filter(presence=Presence.PRESENT, answer=Answer.NONE)
    return waiting.select_related("document", "assignee").order_by("first_seen", "pk")[:_OLDEST]
