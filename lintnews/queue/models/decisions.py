"""What people decided. Decisions are added and never changed; the database itself sees to that."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from lintnews.queue.models.articles import Revision
from lintnews.queue.models.findings import Finding
from lintnews.queue.models.people import User


class DecisionKind(models.TextChoices):
    """What was done. ``REOPEN`` is what a run says of an error that came back."""

    ACCEPT = "accept"
    DISMISS = "dismiss"
    COMMENT = "comment"
    UNDO = "undo"
    REOPEN = "reopen"


class Reason(models.TextChoices):
    """Why a finding was dismissed; only the first says that its rule was wrong."""

    NOT_AN_ERROR = "not_an_error", "not an error"
    HOUSE_STYLE = "house_style", "house style"
    VERBATIM_QUOTE = "verbatim_quote", "verbatim quote"
    WONT_FIX = "wont_fix", "will not fix"


class Bulk(models.Model):
    """One decision about all findings of a filter.

    Attributes:
        filter: the filter as a query string, for people and for the record.
        count: how many findings it decided.
    """

    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=10, choices=DecisionKind.choices)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    comment = models.TextField(blank=True)
    filter = models.TextField()
    count = models.PositiveIntegerField(default=0)
    undone_at = models.DateTimeField(null=True, blank=True)


class Decision(models.Model):
    """What somebody said about a finding.

    Attributes:
        by: who; None for a run that reopened it.
        reason: why it was dismissed, else empty.
        undoes: the decision that this one takes back.
        rule_version: the rule as it was then, as in ``Finding``.
        revision: the revision that was looked at.
    """

    finding = models.ForeignKey(Finding, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=10, choices=DecisionKind.choices)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    comment = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="decisions")
    at = models.DateTimeField(default=timezone.now, db_index=True)
    bulk = models.ForeignKey(Bulk, models.PROTECT, null=True, blank=True, related_name="decisions")
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    rule_version = models.CharField(max_length=64)
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
