"""Who is looking at what: opening a finding claims it, and gives back what was open before."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from lintnews.queue.models import Finding, Role, User
from lintnews.queue.work.deciding import CLAIM, claim
from lintnews.queue.work.filters import Status, next_for

_FRESH = timedelta(minutes=1)


def look_at(finding: Finding, user: User) -> User | None:
    """Claim a finding for who opened it; says who else has it, None if nobody has.

    What the user only passed by is free for the others again. Who may not decide claims nothing,
    and what is decided needs no claim.
    """
    if user.may(Role.EDITOR):
        others = Finding.objects.filter(claimed_by=user).exclude(pk=finding.pk)
        if others.exists():
            others.update(claimed_by=None, claimed_until=None)
        if finding.status == Status.OPEN and not _is_fresh(finding, user) and claim(finding, user):
            return None
    return holder(finding, user)


def claim_next(findings: QuerySet[Finding], user: User, finding: Finding | None) -> Finding | None:
    """What a user looks at next, as ``next_for`` says, claimed at once if it is open.

    So of editors who decide in the same moment no two are sent to one finding.
    """
    following = next_for(findings, user, finding)
    while following is not None and following.status == Status.OPEN and not claim(following, user):
        following = next_for(findings, user, following)
    return following


def holder(finding: Finding, user: User) -> User | None:
    """Who else is looking at a finding."""
    until = finding.claimed_until
    if until is None or until < timezone.now() or finding.claimed_by_id == user.pk:
        return None
    return finding.claimed_by


def _is_fresh(finding: Finding, user: User) -> bool:
    """Whether the claim of a user is so new that writing it again would only cost time."""
    until = finding.claimed_until
    is_own = finding.claimed_by_id == user.pk
    return is_own and until is not None and until > timezone.now() + CLAIM - _FRESH
