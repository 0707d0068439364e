"""What editors know and the linter should: proposals, each for a second person to approve."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from lintnews.queue.models.decisions import Decision
from lintnews.queue.models.findings import Finding
from lintnews.queue.models.people import User


class ProposalKind(models.TextChoices):
    """What is proposed.

    ``PEOPLE``: the two names are two people. ``FORM``: one form of a name is that of the house.
    ``EXAMPLE``: a sentence becomes a good example of a rule.
    """

    PEOPLE = "people", "these are two people"
    FORM = "form", "this is our form"
    EXAMPLE = "example", "a good example"


class ProposalState(models.TextChoices):
    """What became of a proposal; who made it withdraws it, or takes back what it was made of."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


UNDECIDED = [ProposalState.WAITING.value, ProposalState.WITHDRAWN.value]
"""The states of proposals about which no second person has said anything."""


class Proposal(models.Model):
    """A proposal.

    Attributes:
        said: what is proposed: for names ``kind`` ("person"), ``preferred``, ``others`` and perhaps
            ``surname``; for an example ``rule`` and ``text``.
        key: a digest of kind and ``said``, by which nothing is proposed twice at a time.
        decision: the decision that an example was drafted from.
        by: who made it, or who changed it last.
        decided_by: who approved or rejected it; never who made it.
        answer: what was said with that.
    """

    kind = models.CharField(max_length=10, choices=ProposalKind.choices)
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="+")
    said: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    key = models.CharField(max_length=64, blank=True)
    decision = models.ForeignKey(
        Decision, models.DO_NOTHING, null=True, blank=True, related_name="proposals"
    )
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING
    )
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        """Constraints."""

        indexes = (models.Index(fields=["state", "kind", "decided_at"], name="proposal_state"),)

        constraints = (
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("by")),
                name="proposal_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True, state__in=UNDECIDED)
                | models.Q(decided_by__isnull=False) & ~models.Q(state__in=UNDECIDED),
                name="proposal_decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(state__in=["waiting", "approved"]) & ~models.Q(key=""),
                name="proposal_once",
            ),
        )
