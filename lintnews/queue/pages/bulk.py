"""Deciding about all findings of a filter at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lintnews.queue.models import DecisionKind, Finding, Reason, Role, User
from lintnews.queue.pages import saying
from lintnews.queue.pages.access import BAD, CONFLICT, FORBIDDEN, answering, needs, user_of
from lintnews.queue.pages.addresses import at, filter_in
from lintnews.queue.work import deciding
from lintnews.queue.work.deciding import ConflictError, ForbiddenError, Verdict
from lintnews.queue.work.filters import Filter

_SAMPLE = 10


class _Many(NamedTuple):
    """What a decision would be about; ``held`` counts what somebody else is looking at."""

    total: int
    held: int
    documents: int
    rules: list[tuple[str, int]]
    sample: Iterable[Finding]
    has_names: bool


@answering
@needs(Role.LEAD)
def bulk(request: HttpRequest) -> HttpResponse:
    """Show what a decision would be about; make it, if there is just as much as was shown."""
    if request.method != "POST":
        return _page(request, Filter.of(request.GET.dict()))
    said, user = request.POST, user_of(request)
    filter = filter_in(said.get("filter", ""))
    choice, comment = said.get("choice", ""), said.get("comment", "").strip()
    try:
        verdict = _verdict(choice, comment)
        seen = said.get("seen", "")
        made = deciding.bulk(filter.findings(), seen, user, verdict, filter.query)
    except ConflictError as error:
        problem = f"Nothing was changed: {error}. Look again at what it is about."
        return _page(request, filter, problem, choice, comment, CONFLICT)
    except ForbiddenError as error:
        problem = f"Nothing was changed: {error}."
        return _page(request, filter, problem, choice, comment, FORBIDDEN)
    except ValueError as error:
        problem = f"Nothing was changed: {error}."
        return _page(request, filter, problem, choice, comment, BAD)
    messages.success(
        request,
        f"{saying.done(verdict)}, {made.count:,} findings at once. {saying.left(filter)}. "
        "“Undo” takes all of it back.",
    )
    return redirect(at(filter))


def _page(
    request: HttpRequest,
    filter: Filter,
    problem: str = "",
    choice: str = "",
    comment: str = "",
    status: int = 200,
) -> HttpResponse:
    user = user_of(request)
    many = _many(filter, user)
    context = {
        "filter": filter,
        "said": msgspec.to_builtins(filter) or {"status": filter.status.value},
        "many": many,
        "seen": deciding.digest_of(filter.findings(), user),
        "reasons": Reason.choices,
        "problem": problem,
        "choice": choice,
        "comment": comment,
        "longest": deciding.LONGEST_COMMENT,
        "back": at(filter),
    }
    return render(request, "queue/desk_bulk.html", context, status=status)


def _many(filter: Filter, user: User) -> _Many:
    findings = filter.findings()
    free = deciding.decidable(findings, user)
    everyones = deciding.open_of(findings)
    by_rule = free.order_by().values("rule").annotate(count=Count("pk")).order_by("-count", "rule")
    rules = [(row["rule"], row["count"]) for row in by_rule]
    count = sum(n for _, n in rules)
    return _Many(
        count,
        everyones.count() - count,
        free.order_by().values("document").distinct().count(),
        rules,
        free.select_related("document")[:_SAMPLE],
        free.filter(family__in=deciding.NO_BULK_ACCEPT).exists(),
    )


def _verdict(choice: str, comment: str) -> Verdict:
    if choice == DecisionKind.ACCEPT:
        return Verdict(DecisionKind.ACCEPT, "", comment)
    if not choice:
        raise ValueError("choose what to decide")
    return Verdict(DecisionKind.DISMISS, choice, comment)
