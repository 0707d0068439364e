"""The verdict on an article: how garbled it is, by what was found in it, and why.

``rules/words/verdict.toml`` has the numbers and says what they mean.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache

import msgspec

from lintnews.model import Finding, Severity, State
from lintnews.resources import rules_directory

SHARE = 100


class Level(StrEnum):
    """What is to be done with an article."""

    PUBLISHABLE = "publishable"
    NEEDS_SUB_EDITOR = "needs-sub-editor"
    GARBLED = "garbled"

    @property
    def rank(self) -> int:
        """0 for what can be published, 2 for what is garbled."""
        return list(Level).index(self)


WORDS = {
    Level.PUBLISHABLE: "publishable",
    Level.NEEDS_SUB_EDITOR: "needs a sub-editor",
    Level.GARBLED: "garbled",
}
"""What people call each."""


class Where(msgspec.Struct, frozen=True):
    """Where damage stands in the file: line and column count from 1, ``start`` from 0."""

    line: int
    column: int
    start: int


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule found, as a reason for a verdict.

    Attributes:
        rule: the rule.
        strength: how much it adds to the verdict; the reasons stand in this order.
        message: what its surest finding says.
        places: where it found something, the surest first.
    """

    rule: str
    strength: float
    message: str
    places: tuple[Where, ...]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict on an article.

    Attributes:
        level: what is to be done.
        score: the probability that it is damaged at one place or more in a hundred words.
        words: how many words it has.
        places: at how many places damage was found.
        reasons: the strongest reasons.
    """

    level: Level
    score: float
    words: int
    places: int
    reasons: tuple[Reason, ...]


class Thresholds(msgspec.Struct, frozen=True, kw_only=True, rename="kebab",
                 forbid_unknown_fields=True):  # fmt: skip
    """From which score on an article is garbled, and needs a sub-editor."""

    garbled: float
    needs_sub_editor: float


class Weights(msgspec.Struct, frozen=True, kw_only=True, rename="kebab",
              forbid_unknown_fields=True):  # fmt: skip
    """The numbers of ``rules/words/verdict.toml``."""

    families: frozenset[str]
    more_words: int
    offset: float
    bias: float
    slope: float
    garbled: float
    needs_sub_editor: float
    sure_error: float
    reasons: int

    @property
    def thresholds(self) -> Thresholds:
        """The thresholds where nobody chooses others."""
        return Thresholds(garbled=self.garbled, needs_sub_editor=self.needs_sub_editor)


@cache
def weights() -> Weights:
    """The numbers that come with lintnews.

    Raises:
        msgspec.ValidationError: the file is wrong.
    """
    # TOML, which is read without a library: a run that only tells what it remembers needs it too.
    with (rules_directory() / "words" / "verdict.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file), Weights)


def verdict_on(
    findings: Iterable[Finding], words: int, thresholds: Thresholds | None = None
) -> Verdict:
    """The verdict on an article.

    Args:
        findings: what was found in it; what is suppressed as meant so does not count, what a
            baseline lists does.
        words: how many words it has.
        thresholds: from which score on it is what; those of ``weights`` if they are left out.
    """
    numbers = weights()
    limits = thresholds or numbers.thresholds
    evidence = evidence_in(findings)
    reasons = _reasons(evidence)
    score = score_of(_strength(reasons, words))
    is_sure = any(
        one.severity is Severity.ERROR and one.confidence >= numbers.sure_error for one in evidence
    )
    level = Level.PUBLISHABLE
    if score >= limits.garbled:
        level = Level.GARBLED
    elif is_sure or score >= limits.needs_sub_editor:
        level = Level.NEEDS_SUB_EDITOR
    return Verdict(
        level=level,
        score=round(score, 3),
        words=words,
        places=len(evidence),
        reasons=tuple(reasons[: numbers.reasons]),
    )


def evidence_in(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that show damage; of those that overlap, the surest."""
    counted = (
        one
        for one in findings
        if one.family in weights().families
        and one.severity is not Severity.NOTE
        and one.state is not State.SUPPRESSED
    )
    evidence: list[Finding] = []
    end = -1
    for one in sorted(counted, key=lambda one: (one.start, one.end)):
        if one.start >= end:
            evidence.append(one)
        elif one.confidence > evidence[-1].confidence:
            evidence[-1] = one
        end = max(end, one.end)
    return evidence


def strength_in(evidence: Sequence[Finding], words: int) -> float:
    """How strong the evidence is for each hundred words."""
    return _strength(_reasons(evidence), words)


def score_of(strength: float) -> float:
    """The score for evidence of that strength."""
    numbers = weights()
    return 1 / (1 + math.exp(-numbers.bias - numbers.slope * math.log(strength + numbers.offset)))


def line_of(name: str, verdict: Verdict) -> str:
    """The verdict in one line, for people.

    Args:
        name: what the article is called; empty if that is said elsewhere.
        verdict: the verdict.
    """
    said = f"{WORDS[verdict.level]} (score {verdict.score:.2f})"
    line = f"{name}: {said}" if name else said
    if not verdict.reasons:
        return line
    places = f"{verdict.places:,} damaged place{'s' if verdict.places > 1 else ''}"
    return f"{line}, {places} in {verdict.words:,} words: {reasons_line(verdict)}"


def reasons_line(verdict: Verdict) -> str:
    """The rules that are its reasons, and where each found something first."""
    return "; ".join(map(_reason, verdict.reasons))


def _strength(reasons: Iterable[Reason], words: int) -> float:
    total = sum(reason.strength for reason in reasons)
    return SHARE * total / (words + weights().more_words)


def _reason(reason: Reason) -> str:
    first, *rest = reason.places
    more = f" and {len(rest):,} more" if rest else ""
    return f"{reason.rule} at {first.line}:{first.column}{more}"


def _reasons(evidence: Iterable[Finding]) -> list[Reason]:
    by_rule: dict[str, list[Finding]] = {}
    for one in evidence:
        by_rule.setdefault(one.rule, []).append(one)
    reasons = [_reason_of(rule, found) for rule, found in by_rule.items()]
    return sorted(reasons, key=lambda one: (-one.strength, one.places[0].start))


def _reason_of(rule: str, found: Sequence[Finding]) -> Reason:
    surest = sorted(found, key=lambda one: (-one.confidence, one.start))
    return Reason(
        rule=rule,
        strength=round(math.log2(1 + sum(one.confidence for one in found)), 3),
        message=surest[0].message,
        places=tuple(Where(one.line, one.column, one.start) for one in surest),
    )
