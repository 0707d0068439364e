"""How often each rule is right, by what editors decided, and how sure that is.

A rule is right where a finding was accepted, and wrong where one was dismissed as "not an error".
The other reasons say nothing about it. What was taken back does not count; what was decided anew
counts as it was decided last. An error that was mended and came back was right all the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from lintnews.model import Severity
from lintnews.queue.models import Decision, DecisionKind, Finding, Reason
from lintnews.queue.work.drafting import normal

ENOUGH = 20
"""From how many judgements on a rule can be proposed for demotion."""
HALF = 0.5
_Z = 1.959963984540054
_ANSWERS = (DecisionKind.ACCEPT, DecisionKind.DISMISS)
_WEAKER = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.NOTE}


class Interval(NamedTuple):
    """Between what a share lies, with 95 % confidence."""

    low: float
    high: float


class Share(NamedTuple):
    """How often a version of a rule was right.

    Attributes:
        rule: the name of the rule.
        version: a digest of its file.
        accepted: in how many cases it was right.
        refused: in how many it was wrong.
        is_current: whether it is the version that ran last.
        severity: how grave its findings are.
    """

    rule: str
    version: str
    accepted: int
    refused: int
    is_current: bool
    severity: Severity

    @property
    def cases(self) -> int:
        """How many cases there are."""
        return self.accepted + self.refused

    @property
    def share(self) -> float:
        """The accepted share."""
        return self.accepted / self.cases

    @property
    def interval(self) -> Interval:
        """Where the share lies for certain enough."""
        return wilson(self.accepted, self.cases)

    @property
    def is_refused(self) -> bool:
        """Whether editors refuse the rule as it is now: surely more than half of its findings."""
        return self.is_current and self.cases >= ENOUGH and self.interval.high < HALF

    @property
    def demotion(self) -> str:
        """What to write into lintnews.toml to make the rule weaker."""
        weaker = _WEAKER.get(self.severity)
        if weaker is None:
            return f'ignore = ["{self.rule}"]'
        return f'[severity]\n{self.rule} = "{weaker}"'


def wilson(successes: int, count: int) -> Interval:
    """The score interval of a share for 95 %.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of
    the American Statistical Association 22 (1927), 209-212. Without any case it is all there is.
    """
    if count == 0:
        return Interval(0.0, 1.0)
    share, square = successes / count, _Z * _Z
    middle = (share + square / (2 * count)) / (1 + square / count)
    spread = math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    half = _Z * spread / (1 + square / count)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def precision(days: int = 0) -> list[Share]:
    """How often each version of each rule was right; those that are wrong most often come first.

    What a version of a rule found in equal words is one case, so that a click that dismisses a
    hundred at once weighs no more than one. If some of these were accepted and some refused, it is
    one case of either: the words are right in one place and wrong in another, and to count the
    majority alone would hide that.

    Args:
        days: for how many days decisions count; 0 for all.
    """
    cases: dict[tuple[str, str], dict[str, set[str]]] = {}
    for rule, version, matched, kind in _decided(days):
        of_version = cases.setdefault((rule, version), {kind: set() for kind in _ANSWERS})
        of_version[kind].add(normal(matched))
    newest = _newest()
    shares = [
        Share(
            rule,
            version,
            len(of_version[DecisionKind.ACCEPT]),
            len(of_version[DecisionKind.DISMISS]),
            newest[rule].version == version,
            newest[rule].severity,
        )
        for (rule, version), of_version in cases.items()
    ]
    return list(_ordered(shares))


def refused(shares: Iterable[Share]) -> list[Share]:
    """The rules that editors refuse; nothing is done about them but to say so."""
    return [one for one in shares if one.is_refused]


def _decided(days: int) -> Iterator[tuple[str, str, str, str]]:
    """Rule, version, text and kind of what was decided last about each finding."""
    stands = Decision.objects.filter(kind__in=_ANSWERS, undone_by=None)
    later = stands.filter(finding=OuterRef("finding"), pk__gt=OuterRef("pk"))
    judged = stands.filter(
        Q(kind=DecisionKind.ACCEPT) | Q(reason=Reason.NOT_AN_ERROR), ~Exists(later)
    )
    if days:
        judged = judged.filter(at__gte=timezone.now() - timedelta(days=days))
    rows = judged.order_by().values_list(
        "finding__rule", "rule_version", "finding__matched", "kind"
    )
    return rows.iterator()


class _Newest(NamedTuple):
    version: str
    severity: Severity


def _newest() -> Mapping[str, _Newest]:
    """The version of each rule that ran last, and how grave what it found is."""
    rows = (
        Finding.objects.order_by()
        .values_list("rule", "rule_version")
        .annotate(run=Max("last_run"), rank=Max("rank"))
    )
    ordered = sorted(rows, key=lambda row: row[2] or 0)
    return {rule: _Newest(version, list(Severity)[rank]) for rule, version, _, rank in ordered}


def _ordered(shares: list[Share]) -> Iterator[Share]:
    """Rules by the share of their newest version that was judged, older versions behind it."""
    by_rule: dict[str, list[Share]] = {}
    for share in sorted(shares, key=lambda one: not one.is_current):
        by_rule.setdefault(share.rule, []).append(share)
    for of_rule in sorted(by_rule.values(), key=lambda some: (some[0].share, some[0].rule)):
        yield from of_rule
