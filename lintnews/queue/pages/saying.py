"""What the pages say of decisions, in words."""

from __future__ import annotations

from lintnews.queue.models import Decision, DecisionKind, Finding, Reason
from lintnews.queue.work.deciding import Verdict
from lintnews.queue.work.filters import Filter, Status
from lintnews.report.cells import shortened, shown

_LONGEST = 40


def done(verdict: Verdict) -> str:
    """What was decided ("Dismissed: house style")."""
    if verdict.kind == DecisionKind.DISMISS:
        return f"Dismissed: {Reason(verdict.reason).label}"
    return "Accepted" if verdict.kind == DecisionKind.ACCEPT else "Comment kept"


def left(filter: Filter) -> str:
    """How many findings a filter still has."""
    count = filter.findings().count()
    is_open = filter.status in (Status.OPEN, Status.REOPENED)
    return f"{count:,} left" if is_open else f"{count:,} in this filter"


def undoing(decision: Decision) -> str:
    """What undo would take back."""
    made = decision.bulk
    if made is None or made.undone_at is not None:
        return deciding(decision)
    return f"{_verdict(decision)}, {made.count:,} finding{'s' if made.count > 1 else ''} at once"


def deciding(decision: Decision) -> str:
    """What was decided about one finding ("Dismissed: house style, “the the”")."""
    return f"{_verdict(decision)}, “{quoted(decision.finding)}”"


def _verdict(decision: Decision) -> str:
    return done(Verdict(DecisionKind(decision.kind), decision.reason))


def quoted(finding: Finding) -> str:
    """The text of a finding, cut if it is long."""
    return shown(shortened(finding.matched.strip(), _LONGEST))
