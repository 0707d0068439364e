"""The findings, which are what the queue is a queue of, and where they were seen."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from lintnews.model import Keys, Severity
from lintnews.queue.models.articles import Document, Revision, Run
from lintnews.queue.models.people import User


class Presence(models.TextChoices):
    """Whether a finding is in its article; only runs say so.

    A finding is withdrawn if its text is as it was, and only the rules have changed.
    """

    PRESENT = "present"
    ABSENT = "absent"
    WITHDRAWN = "withdrawn"


class Answer(models.TextChoices):
    """What was decided about a finding; only people say so."""

    NONE = "none", "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


SEVERITY_RANKS = [(severity.rank, severity.value) for severity in Severity]


class Finding(models.Model):
    """One issue with all its places, known through all revisions of its article.

    Attributes:
        rank: the severity as a number, 0 for a note.
        start: where it begins in the source where it was seen last, in code points.
        anchor, sentence, left, right, number: what it is recognised by; see ``lintnews.keys``.
        whole: whether its rule judges the whole text, so that its place says little.
        rule_version: a digest of the rule that found it last.
        reopened: how often it came back after it was gone.
        version: counts the changes; who changes a finding says which version was looked at.
        claimed_by: who is looking at it, until ``claimed_until``.
        assignee: whose task it is.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=100)
    family = models.CharField(max_length=50)
    rank = models.PositiveSmallIntegerField(choices=SEVERITY_RANKS)
    confidence = models.FloatField()
    start = models.PositiveIntegerField()
    matched = models.TextField()
    message = models.TextField()
    anchor = models.CharField(max_length=16)
    sentence = models.CharField(max_length=16)
    left = models.CharField(max_length=16)
    right = models.CharField(max_length=16)
    number = models.PositiveIntegerField(default=1)
    whole = models.BooleanField(default=False)
    rule_version = models.CharField(max_length=64)
    presence = models.CharField(max_length=10, choices=Presence.choices, default=Presence.PRESENT)
    reopened = models.PositiveSmallIntegerField(default=0)
    last_run = models.ForeignKey(Run, models.SET_NULL, null=True, blank=True, related_name="+")
    first_seen = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.NONE)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    assignee = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="assigned"
    )
    claimed_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    claimed_until = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Indexes: the order of the queue, and the filters that leave few."""

        indexes = (
            models.Index(
                fields=["presence", "answer", "document", "start", "id"], name="finding_queue"
            ),
            models.Index(fields=["document", "start", "id"], name="finding_order"),
            models.Index(
                fields=["rule", "presence", "answer", "document", "start", "id"],
                name="finding_rule",
            ),
            # Few come back; these are counted for each page.
            models.Index(fields=["presence", "answer", "reopened"], name="finding_reopened"),
            models.Index(fields=["assignee", "answer"], name="finding_assignee"),
            models.Index(fields=["decided_at"], name="finding_decided"),
            # By these the page of progress counts, and finds what waits longest.
            models.Index(fields=["family", "presence", "answer"], name="finding_family"),
            models.Index(fields=["presence", "answer", "first_seen"], name="finding_waiting"),
        )

    SHOWN: ClassVar[dict[tuple[str, str], str]] = {
        (Presence.PRESENT, Answer.NONE): "open",
        (Presence.PRESENT, Answer.ACCEPTED): "accepted",
        (Presence.PRESENT, Answer.DISMISSED): "dismissed",
        (Presence.ABSENT, Answer.NONE): "fixed",
        (Presence.ABSENT, Answer.ACCEPTED): "fixed",
        (Presence.ABSENT, Answer.DISMISSED): "gone",
    }

    @property
    def status(self) -> str:
        """What presence and answer come to, in a word."""
        return self.SHOWN.get((self.presence, self.answer), "withdrawn")

    @property
    def keys(self) -> Keys:
        """The keys by which it is recognised."""
        return Keys(anchor=self.anchor, sentence=self.sentence, left=self.left, right=self.right)

    def last_seen(self) -> Occurrence | None:
        """How it was in the newest revision that had it; None if it was never seen."""
        return self.occurrences.order_by("-revision__number").first()

    @property
    def severity(self) -> Severity:
        """The severity."""
        return list(Severity)[self.rank]


class Occurrence(models.Model):
    """A finding as it was seen in one revision.

    Attributes:
        payload: the finding as JSON, as ``lintnews check --format jsonl`` prints it.
        marks: where it stands in the prose: its start, its end, and those of its other places, in
            code points.
    """

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="occurrences")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="occurrences")
    payload = models.TextField()
    marks = models.JSONField()

    class Meta:
        """Constraints."""

        constraints = (
            models.UniqueConstraint(fields=["finding", "revision"], name="occurrence_once"),
        )
