"""What programs send, and what they are told; the descriptions become those of the OpenAPI file."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import BaseModel, ConfigDict

from lintnews.queue.models import DecisionKind, Reason, RunState, Scope
from lintnews.verdict import Level

Kind = Literal["accept", "dismiss", "comment"]
Limit = Annotated[int, Field(ge=1, le=500)]


class Strict(Schema):
    """What is sent has no field but these, so that none is misspelled without being noticed."""

    model_config = ConfigDict(extra="forbid")


class ArticleIn(Strict):
    """An article as it is now."""

    id: str = Field(description="What you call it: any text of up to 500 characters.")
    text: str = Field(description="The source, of up to 2,000,000 characters.")
    format: str = Field("text", description='"text", "markdown" or "html".')
    title: str = Field("", description="The headline; the first line if it is empty.")
    path: str = Field("", description="The name in reports; the id if it is empty.")
    address: str = Field("", description="Where it is published.")
    again: bool = Field(False, description="Lint a text anew that was linted, for rules changed.")


class RunOut(Schema):
    """How far the linting of a revision is."""

    id: int
    article: str = Field(description="What you call the article.")
    revision: int
    state: RunState
    reason: str = Field(description="Why it failed or lacks findings, for people.")
    queued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    engine: str = Field(description="The version of lintnews.")


class RunsOut(Schema):
    """Some runs, the newest first."""

    runs: list[RunOut]
    next: int | None = Field(description='"before" for what follows; null at the end.')


class TakenOut(Schema):
    """What became of an article that was sent."""

    article: str = Field(description="What you call it.")
    document: int = Field(description="Its number here.")
    revision: int
    new: bool = Field(description="Whether the text was not known.")
    run: RunOut


class WhereOut(Schema):
    """Where damage stands in the source; line and column count from 1."""

    line: int
    column: int
    start: int = Field(description="From 0, in code points.")


class ReasonOut(Schema):
    """What a rule found, as a reason for a verdict."""

    rule: str
    strength: float = Field(description="How much it adds to the score.")
    message: str = Field(description="What its surest finding says.")
    places: list[WhereOut] = Field(description="Where it found something, the surest first.")


class VerdictOut(Schema):
    """What the findings of an article come to; what was dismissed does not count."""

    level: Level
    score: float = Field(description="How garbled it is, from 0 to 1.")
    words: int
    places: int = Field(description="At how many places it is damaged.")
    reasons: list[ReasonOut] = Field(description="Those that weigh most, the strongest first.")


class ArticleOut(Schema):
    """How an article stands."""

    article: str = Field(description="What you call it.")
    document: int = Field(description="Its number here.")
    title: str
    path: str
    format: str
    address: str
    created_at: datetime
    revision: int = Field(description="The newest revision.")
    linted: int | None = Field(description="The revision that the findings are of.")
    run: RunOut = Field(description="The last run of the newest revision.")
    findings: dict[str, int] = Field(description="How many there are of each status.")
    verdict: VerdictOut | None = Field(
        description="On the revision that was linted; null if there is none."
    )


class ArticlesOut(Schema):
    """Some articles, in the order in which they came first."""

    articles: list[ArticleOut]
    next: int | None = Field(description='"after" for what follows; null at the end.')


class AnswerOut(Schema):
    """What was decided."""

    kind: str = Field(description='"accepted" or "dismissed".')
    reason: str = Field(description="Why it was dismissed.")
    by: str | None
    at: datetime | None


class QueueOut(Schema):
    """What the queue knows of a finding."""

    id: int
    version: int = Field(description="Counts the changes; who decides says which was looked at.")
    status: str = Field(
        description='"open", "accepted", "dismissed", "fixed", "gone" or "withdrawn".'
    )
    article: str = Field(description="What you call the article.")
    document: int
    revision: int | None = Field(description="The revision in which it was seen last.")
    first_seen: datetime
    reopened: int = Field(description="How often it came back after it was gone.")
    decision: AnswerOut | None
    assignee: str | None


class FindingOut(BaseModel):
    """A finding as ``lintnews check --format jsonl`` prints it, and what the queue knows of it."""

    model_config = ConfigDict(extra="allow")
    queue: QueueOut


class FindingsOut(Schema):
    """Some findings, in the order of the queue."""

    findings: list[FindingOut]
    next: int | None = Field(description='"after" for what follows; null at the end.')


class DecisionOut(Schema):
    """Something that was said about a finding."""

    id: int
    kind: DecisionKind
    reason: str = Field(description="Why it was dismissed.")
    comment: str
    by: str | None = Field(description="Who said it; null for a run.")
    at: datetime
    undoes: int | None = Field(description="The decision that this one takes back.")
    bulk: int | None = Field(description="The bulk decision that it is part of.")
    rule_version: str
    revision: int | None = Field(description="The revision that was looked at.")


class HistoryOut(Schema):
    """A finding with all that was said about it, the oldest first."""

    finding: FindingOut
    history: list[DecisionOut]


class DecisionIn(Strict):
    """A decision to be made."""

    version: int = Field(description="The version of the finding that was looked at.")
    kind: Kind
    reason: str = Field("", description=f"Why it is dismissed: {', '.join(Reason.values)}.")
    comment: str = ""


class DecidedOut(Schema):
    """A decision that was made, and the finding as it is now."""

    decision: DecisionOut
    finding: FindingOut


class ConflictOut(Schema):
    """Nothing was changed, for somebody was faster; the finding as it is now."""

    reason: str
    finding: FindingOut


class TokenOut(Schema):
    """A token, for the program that uses it."""

    name: str
    user: str
    role: str
    scopes: list[Scope]
    expires_at: datetime | None
