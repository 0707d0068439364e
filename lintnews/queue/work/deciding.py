"""What people do with findings: claim them, decide, take it back, and decide many at once.

Nobody is locked out. Who looks at a finding claims it for a while, and every change says which
version of the finding it is about: if that is not the one that is kept, nothing happens and the
fresh state is told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from lintnews.queue.models import (
    Answer,
    Bulk,
    Decision,
    DecisionKind,
    Finding,
    Presence,
    Reason,
    Role,
    User,
)
from lintnews.queue.work import drafting, judging
from lintnews.queue.work.filters import OF_STATUS, Status

CLAIM = timedelta(minutes=10)
_SAME_COMMENT = timedelta(minutes=1)
NO_BULK_ACCEPT = ("names",)
"""Families whose findings are accepted one at a time, for each of them is about somebody."""
LONGEST_COMMENT = 5_000
_ANSWERS = {DecisionKind.ACCEPT: Answer.ACCEPTED, DecisionKind.DISMISS: Answer.DISMISSED}
_CHUNK = 500
_STANDS = Q(undone_by=None) & ~Exists(
    Decision.objects.filter(
        finding=OuterRef("finding"),
        pk__gt=OuterRef("pk"),
        kind__in=(*_ANSWERS, DecisionKind.REOPEN),
        undone_by=None,
    )
)
"""Of decisions with an answer: it was not taken back, and nothing was decided or reopened since."""


class ForbiddenError(Exception):
    """The user may not do this; the message says why."""


class ConflictError(Exception):
    """Somebody or something else was faster; nothing was changed. The message says what happened.

    Attributes:
        finding: the finding as it is now; None where it is about many.
    """

    def __init__(self, reason: str, finding: Finding | None = None) -> None:
        super().__init__(reason)
        self.finding = finding


class Verdict(NamedTuple):
    """A decision to be made: its kind, for a dismissal why, and what else there is to say."""

    kind: DecisionKind
    reason: str = ""
    comment: str = ""

    def checked(self) -> Verdict:
        """The same, found to be one.

        Raises:
            ValueError: a dismissal has no reason, or something else has one; the kind is none that
                people choose; or a comment says nothing, or is too long.
        """
        if self.kind not in (DecisionKind.ACCEPT, DecisionKind.DISMISS, DecisionKind.COMMENT):
            raise ValueError(f'"{self.kind}" is no decision')
        if self.kind == DecisionKind.DISMISS and self.reason not in Reason.values:
            raise ValueError(f"say why it is dismissed: one of {', '.join(Reason.values)}")
        if self.kind != DecisionKind.DISMISS and self.reason:
            raise ValueError("only a dismissal has a reason")
        if self.kind == DecisionKind.COMMENT and not self.comment.strip():
            raise ValueError("the comment is empty")
        if len(self.comment) > LONGEST_COMMENT:
            raise ValueError(f"the comment is longer than {LONGEST_COMMENT:,} characters")
        if "\0" in self.comment:
            raise ValueError("the comment has a character U+0000, which no text has")
        return self


def claim(finding: Finding, user: User) -> bool:
    """Say that a user looks at a finding; whether it is the user's now, and as it was seen."""
    now = timezone.now()
    free = Finding.objects.filter(_free(user), pk=finding.pk, version=finding.version)
    return bool(free.update(claimed_by=user, claimed_until=now + CLAIM))


def decide(finding: Finding, version: int, user: User, verdict: Verdict) -> Decision:
    """Decide about a finding; a comment changes no answer.

    A comment that its author has just made is the same form sent twice, and is kept once.

    Args:
        finding: the finding.
        version: the version that was looked at.
        user: who decides.
        verdict: what is decided.

    Raises:
        ForbiddenError: the user only looks.
        ConflictError: the finding has changed since, or somebody else is at it.
        ValueError: the verdict is none, as for ``Verdict.checked``.
    """
    need(user, Role.EDITOR)
    verdict.checked()
    with transaction.atomic():
        if verdict.kind == DecisionKind.COMMENT:
            return _same_comment(finding, user, verdict) or _record(finding, user, verdict)
        # Most decisions leave as it is what counts; they need not wait for each other.
        counts = Answer.DISMISSED in (finding.answer, _ANSWERS[verdict.kind])
        concerned = [finding.document_id] if counts else []
        judging.lock(concerned)
        _change(finding, version, user, _answered(user, verdict))
        made = _record(finding, user, verdict)
        drafting.follow(finding, made)
        judging.judge_anew(concerned)
        return made


def undo(decision: Decision, user: User) -> Decision:
    """Take back a decision; the finding has the answer that it had before.

    Raises:
        ForbiddenError: it is another's, and the user is no lead.
        ConflictError: it has been taken back, or is not the last one.
    """
    need(user, Role.EDITOR if decision.by_id == user.pk else Role.LEAD)
    with transaction.atomic():
        judging.lock([decision.finding.document_id])
        finding = Finding.objects.select_for_update().get(pk=decision.finding_id)
        last = standing(finding)
        if last is None or last.pk != decision.pk:
            raise ConflictError("this is not the last decision any more", finding)
        before = standing(finding, but=decision)
        _change(finding, finding.version, user, _state(before), absent=True)
        drafting.follow(finding, before)
        judging.judge_anew([finding.document_id])
        return _record(finding, user, Verdict(DecisionKind.UNDO), undoes=decision)


def last_of(user: User) -> Decision | None:
    """What undo would take back: the last thing that a user decided and that still stands.

    What somebody decided anew since, or a run reopened, does not stand. What was decided in bulk
    only a lead takes back.
    """
    made = Decision.objects.filter(_STANDS, by=user, kind__in=_ANSWERS)
    if not user.may(Role.LEAD):
        made = made.filter(bulk=None)
    return made.select_related("finding", "bulk").order_by("-pk").first()


def bulk(findings: QuerySet[Finding], seen: str, user: User, verdict: Verdict, filter: str) -> Bulk:
    """Decide about all findings of a filter that are open and that nobody else is at.

    Args:
        findings: the findings of the filter.
        seen: the digest of those that the user was shown, as ``digest_of`` says it.
        user: who decides.
        verdict: what is decided.
        filter: the filter as a query string, for the record.

    Raises:
        ForbiddenError: the user is no lead; or names would be accepted, which goes one by one.
        ConflictError: there are others now.
        ValueError: the verdict is none, or a comment.
    """
    need(user, Role.LEAD)
    if verdict.checked().kind == DecisionKind.COMMENT:
        raise ValueError("a comment is about one finding")
    with transaction.atomic():
        dismissing = verdict.kind == DecisionKind.DISMISS
        judging.lock(_articles_of(decidable(findings, user)) if dismissing else ())
        open_ones = decidable(findings, user).select_related("document")
        open_ones = open_ones.select_for_update(of=("self",)).order_by("pk")
        there = list(open_ones)
        if verdict.kind == DecisionKind.ACCEPT and any(
            finding.family in NO_BULK_ACCEPT for finding in there
        ):
            raise ForbiddenError("findings about names are accepted one by one, not all at once")
        if _digest((one.pk, one.version) for one in there) != seen:
            raise ConflictError("these are not the findings any more that you were shown")
        made = Bulk.objects.create(
            by=user,
            kind=verdict.kind,
            reason=verdict.reason,
            comment=verdict.comment,
            filter=filter,
            count=len(there),
        )
        answer = {**_answered(user, verdict), "claimed_by": None, "claimed_until": None}
        _update(there, answer)
        now = timezone.now()
        rows = Decision.objects.bulk_create(
            [_row(finding, user, verdict, at=now, bulk=made) for finding in there],
            batch_size=_CHUNK,
        )
        drafting.draft_examples(rows)
        judging.judge_anew(one.document_id for one in there if dismissing)
        return made


def undo_bulk(made: Bulk, user: User) -> int:
    """Take back what was decided in bulk, but for what was decided anew since; says how many.

    Raises:
        ForbiddenError: the user is no lead.
        ConflictError: it has been taken back.
    """
    need(user, Role.LEAD)
    with transaction.atomic():
        if not Bulk.objects.filter(pk=made.pk, undone_at=None).update(undone_at=timezone.now()):
            raise ConflictError("this has been taken back already")
        of_it = Finding.objects.filter(decisions__bulk=made).select_related("document")
        dismissed = made.kind == DecisionKind.DISMISS
        judging.lock(_articles_of(of_it) if dismissed else ())
        findings = {one.pk: one for one in of_it.select_for_update(of=("self",)).order_by("pk")}
        standing = list(made.decisions.filter(_STANDS).values_list("finding", flat=True))
        # What was decided in bulk was open before.
        before: dict[str, object] = {**_state(None), "claimed_by": None, "claimed_until": None}
        _update([findings[pk] for pk in standing], before)
        # What was decided anew since is taken back too, so that it does not come up behind that.
        Decision.objects.bulk_create(
            [
                _row(findings[one.finding_id], user, Verdict(DecisionKind.UNDO), undoes=one)
                for one in made.decisions.filter(undone_by=None).order_by("pk")
            ],
            batch_size=_CHUNK,
        )
        drafting.withdraw_bulk(made.pk)
        judging.judge_anew(one.document_id for one in findings.values() if dismissed)
        return len(standing)


def assign(findings: QuerySet[Finding], user: User, assignee: User | None) -> int:
    """Make findings somebody's task, or nobody's; says how many.

    Raises:
        ForbiddenError: the user only looks; or is no lead, and gives others tasks or takes theirs.
        ValueError: the assignee may decide nothing.
    """
    need(user, Role.EDITOR if assignee in (None, user) else Role.LEAD)
    if assignee is not None and not assignee.may(Role.EDITOR):
        raise ValueError(f"{assignee} may only look, and can do no task")
    if not user.may(Role.LEAD):
        others = findings.exclude(assignee=None).exclude(assignee=user).select_related("assignee")
        if taken := others.first():
            raise ForbiddenError(f"this is a task of {taken.assignee}; a lead gives it to others")
    return findings.update(assignee=assignee)


def decidable(findings: QuerySet[Finding], user: User) -> QuerySet[Finding]:
    """Those of some findings that are open and that nobody else is at."""
    return open_of(findings).filter(_free(user))


def digest_of(findings: QuerySet[Finding], user: User) -> str:
    """A digest of what a decision about many findings would be about."""
    rows = decidable(findings, user).order_by("pk").values_list("pk", "version")
    return _digest(rows.iterator())


def _digest(versions: Iterable[tuple[int, int]]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for pk, version in versions:
        digest.update(b"%d %d\n" % (pk, version))
    return digest.hexdigest()


def open_of(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    """Those of some findings that are open."""
    return findings.filter(OF_STATUS[Status.OPEN])


def standing(finding: Finding, *, but: Decision | None = None) -> Decision | None:
    """The decision that holds for a finding; ``but`` is left out of account."""
    made = finding.decisions.filter(
        kind__in=(*_ANSWERS, DecisionKind.REOPEN), undone_by=None
    ).order_by("-pk")
    last = (made.exclude(pk=but.pk) if but else made).first()
    return None if last is None or last.kind == DecisionKind.REOPEN else last


def need(user: User, role: Role) -> None:
    """Let nobody go on who has not at least a role.

    Raises:
        ForbiddenError: the user has not.
    """
    if not user.may(role):
        raise ForbiddenError(f"this needs the role {role.label}")


def _free(user: User) -> Q:
    expired = Q(claimed_until__lt=timezone.now())
    return Q(claimed_by=None) | Q(claimed_by=user) | expired


def _articles_of(findings: QuerySet[Finding]) -> Iterable[int]:
    """The keys of the articles of some findings."""
    return findings.order_by().values_list("document", flat=True).distinct().iterator()


def _change(
    finding: Finding, version: int, user: User, values: dict[str, object], *, absent: bool = False
) -> None:
    """Change a finding if it is as it was looked at, present and free."""
    same = Finding.objects.filter(_free(user), pk=finding.pk, version=version)
    if not absent:
        same = same.filter(presence=Presence.PRESENT)
    free = {"claimed_by": None, "claimed_until": None}
    if not same.update(version=F("version") + 1, **values, **free):
        fresh = Finding.objects.select_related("decided_by", "claimed_by").get(pk=finding.pk)
        raise ConflictError(_what_happened(fresh, version, user), fresh)


def _what_happened(fresh: Finding, version: int, user: User) -> str:
    if fresh.version == version and fresh.claimed_by not in (None, user):
        return f"{fresh.claimed_by} is looking at this finding"
    if fresh.presence != Presence.PRESENT:
        return f"the article has changed: this finding is {fresh.status} now"
    if fresh.decided_by == user:
        return f"you have {fresh.answer} this finding already"
    if fresh.decided_by is not None:
        return f"{fresh.decided_by} has {fresh.answer} this finding meanwhile"
    return "this finding has changed meanwhile"


def _answered(user: User, verdict: Verdict) -> dict[str, object]:
    return {
        "answer": _ANSWERS[verdict.kind],
        "reason": verdict.reason,
        "decided_by": user,
        "decided_at": timezone.now(),
    }


def _state(decision: Decision | None) -> dict[str, object]:
    if decision is None:
        return {"answer": Answer.NONE, "reason": "", "decided_by": None, "decided_at": None}
    return {
        "answer": _ANSWERS[DecisionKind(decision.kind)],
        "reason": decision.reason,
        "decided_by": decision.by,
        "decided_at": decision.at,
    }


def _same_comment(finding: Finding, user: User, verdict: Verdict) -> Decision | None:
    """The comment of the same words that the user has made a moment ago."""
    # Of two that are sent at once, one must see the other.
    Finding.objects.select_for_update().get(pk=finding.pk)
    return finding.decisions.filter(
        by=user,
        kind=DecisionKind.COMMENT,
        comment=verdict.comment,
        at__gte=timezone.now() - _SAME_COMMENT,
    ).first()


def _record(
    finding: Finding, user: User, verdict: Verdict, undoes: Decision | None = None
) -> Decision:
    made = _row(finding, user, verdict, undoes=undoes)
    made.save(force_insert=True)
    return made


def _row(finding: Finding, user: User, verdict: Verdict, **more: Any) -> Decision:
    """A decision that is not saved yet."""
    return Decision(
        finding=finding,
        kind=verdict.kind,
        reason=verdict.reason,
        comment=verdict.comment,
        by=user,
        rule_version=finding.rule_version,
        revision_id=finding.document.current_id,
        **more,
    )


def _update(findings: list[Finding], values: dict[str, object]) -> None:
    """Give many findings the same values, in pieces that a statement can hold."""
    for at in range(0, len(findings), _CHUNK):
        some = [one.pk for one in findings[at : at + _CHUNK]]
        Finding.objects.filter(pk__in=some).update(version=F("version") + 1, **values)
