"""How far background linting is."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from lintnews.queue.models import Run, RunState
from lintnews.queue.work.runs import LACKING

_HOUR = timedelta(hours=1)
_RECENT = timedelta(minutes=10)


class Backlog(NamedTuple):
    """How many runs there are of each kind.

    Attributes:
        waiting: those that no worker has begun.
        running: those that a worker holds.
        stalled: those whose worker has died; another takes them up.
        failed: those that failed or lack findings, and that no newer run of their article has
            replaced.
        done: those that were done in the last hour.
        speed: how many are done in a minute, as the last ten minutes show.
        ends_at: when all will be done at this speed; None if nothing waits or nothing moves.
    """

    waiting: int
    running: int
    stalled: int
    failed: int
    done: int
    speed: float
    ends_at: datetime | None

    @property
    def is_going_on(self) -> bool:
        """Whether anything is still to be done by itself."""
        return bool(self.waiting or self.running or self.stalled)


def backlog(now: datetime | None = None) -> Backlog:
    """How far background linting is now."""
    now = now or timezone.now()
    pending = Run.objects.filter(state__in=(RunState.QUEUED, RunState.RUNNING)).order_by()
    counts = {row["state"]: row["n"] for row in pending.values("state").annotate(n=Count("pk"))}
    stalled = Run.objects.filter(state=RunState.RUNNING, leased_until__lt=now).count()
    running = counts.get(RunState.RUNNING, 0) - stalled
    ended = Run.objects.filter(state__in=(RunState.DONE, RunState.OVERTAKEN))
    done = ended.filter(finished_at__gte=now - _HOUR).count()
    speed = ended.filter(finished_at__gte=now - _RECENT).count() / (_RECENT / timedelta(minutes=1))
    waiting = counts.get(RunState.QUEUED, 0)
    left = waiting + running + stalled
    ends_at = now + timedelta(minutes=left / speed) if left and speed else None
    return Backlog(waiting, running, stalled, failures().count(), done, speed, ends_at)


def failures() -> QuerySet[Run]:
    """The runs that failed or lack findings, and that no newer run of their article has replaced.

    The newest come first.
    """
    later = Run.objects.filter(
        revision__document=OuterRef("revision__document"), pk__gt=OuterRef("pk")
    )
    failed = Run.objects.filter(LACKING, ~Exists(later))
    return failed.select_related("revision__document").order_by("-pk")
