"""The runs that wait for a worker, and the leases by which workers hold them."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from lintnews.queue.models import Run, RunState

LEASE = timedelta(seconds=60)
ATTEMPTS = 3
"""A text that killed so many workers is not tried again by itself."""
_KILLED = (
    "the worker died while it linted this text, {times} times; its log may say why. Nothing was "
    "changed. The run can be started anew."
)


def take(worker: str) -> Run | None:
    """The next run that waits or was left by a dead worker, now held by this one; None if none is.

    Args:
        worker: what the worker is called, one name for each.
    """
    while True:
        now = timezone.now()
        free = Q(state=RunState.QUEUED) | Q(state=RunState.RUNNING, leased_until__lt=now)
        found = Run.objects.filter(free).order_by("pk").values("pk", "attempts").first()
        if found is None:
            return None
        if found["attempts"] >= ATTEMPTS:
            Run.objects.filter(free, pk=found["pk"], attempts=found["attempts"]).update(
                state=RunState.FAILED,
                finished_at=now,
                reason=_KILLED.format(times=found["attempts"]),
            )
            continue
        # Of two workers that saw the same run one changes it, for the other counts no row.
        taken = Run.objects.filter(free, pk=found["pk"], attempts=found["attempts"]).update(
            state=RunState.RUNNING,
            worker=worker,
            started_at=now,
            leased_until=now + LEASE,
            attempts=F("attempts") + 1,
        )
        if taken:
            return Run.objects.select_related("revision__document").get(pk=found["pk"])


def renew(run: Run) -> bool:
    """Hold a run for longer; whether it is still held, for it may have been given to another."""
    held = Run.objects.filter(pk=run.pk, state=RunState.RUNNING, worker=run.worker)
    return bool(held.update(leased_until=timezone.now() + LEASE))


def fail(run: Run, reason: str) -> None:
    """Say of a run that is held that it failed; it closes no finding."""
    held = Run.objects.filter(pk=run.pk, state=RunState.RUNNING, worker=run.worker)
    held.update(state=RunState.FAILED, finished_at=timezone.now(), reason=reason)


def again(run: Run) -> bool:
    """Queue a failed run anew; whether that was possible."""
    with transaction.atomic():
        failed = Run.objects.filter(pk=run.pk, state=RunState.FAILED)
        return bool(
            failed.update(
                state=RunState.QUEUED, attempts=0, worker="", reason="", leased_until=None
            )
        )
