"""Findings: listed, looked at, and decided."""

from __future__ import annotations

from typing import Any

import msgspec
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from lintnews.queue.api.access import Bearer, user_of
from lintnews.queue.api.forms import (
    ConflictOut,
    DecidedOut,
    DecisionIn,
    FindingsOut,
    HistoryOut,
    Limit,
)
from lintnews.queue.api.refusing import (
    CONFLICT,
    MISSING,
    READING,
    UNFIT,
    WRITING,
    RefusedError,
    checked,
)
from lintnews.queue.api.showing import decisions_json, finding_json, findings_json
from lintnews.queue.models import Decision, DecisionKind, Document, Finding, Scope
from lintnews.queue.work.deciding import ConflictError, Verdict, decide, undo
from lintnews.queue.work.filters import Filter
from lintnews.queue.work.filters import after as follow

router = Router(tags=["findings"])
_OURS = ("article", "after", "limit")


def _parameters() -> list[dict[str, Any]]:
    """The fields of the filter as OpenAPI has parameters."""
    (schema,), definitions = msgspec.json.schema_components([Filter], ref_template="{name}")
    parameters = []
    for name, field in definitions[schema["$ref"]]["properties"].items():
        kind = definitions[field["$ref"]] if "$ref" in field else field
        shown = {key: kind[key] for key in ("type", "enum", "minimum", "maximum") if key in kind}
        parameters.append(
            {"in": "query", "name": name, "schema": shown | {"default": field["default"]}}
        )
    return parameters


@router.get(
    "/findings",
    auth=Bearer(Scope.READ),
    response={200: FindingsOut, **READING},
    summary="List findings",
    openapi_extra={"parameters": _parameters()},
)
def findings(
    request: HttpRequest, article: str = "", after: int = 0, limit: Limit = 100
) -> dict[str, Any]:
    """The findings of a filter, in the order of the queue.

    Args:
        article: what you call an article, for its findings alone.
        after: the number of a finding, for those that follow.
        limit: how many at most.
    """
    shown = findings_json(_filtered(request, article, after)[:limit])
    return {
        "findings": shown,
        "next": shown[-1]["queue"]["id"] if len(shown) == limit else None,
    }


@router.get(
    "/findings/{int:finding}",
    auth=Bearer(Scope.READ),
    response={200: HistoryOut, **READING},
    summary="A finding and its history",
)
def finding(request: HttpRequest, finding: int) -> dict[str, Any]:
    """One finding with all that was said about it, the oldest first."""
    found = get_object_or_404(Finding, pk=finding)
    history = found.decisions.select_related("by").order_by("pk")
    return {"finding": finding_json(found), "history": decisions_json(history)}


@router.post(
    "/findings/{int:finding}/decisions",
    auth=Bearer(Scope.DECIDE),
    response={201: DecidedOut, CONFLICT: ConflictOut, **WRITING},
    summary="Decide about a finding",
)
def decision(request: HttpRequest, finding: int, said: DecisionIn) -> Status[Any]:
    """Accept a finding, dismiss it for a reason, or comment on it.

    If the finding has changed since ``version``, or somebody is looking at it, nothing happens, and
    the answer has the finding as it is now.
    """
    found = get_object_or_404(Finding.objects.select_related("document"), pk=finding)
    verdict = Verdict(DecisionKind(said.kind), said.reason, said.comment)
    try:
        made = decide(found, said.version, user_of(request), verdict)
    except ConflictError as error:
        return _conflict(error, found)
    except ValueError as error:
        raise RefusedError(UNFIT, str(error)) from error
    return _decided(made)


@router.post(
    "/decisions/{int:decision}/undo",
    auth=Bearer(Scope.DECIDE),
    response={201: DecidedOut, CONFLICT: ConflictOut, **WRITING},
    summary="Take back a decision",
)
def undoing(request: HttpRequest, decision: int) -> Status[Any]:
    """Take back the last decision about a finding; the finding has the answer it had before."""
    found = get_object_or_404(Decision.objects.select_related("finding"), pk=decision)
    try:
        made = undo(found, user_of(request))
    except ConflictError as error:
        return _conflict(error, found.finding)
    return _decided(made)


def _filtered(request: HttpRequest, article: str, after: int) -> QuerySet[Finding]:
    for name in request.GET:
        if name not in (*Filter.__struct_fields__, *_OURS):
            raise RefusedError(UNFIT, f"{name}: there is no such filter")
    try:
        found = Filter.of(request.GET).findings()
    except ValueError as error:
        raise RefusedError(UNFIT, str(error)) from error
    if article:
        document = Document.objects.filter(external_id=checked(article)).first()
        if document is None:
            raise RefusedError(MISSING, "there is no article of that name")
        found = found.filter(document=document)
    if after:
        last = Finding.objects.filter(pk=after).first()
        if last is None:
            raise RefusedError(UNFIT, f"after: there is no finding {after}")
        found = follow(found, last)
    return found


def _decided(made: Decision) -> Status[Any]:
    [decision] = decisions_json([made])
    return Status(201, {"decision": decision, "finding": finding_json(made.finding)})


def _conflict(error: ConflictError, finding: Finding) -> Status[Any]:
    said = {"reason": str(error), "finding": finding_json(error.finding or finding)}
    return Status(CONFLICT, said)
