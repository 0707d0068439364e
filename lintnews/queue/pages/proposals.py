"""The page of proposals: what waits for a second person, and what became of the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from lintnews.names.entries import EntryKind
from lintnews.queue.models import (
    Finding,
    Proposal,
    ProposalKind,
    ProposalState,
    Role,
    User,
)
from lintnews.queue.pages.access import BAD, CONFLICT, answering, needs, user_of
from lintnews.queue.pages.addresses import at, filter_in
from lintnews.queue.pages.asking import number
from lintnews.queue.work import proposing
from lintnews.queue.work.deciding import ConflictError
from lintnews.queue.work.drafting import LONGEST_EXAMPLE, excerpt_of
from lintnews.queue.work.filters import Filter
from lintnews.rulebook.rule import Scope

_PAGE = 20
_DONE = 50


class Shown(NamedTuple):
    """A proposal as it is shown.

    Attributes:
        proposal: the proposal.
        summary: what it says, in a line.
        context: the text around the finding that it is about.
        address: where that finding is.
        is_own: whether the user made it, so that another has to approve it.
        said: what it says, or what somebody wants it to say.
        note: what there is to say with that.
        problem: why it could not be changed to that; empty if nobody tried.
    """

    proposal: Proposal
    summary: str
    context: str
    address: str
    is_own: bool
    said: Mapping[str, Any]
    note: str
    problem: str = ""


class Attempt(NamedTuple):
    """A change of a proposal that was not made: what it was to say, and why it was not made."""

    proposal: Proposal
    said: dict[str, Any]
    note: str
    problem: str


@require_safe
@answering
@needs(Role.VIEWER)
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first, and what is done, the newest first."""
    return _page(request)


def _page(request: HttpRequest, attempt: Attempt | None = None, status: int = 200) -> HttpResponse:
    """The page; a change that was not made stands first, with all that was typed."""
    user = user_of(request)
    about = Proposal.objects.select_related("finding__document", "by", "decided_by")
    waiting = about.filter(state=ProposalState.WAITING).order_by("pk")
    done = about.exclude(state=ProposalState.WAITING).order_by("-pk")
    page = Paginator(waiting, _PAGE).get_page(number(request.GET, "page", 1))
    older = Paginator(done, _DONE).get_page(number(request.GET, "done", 1))
    tried = attempt.proposal.pk if attempt else None
    shown = [_shown(one, user, in_full=True) for one in page if one.pk != tried]
    if attempt is not None:
        again = _shown(about.get(pk=attempt.proposal.pk), user, in_full=True)
        said, note, problem = attempt.said, attempt.note, attempt.problem
        shown = [again._replace(said=said, note=note, problem=problem), *shown]
    context = {
        "page": page,
        "older": older,
        "waiting": shown,
        "done": [_shown(one, user) for one in older],
        "kinds": list(EntryKind),
        "is_editor": user.may(Role.EDITOR),
        "is_lead": user.may(Role.LEAD),
        "longest": LONGEST_EXAMPLE,
        "longest_name": proposing.LONGEST_NAME,
        "longest_note": proposing.LONGEST_NOTE,
    }
    return render(request, "queue/proposals/proposals.html", context, status=status)


def _shown(proposal: Proposal, user: User, *, in_full: bool = False) -> Shown:
    finding = proposal.finding
    context = ""
    if finding is not None and in_full and proposal.kind != ProposalKind.EXAMPLE:
        context = excerpt_of(finding, Scope.DOCUMENT)[:LONGEST_EXAMPLE]
    address = at(Filter(document=finding.document_id), finding) if finding is not None else ""
    is_own = proposal.by_id == user.pk
    summary = proposing.summary(proposal)
    return Shown(proposal, summary, context, address, is_own, proposal.said, proposal.note)


@require_POST
@answering
@needs(Role.EDITOR)
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose something about the names in a finding."""
    said = request.POST
    finding = get_object_or_404(Finding.objects.select_related("document"), pk=pk)
    kind = said.get("kind", "")
    if kind not in ProposalKind.values:
        raise ValueError(f'"{kind[:40]}" is no proposal')
    forms = said.getlist("form")
    if (right := said.get("right")) is not None:
        forms = [right, *(form for form in forms if form != right)]
    made = proposing.propose(
        finding,
        user_of(request),
        ProposalKind(kind),
        forms,
        named=said.get("named", EntryKind.PERSON),
        note=said.get("note", ""),
    )
    messages.success(request, f"Proposed: {proposing.summary(made)}. A lead has to approve it.")
    return redirect(at(filter_in(said.get("filter", "")), finding))


@require_POST
@answering
@needs(Role.EDITOR)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a waiting proposal says."""
    proposal, said = _proposal(pk), request.POST
    about: dict[str, Any]
    if proposal.kind == ProposalKind.EXAMPLE:
        about = {"text": said.get("text", "")}
    else:
        about = {name: said.get(name, "") for name in ("kind", "preferred", "surname")}
        about["others"] = said.get("others", "").splitlines()
    key, note = said.get("key", ""), said.get("note", "")
    try:
        proposing.edit(proposal, key, user_of(request), about, note)
    except ConflictError as error:
        return _page(request, Attempt(proposal, about, note, str(error)), CONFLICT)
    except ValueError as error:
        return _page(request, Attempt(proposal, about, note, str(error)), BAD)
    messages.success(request, "Changed. It is your proposal now, and another approves it.")
    return redirect("proposals")


@require_POST
@answering
@needs(Role.LEAD)
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a proposal hold."""
    made = _decided(request, pk, proposing.approve)
    messages.success(request, f"Approved: {proposing.summary(made)}.")
    return redirect("proposals")


@require_POST
@answering
@needs(Role.EDITOR)
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Reject a proposal, or withdraw one's own."""
    made = _decided(request, pk, proposing.reject)
    messages.success(request, f"{made.get_state_display()}: {proposing.summary(made)}.")
    return redirect("proposals")


_Decide = Callable[[Proposal, str, User, str], Proposal]


def _decided(request: HttpRequest, pk: int, decide: _Decide) -> Proposal:
    said = request.POST
    return decide(_proposal(pk), said.get("key", ""), user_of(request), said.get("answer", ""))


def _proposal(pk: int) -> Proposal:
    return get_object_or_404(Proposal, pk=pk)
