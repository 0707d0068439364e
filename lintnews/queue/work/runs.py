"""The runs that wait for a worker, and the leases by which workers hold them."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from lintnews.queue.models import Run, RunState

LEASE = timedelta(seconds=settings.HOME.lease)
ATTEMPTS = 10
"""A run that so many workers began and left is not tried again by itself. That is many, for what
hangs or kills is what lints, not the worker, so that these died of something else.
"""
LOSSES = 3
"""A text that killed so often what linted it is not tried again by itself."""
_KILLED = (
    "the worker died while it linted this text, {times} times; there may be too little memory, or "
    "its log says why. Nothing was changed. The run can be started anew."
)


LACKING = Q(state=RunState.FAILED) | (Q(state=RunState.DONE) & ~Q(reason=""))
"""Runs that lack findings, as ``Run.lacks_findings`` says of one."""


def take(worker: str) -> Run | None:
    """The next run that waits or was left by a dead worker, now held by this one; None if none is.

    Args:
        worker: what the worker is called, one name for each.
    """
    while True:
        now = timezone.now()
        left = Run.objects.filter(state=RunState.RUNNING, leased_until__lt=now).order_by("pk")
        queued = Run.objects.filter(state=RunState.QUEUED).order_by("pk")
        found = left.first() or queued.first()
        if found is None:
            return None
        # Of two workers that saw the same run one changes it, for the other counts no row.
        seen = Run.objects.filter(
            pk=found.pk,
            state=found.state,
            attempts=found.attempts,
            leased_until=found.leased_until,
        )
        if found.attempts >= ATTEMPTS:
            _give_up(seen, found.attempts)
            continue
        taken = seen.update(
            state=RunState.RUNNING,
            worker=worker,
            started_at=now,
            leased_until=now + LEASE,
            attempts=F("attempts") + 1,
        )
        if taken:
            return Run.objects.select_related("revision__document").get(pk=found.pk)


def pending() -> QuerySet[Run]:
    """The runs that have not ended: they wait, are worked at, or were left by a dead worker."""
    return Run.objects.filter(state__in=(RunState.QUEUED, RunState.RUNNING))


def renew(run: Run) -> bool:
    """Hold a run for longer; whether it is still held, for it may have been given to another."""
    return bool(_held(run).update(leased_until=timezone.now() + LEASE))


def fail(run: Run, reason: str) -> None:
    """Say of a run that is held that it failed; it closes no finding."""
    _held(run).update(state=RunState.FAILED, finished_at=timezone.now(), reason=reason)


def give_back(run: Run) -> None:
    """Let another worker have a run that is held, as if this one had not begun it."""
    attempts = F("attempts") - 1
    _held(run).update(state=RunState.QUEUED, worker="", leased_until=None, attempts=attempts)


def lose(run: Run) -> None:
    """Say of a run that is held that what linted it died; it is tried again unless it was often."""
    losses = run.losses + 1
    if losses >= LOSSES:
        _give_up(_held(run), losses)
    else:
        _held(run).update(state=RunState.QUEUED, worker="", leased_until=None, losses=losses)


def again(run: Run) -> bool:
    """Queue a run anew that failed or lacks findings; whether that was possible."""
    with transaction.atomic():
        lacking = Run.objects.filter(LACKING, pk=run.pk)
        return bool(
            lacking.update(
                state=RunState.QUEUED,
                attempts=0,
                losses=0,
                worker="",
                reason="",
                leased_until=None,
            )
        )


def _held(run: Run) -> QuerySet[Run]:
    return Run.objects.filter(pk=run.pk, state=RunState.RUNNING, worker=run.worker)


def _give_up(run: QuerySet[Run], times: int) -> None:
    reason = _KILLED.format(times=times)
    run.update(state=RunState.FAILED, finished_at=timezone.now(), reason=reason)
