"""What editors know and the linter should: proposals, each for a second person to approve."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

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
    """What became of a proposal."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


class Proposal(models.Model):
    """A proposal.

    Attributes:
        said: what is proposed: for names ``kind`` ("person"), ``preferred`` and ``other``; for an
            example ``rule`` and ``text``.
        decided_by: who approved or rejected it; never who made it.
    """

    kind = models.CharField(max_length=10, choices=ProposalKind.choices)
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="+")
    said: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    note = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(
        max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING
    )
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Constraints."""

        constraints = (
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("by")),
                name="proposal_two_people",
            ),
        )
