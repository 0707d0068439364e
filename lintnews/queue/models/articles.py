"""The articles, their revisions, and the runs in which these are linted."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from lintnews.queue.models.people import User


class Document(models.Model):
    """An article under the name that its source has for it.

    Attributes:
        external_id: that name: a path, or what a publishing system calls it.
        path: the name of the file in reports, by which a sidecar is named.
        article_id: the id of the record in its file; empty if the file is the article.
        format: how the text is read ("text", "markdown", "html").
        title: the headline, for lists.
        address: where it is published; empty if that is not known.
        current: the newest revision that was linted.
        rank: the rank of the verdict on that, 2 if it is garbled; -1 while there is no verdict.
        score: its garble score.
        verdict: the verdict as JSON, as ``lintnews.queue.work.judging`` writes it; empty while
            there is none.
    """

    external_id = models.CharField(max_length=500, unique=True)
    path = models.CharField(max_length=1000)
    article_id = models.CharField(max_length=500, blank=True)
    format = models.CharField(max_length=20, default="text")
    title = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    current = models.ForeignKey(
        "Revision", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    rank = models.SmallIntegerField(default=-1)
    score = models.FloatField(default=0)
    verdict = models.TextField(blank=True)

    class Meta:
        """Indexes."""

        # The articles that need somebody most, however many there are.
        indexes = (models.Index(fields=["rank", "score", "id"], name="document_verdict"),)


class Revision(models.Model):
    """A text of an article as it came.

    Attributes:
        number: its number among those of the article, from 1.
        text: the source, in the format of the document.
        digest: the SHA-256 of the text in hexadecimal digits.
        article: the prose and its blocks as JSON, as ``lintnews.queue.work.prose`` writes them;
            empty until it was linted.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField(default=timezone.now)
    received_from = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    article = models.TextField(blank=True)

    class Meta:
        """Constraints."""

        constraints = (
            models.UniqueConstraint(fields=["document", "number"], name="revision_number"),
        )


class RunState(models.TextChoices):
    """How far a run is; one that was overtaken by a newer revision changes nothing."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    OVERTAKEN = "overtaken"


class Run(models.Model):
    """The linting of one revision.

    A worker holds a run by a lease that it renews while it works; when the lease ends the run is
    free again, for its worker is dead.

    Attributes:
        attempts: how often a worker began it.
        losses: how often what linted it died.
        worker: who holds it.
        leased_until: until when.
        reason: why it failed, or lacks findings though it was done, for people.
        engine: the version of lintnews.
        rules: a digest of the rules and the configuration that it ran with.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="runs")
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.QUEUED)
    queued_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    losses = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=100, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    engine = models.CharField(max_length=50, blank=True)
    rules = models.CharField(max_length=64, blank=True)

    class Meta:
        """Indexes."""

        # However many runs there are, the next one is found at once.
        indexes = (models.Index(fields=["state", "id"], name="run_next"),)

    @property
    def lacks_findings(self) -> bool:
        """Whether it failed or was done without all findings, so that it may be started anew."""
        done = self.state == RunState.DONE
        return self.state == RunState.FAILED or (done and bool(self.reason))
