"""How far the editors are: counts by how findings stand, by day, by person and by family."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.utils import timezone

from lintnews.queue.models import Decision, DecisionKind, Finding
from lintnews.queue.work.counting import counts_by
from lintnews.queue.work.deciding import open_of

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
    starts = _starts(days)
    families = _families()
    people: dict[str, Counter[str]] = {}
    by_span: Counter[int] = Counter()
    for span, name, kind, count in _decided(starts):
        people.setdefault(name, Counter())[kind] += count
        by_span[span] += count
    deciders = (
        Person(name, counts[DecisionKind.ACCEPT], counts[DecisionKind.DISMISS])
        for name, counts in people.items()
    )
    return Progress(
        [(name, sum(one.counts[at] for one in families)) for at, name in enumerate(STATUSES)],
        families,
        [(start, by_span[at]) for at, start in enumerate(starts)],
        sorted(deciders, key=lambda one: (-one.accepted - one.dismissed, one.name)),
        list(_waiting()),
    )


def _starts(days: int) -> list[date]:
    """The first days of the spans, in order."""
    first = timezone.now().date() - timedelta(days=days - 1)
    step = 1 if days <= _BY_DAY else _WEEK
    return [first + timedelta(days=at) for at in range(0, days, step)]


def _families() -> list[Family]:
    counts = counts_by(Finding.objects.all(), "family")
    families = (
        Family(name, tuple(found[status] for status in STATUSES)) for name, found in counts.items()
    )
    return sorted(families, key=lambda family: (-family.counts[0], family.name))


def _decided(starts: list[date]) -> QuerySet[Decision, tuple[int, str, str, int]]:
    """How often who decided what in each span, which is told by its index."""
    begins = [datetime(day.year, day.month, day.day, tzinfo=UTC) for day in starts]
    # Databases compare times faster than they make days of them.
    spans = [When(at__gte=begin, then=Value(at)) for at, begin in enumerate(begins)][::-1]
    return (
        Decision.objects.filter(
            at__gte=begins[0],
            kind__in=(DecisionKind.ACCEPT, DecisionKind.DISMISS),
            undone_by=None,
        )
        .order_by()
        .annotate(span=Case(*spans, output_field=IntegerField()))
        .values_list("span", "by__username", "kind")
        .annotate(count=Count("pk"))
    )


def _waiting() -> QuerySet[Finding]:
    waiting = open_of(Finding.objects.all())
    return waiting.select_related("document", "assignee").order_by("first_seen", "pk")[:_OLDEST]
