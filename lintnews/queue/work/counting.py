"""How many findings a filter has, by how they stand."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
from django.db.models import Count, QuerySet

from lintnews.queue.models import Finding
from lintnews.queue.work.filters import Filter, Status


def status_counts(filter: Filter) -> dict[Status, int]:
    """How many findings each status has under a filter, whatever its own status is."""
    rest = msgspec.structs.replace(filter, status=Status.ALL)
    rows = rest.findings().order_by().values("presence", "answer").annotate(count=Count("pk"))
    counts: Counter[Status] = Counter()
    for row in rows:
        shown = Finding(presence=row["presence"], answer=row["answer"]).status
        counts[Status(shown)] += row["count"]
    reopened = msgspec.structs.replace(filter, status=Status.REOPENED)
    counts[Status.REOPENED] = reopened.findings().count()
    counts[Status.ALL] = sum(n for status, n in counts.items() if status is not Status.REOPENED)
    return {status: counts[status] for status in Status}


def counts_by(findings: QuerySet[Finding], field: str) -> dict[Any, Counter[str]]:
    """How many of some findings have each status, by the value of a field."""
    rows = findings.order_by().values_list(field, "presence", "answer").annotate(count=Count("pk"))
    counts: dict[Any, Counter[str]] = {}
    for value, presence, answer, count in rows:
        status = Finding(presence=presence, answer=answer).status
        counts.setdefault(value, Counter())[status] += count
    return counts
