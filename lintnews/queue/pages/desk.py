"""The queue: the page at which editors decide, finding after finding."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from lintnews.model import Severity
from lintnews.queue.models import Decision, DecisionKind, Finding, Reason, Role, User
from lintnews.queue.pages import saying
from lintnews.queue.pages.access import BAD, CONFLICT, answering, needs, user_of
from lintnews.queue.pages.addresses import at, comparison, export, filter_in
from lintnews.queue.pages.asking import number
from lintnews.queue.pages.explaining import family_of
from lintnews.queue.pages.keys import ACTIONS, keys_of
from lintnews.queue.pages.panes import item, window
from lintnews.queue.work import deciding
from lintnews.queue.work.counting import status_counts
from lintnews.queue.work.deciding import ConflictError, Verdict
from lintnews.queue.work.filters import Filter, Status, next_for
from lintnews.queue.work.looking import claim_next, holder, look_at
from lintnews.queue.work.proposing import forms_of


@answering
@needs(Role.VIEWER)
def queue(request: HttpRequest) -> HttpResponse:
    """The findings of a filter, one of them opened."""
    filter = Filter.of(request.GET.dict())
    return _page(request, filter, _chosen(request, filter))


@answering
@needs(Role.EDITOR)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide about a finding and go on to the next, or say what was faster."""
    if request.method != "POST":
        return redirect(at(Filter(), pk))
    user, said = user_of(request), request.POST
    finding, filter = _finding(pk), filter_in(said.get("filter", ""))
    comment = said.get("comment", "").strip()
    try:
        verdict = _verdict(said.get("kind", ""), said.get("reason", ""), comment)
        deciding.decide(finding, number(said, "version") or 0, user, verdict)
    except ConflictError as error:
        problem = f"Nothing was changed: {error}."
        return _page(request, filter, _finding(pk), problem, comment, CONFLICT)
    except ValueError as error:
        return _page(request, filter, finding, f"Nothing was changed: {error}.", comment, BAD)
    if verdict.kind == DecisionKind.COMMENT:
        messages.success(request, f"{saying.done(verdict)}.")
        return redirect(at(filter, finding))
    messages.success(request, f"{saying.done(verdict)}. {saying.left(filter)}.")
    return redirect(at(filter, claim_next(filter.findings(), user, finding)))


@answering
@needs(Role.EDITOR)
def undo(request: HttpRequest) -> HttpResponse:
    """Take back the last decision of the user, all of it if it was about many."""
    if request.method != "POST":
        return redirect(at(Filter()))
    user, filter = user_of(request), filter_in(request.POST.get("filter", ""))
    last = deciding.last_of(user)
    if last is None:
        messages.info(request, "There is nothing to take back.")
        return redirect(at(filter))
    if str(last.pk) != request.POST.get("decision", ""):
        raise ConflictError("that is not your last decision any more")
    made = last.bulk
    if made is not None and made.undone_at is None:
        count = deciding.undo_bulk(made, user)
        rest = made.count - count
        kept = f" {rest:,} were decided anew since and stay." if rest else ""
        messages.success(request, f"Taken back: {count:,} of {made.count:,} decisions.{kept}")
    else:
        deciding.undo(last, user)
        messages.success(request, f"Taken back: {saying.undoing(last)}.")
    return redirect(at(filter, last.finding))


@answering
@needs(Role.EDITOR)
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one decision, which need not be the last one of the user."""
    filter = filter_in(request.POST.get("filter", ""))
    decision = get_object_or_404(Decision.objects.select_related("finding", "bulk"), pk=pk)
    if request.method == "POST":
        deciding.undo(decision, user_of(request))
        messages.success(request, f"Taken back: {saying.deciding(decision)}.")
    return redirect(at(filter, decision.finding))


@answering
@needs(Role.EDITOR)
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a finding somebody's task, or nobody's."""
    filter = filter_in(request.POST.get("filter", ""))
    if request.method == "POST":
        name = request.POST.get("assignee", "")
        assignee = User.objects.filter(username=name, is_active=True).first() if name else None
        if name and assignee is None:
            raise ValueError(f'there is nobody called "{name}"')
        findings = Finding.objects.filter(pk=_finding(pk).pk)
        deciding.assign(findings, user_of(request), assignee)
        messages.success(
            request, f"This is a task of {name} now." if name else "Nobody's task now."
        )
    return redirect(at(filter, pk))


def _page(
    request: HttpRequest,
    filter: Filter,
    chosen: Finding | None,
    problem: str = "",
    comment: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page at a finding; ``problem`` and ``comment`` are of a decision that was not made."""
    user = user_of(request)
    counts = status_counts(filter)
    context = {
        "filter": filter,
        "statuses": [
            (one.value, count, at(msgspec.structs.replace(filter, status=one)))
            for one, count in counts.items()
        ],
        "is_narrow": bool(set(msgspec.to_builtins(filter)) - {"status", "words"}),
        "article": filter.document or (chosen.document_id if chosen is not None else 0),
        "total": counts[filter.status],
        "is_bulk": bool(user.may(Role.LEAD) and _undecided(filter, counts)),
        "export": export(filter),
        "is_editor": user.may(Role.EDITOR),
        "is_lead": user.may(Role.LEAD),
        "keys": keys_of(user),
        "actions": [one for one in ACTIONS if user.may(one.role)],
        "reasons": Reason.choices,
        "problem": problem,
        "comment": comment,
        "longest": deciding.LONGEST_COMMENT,
        **_choices(filter),
    }
    last = deciding.last_of(user) if user.may(Role.EDITOR) else None
    if last is not None:
        context |= {"last": last, "undoing": saying.undoing(last)}
    if chosen is not None:
        held = holder(chosen, user) if _is_prefetched(request) else look_at(chosen, user)
        context |= {
            "finding": chosen,
            "holder": held,
            "item": item(filter, chosen),
            "window": window(filter, chosen, user),
            "compare": comparison(chosen.document),
            "forms": forms_of(chosen),
        }
    return render(request, "queue/desk.html", context, status=status)


def _undecided(filter: Filter, counts: Mapping[Status, int]) -> int:
    """How many findings of a filter wait for a decision."""
    if filter.status is Status.ALL:
        return counts[Status.OPEN]
    return counts[filter.status] if filter.status in (Status.OPEN, Status.REOPENED) else 0


def _choices(filter: Filter) -> dict[str, object]:
    """What can be chosen in the filter; what is chosen is always among it."""
    rules = set(Finding.objects.order_by().values_list("rule", flat=True).distinct())
    families = {family_of(rule) for rule in rules} | {filter.family}
    people = User.objects.filter(is_active=True, role__gte=Role.EDITOR)
    names = list(people.order_by("username").values_list("username", flat=True))
    return {
        "rules": sorted(filter_ for filter_ in rules | {filter.rule} if filter_),
        "families": sorted(family for family in families if family),
        "people": names,
        "severities": [severity.value for severity in Severity],
    }


def _chosen(request: HttpRequest, filter: Filter) -> Finding | None:
    if pk := number(request.GET, "finding"):
        return _finding(pk)
    user, findings = user_of(request), filter.findings()
    is_claimed = user.may(Role.EDITOR) and not _is_prefetched(request)
    first = (claim_next if is_claimed else next_for)(findings, user, None) or findings.first()
    return _finding(first.pk) if first is not None else None


def _finding(pk: int) -> Finding:
    found = Finding.objects.select_related(
        "document__current", "claimed_by", "decided_by", "assignee"
    )
    try:
        return found.get(pk=pk)
    except Finding.DoesNotExist as error:
        raise Http404(f"there is no finding {pk}") from error


def _verdict(kind: str, reason: str, comment: str) -> Verdict:
    """A button for a reason alone says that the finding is dismissed."""
    kind = kind or (DecisionKind.DISMISS if reason else "")
    if kind not in DecisionKind.values:
        raise ValueError(f'"{kind}" is no decision')
    return Verdict(DecisionKind(kind), reason, comment)


def _is_prefetched(request: HttpRequest) -> bool:
    """Whether a browser asks before anybody wants to see the page."""
    purpose = request.headers.get("Sec-Purpose") or request.headers.get("Purpose", "")
    return request.method == "HEAD" or "prefetch" in purpose
