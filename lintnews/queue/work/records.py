"""What the queue keeps of a finding, beside the finding itself, as programs are told it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from lintnews.queue.models import Answer, Finding


class Decided(msgspec.Struct, frozen=True):
    """What was decided: the answer, for a dismissal why, by whom and when."""

    kind: str
    reason: str
    by: str | None
    at: datetime | None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What the queue keeps of a finding.

    Attributes:
        id: its number.
        version: counts the changes.
        status: how it stands.
        article: what they call the article who send it.
        document: the number of the article.
        revision: the revision in which it was seen last.
        first_seen: when it was seen first.
        reopened: how often it came back after it was gone.
        decision: what was decided; None if it is open.
        assignee: whose task it is.
    """

    id: int
    version: int
    status: str
    article: str
    document: int
    revision: int
    first_seen: datetime
    reopened: int
    decision: Decided | None
    assignee: str | None


def record_of(finding: Finding, revision: int) -> Record:
    """The record of a finding that was seen last in a revision."""
    return Record(
        id=finding.pk,
        version=finding.version,
        status=finding.status,
        article=finding.document.external_id,
        document=finding.document_id,
        revision=revision,
        first_seen=finding.first_seen,
        reopened=finding.reopened,
        decision=_decided(finding),
        assignee=finding.assignee.username if finding.assignee else None,
    )


def _decided(finding: Finding) -> Decided | None:
    if finding.answer == Answer.NONE:
        return None
    by = finding.decided_by.username if finding.decided_by else None
    return Decided(finding.answer, finding.reason, by, finding.decided_at)
