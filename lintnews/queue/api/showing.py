"""What is kept, as programs are told it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import OuterRef, QuerySet, Subquery

from lintnews.queue.models import Decision, Document, Finding, Occurrence, Revision, Run
from lintnews.queue.work.counting import counts_by
from lintnews.queue.work.judging import verdict_of
from lintnews.queue.work.records import record_of

Json = dict[str, Any]
_NEWEST = ("-revision__number", "-pk")


def run_json(run: Run) -> Json:
    """A run, as in ``RunOut``."""
    return {
        "id": run.pk,
        "article": run.revision.document.external_id,
        "revision": run.revision.number,
        "state": run.state,
        "reason": run.reason,
        "queued_at": run.queued_at,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "engine": run.engine,
    }


def articles_json(documents: QuerySet[Document]) -> list[Json]:
    """Articles, as in ``ArticleOut``, by a number of queries that does not grow with theirs."""
    runs = Run.objects.filter(revision__document=OuterRef("pk")).order_by(*_NEWEST)
    found = list(
        documents.select_related("current").annotate(last_run=Subquery(runs.values("pk")[:1]))
    )
    by_id = Run.objects.select_related("revision__document").in_bulk(
        [document.last_run for document in found]
    )
    counts = counts_by(Finding.objects.filter(document__in=found), "document")
    return [
        {
            "article": document.external_id,
            "document": document.pk,
            "title": document.title,
            "path": document.path,
            "format": document.format,
            "address": document.address,
            "created_at": document.created_at,
            "revision": by_id[document.last_run].revision.number,
            "linted": document.current.number if document.current else None,
            "run": run_json(by_id[document.last_run]),
            "findings": dict(counts.get(document.pk, {})),
            "verdict": msgspec.to_builtins(verdict_of(document)),
        }
        for document in found
    ]


def findings_json(findings: QuerySet[Finding]) -> list[Json]:
    """Findings, as in ``FindingOut``, by a number of queries that does not grow with theirs."""
    seen = Occurrence.objects.filter(finding=OuterRef("pk")).order_by(*_NEWEST)
    found = list(
        findings.select_related("document", "decided_by", "assignee").annotate(
            newest=Subquery(seen.values("pk")[:1])
        )
    )
    by_id = Occurrence.objects.select_related("revision").in_bulk(
        [finding.newest for finding in found]
    )
    return [_finding_json(finding, by_id[finding.newest]) for finding in found]


def finding_json(finding: Finding) -> Json:
    """One finding as it is kept now."""
    return findings_json(Finding.objects.filter(pk=finding.pk))[0]


def decisions_json(decisions: Iterable[Decision]) -> list[Json]:
    """What was said, as in ``DecisionOut``."""
    made = list(decisions)
    numbers = dict(
        Revision.objects.filter(pk__in={one.revision_id for one in made}).values_list(
            "pk", "number"
        )
    )
    return [
        {
            "id": one.pk,
            "kind": one.kind,
            "reason": one.reason,
            "comment": one.comment,
            "by": one.by.username if one.by else None,
            "at": one.at,
            "undoes": one.undoes_id,
            "bulk": one.bulk_id,
            "rule_version": one.rule_version,
            "revision": numbers.get(one.revision_id) if one.revision_id else None,
        }
        for one in made
    ]


def _finding_json(finding: Finding, seen: Occurrence) -> Json:
    payload: Json = json.loads(seen.payload)
    record = record_of(finding, seen.revision.number)
    return {**payload, "queue": msgspec.to_builtins(record, builtin_types=(datetime,))}
