"""Proposals: what editors know of names and rules, and a second person's word on it.

An editor proposes; a lead approves, for what is approved changes what is found in every article.
Nobody approves what is their own, and who changes a proposal makes it their own.
"""

from __future__ import annotations

import unicodedata
from typing import Any

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from lintnews.model import Finding as Found
from lintnews.names.entries import EntryKind
from lintnews.names.placed import unreadable, unwritable
from lintnews.queue.models import Finding, Proposal, ProposalKind, ProposalState, Role, User
from lintnews.queue.work import naming
from lintnews.queue.work.auditing import note as audit
from lintnews.queue.work.deciding import ConflictError, ForbiddenError, need
from lintnews.queue.work.drafting import LONGEST_EXAMPLE, MARKS, added, key_of
from lintnews.report.cells import shortened

NAMES = (ProposalKind.PEOPLE, ProposalKind.FORM)
LONGEST_NAME = 200
LONGEST_NOTE = 2_000
_MOST_FORMS = 10
_MOST_SHOWN = 60
_FAMILY = "names"


def forms_of(finding: Finding) -> list[str]:
    """The ways to write a name that a finding is about, its own first; none if there are not two.

    A form in capitals, as headlines have it, counts only if no other is the same in small letters.
    """
    if finding.family != _FAMILY:
        return []
    seen = finding.last_seen()
    if seen is None:
        return []
    found = msgspec.json.decode(seen.payload, type=Found)
    texts = (found.matched, *(other.matched for other in found.related))
    forms = list(dict.fromkeys(" ".join(text.split()) for text in texts))
    small = {form.casefold() for form in forms if not form.isupper()}
    forms = [form for form in forms if form and not (form.isupper() and form.casefold() in small)]
    return forms[:_MOST_FORMS] if len(forms) > 1 else []


def propose(
    finding: Finding,
    user: User,
    kind: ProposalKind,
    forms: list[str],
    *,
    named: str = EntryKind.PERSON,
    note: str = "",
) -> Proposal:
    """Propose something about the names in a finding.

    Args:
        finding: the finding.
        user: who proposes.
        kind: ``FORM`` says that the first form is right and the others are wrong, ``PEOPLE`` that
            each is the name of somebody else.
        forms: two or more of the forms of the finding. The full names that they are part of are
            taken from the article.
        named: what the names name, a value of ``EntryKind``.
        note: what else there is to say.

    Raises:
        ForbiddenError: the user only looks.
        ConflictError: the same is proposed already, or the finding has no such forms any more.
        ValueError: what is proposed is no proposal.
    """
    need(user, Role.EDITOR)
    if kind not in NAMES:
        raise ValueError(f'"{kind}" says nothing about names')
    if len(set(forms)) < 2 or not set(forms) <= set(forms_of(finding)):
        raise ConflictError("the finding has not these forms of a name any more", finding)
    names = naming.written_out(finding, forms, alike=kind == ProposalKind.FORM)
    preferred, *others = (names[form] for form in forms)
    said = checked(kind, {"kind": named, "preferred": preferred, "others": others})
    made = added(Proposal(kind=kind, finding=finding, said=said, note=_note(note), by=user))
    if made is None:
        raise ConflictError("the same is proposed or approved already", finding)
    audit(user, "proposal.add", str(made.pk), kind=kind, said=said)
    return made


def checked(kind: str, said: dict[str, Any]) -> dict[str, Any]:
    """What a proposal says, tidied and found to make sense.

    Raises:
        ValueError: it does not; the message says why.
    """
    if kind == ProposalKind.EXAMPLE:
        return {"rule": str(said["rule"]), "text": _example(str(said["text"]))}
    if said["kind"] not in list(EntryKind):
        raise ValueError(f"say what the name names: {', '.join(EntryKind)}")
    preferred = _name(said["preferred"])
    others = list(dict.fromkeys(_name(one) for one in said["others"] if one.strip()))
    if not others or len(others) > _MOST_FORMS:
        raise ValueError(f"name one other form at least, and {_MOST_FORMS} at most")
    if preferred in others:
        raise ValueError(f'"{preferred}" cannot be both names')
    names = {"kind": str(said["kind"]), "preferred": preferred, "others": others}
    surname = str(said.get("surname") or "").strip()
    if surname and f" {surname} " not in f" {preferred} ":
        raise ValueError(f'the surname "{surname}" is no part of "{preferred}"')
    return names | ({"surname": surname} if surname else {})


def edit(proposal: Proposal, key: str, user: User, said: dict[str, Any], note: str) -> Proposal:
    """Change what a waiting proposal says; it is that of who changes it then.

    Args:
        proposal: the proposal.
        key: the key that was looked at.
        user: who changes it.
        said: what it is to say.
        note: what else there is to say.

    Raises:
        ForbiddenError: the user only looks.
        ConflictError: it was changed or decided meanwhile, or the same is proposed already.
        ValueError: what it is to say is no proposal.
    """
    need(user, Role.EDITOR)
    if proposal.kind == ProposalKind.EXAMPLE:
        said = {**said, "rule": proposal.said["rule"]}
    said = checked(proposal.kind, said)
    with transaction.atomic():
        fresh = _locked(proposal, key, ProposalState.WAITING)
        fresh.said, fresh.note, fresh.by = said, _note(note), user
        fresh.key = key_of(fresh.kind, said)
        try:
            with transaction.atomic():
                fresh.save()
        except IntegrityError as error:
            raise ConflictError("the same is proposed or approved already") from error
        audit(user, "proposal.edit", str(fresh.pk), said=said)
    return fresh


def approve(proposal: Proposal, key: str, user: User, answer: str = "") -> Proposal:
    """Let a proposal hold.

    Args:
        proposal: the proposal.
        key: the key that was looked at.
        user: who approves it.
        answer: what there is to say with that.

    Raises:
        ForbiddenError: the user is no lead, or made it.
        ConflictError: it was changed or decided meanwhile, or it contradicts what was approved; the
            message says what.
    """
    _need_second(proposal, user)
    with transaction.atomic():
        if proposal.kind in NAMES:
            # Of two that contradict each other, one must see the other.
            names = Proposal.objects.select_for_update().filter(kind__in=NAMES)
            held = names.filter(state__in=(ProposalState.WAITING, ProposalState.APPROVED))
            list(held.order_by("pk").values_list("pk"))
        fresh = _locked(proposal, key, ProposalState.WAITING)
        _need_second(fresh, user)
        fresh.state, fresh.answer = ProposalState.APPROVED, _note(answer)
        fresh.decided_by, fresh.decided_at = user, timezone.now()
        if fresh.kind in NAMES:
            _refuse_contradictions(fresh)
        fresh.save()
        audit(user, "proposal.approve", str(fresh.pk), said=fresh.said)
    return fresh


def reject(proposal: Proposal, key: str, user: User, answer: str = "") -> Proposal:
    """Reject a proposal, one that was approved too; arguments and errors are those of ``approve``.

    Who made a waiting one withdraws it in this way.
    """
    with transaction.atomic():
        fresh = _locked(proposal, key, ProposalState.WAITING, ProposalState.APPROVED)
        fresh.answer = _note(answer)
        if fresh.by_id == user.pk and fresh.state == ProposalState.WAITING:
            need(user, Role.EDITOR)
            fresh.state = ProposalState.WITHDRAWN
        else:
            _need_second(fresh, user)
            fresh.state = ProposalState.REJECTED
            fresh.decided_by, fresh.decided_at = user, timezone.now()
        fresh.save()
        audit(user, f"proposal.{fresh.state}", str(fresh.pk), said=fresh.said)
    return fresh


def approved(*kinds: ProposalKind) -> QuerySet[Proposal]:
    """The approved proposals of some kinds, in the order in which they were approved."""
    found = Proposal.objects.filter(state=ProposalState.APPROVED, kind__in=kinds)
    return found.select_related("by", "decided_by").order_by("decided_at", "pk")


def _locked(proposal: Proposal, key: str, *states: ProposalState) -> Proposal:
    """A proposal as it is kept, locked until the transaction ends.

    Raises:
        ConflictError: it is another than was looked at.
    """
    fresh = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if fresh.state not in states:
        by = f" by {fresh.decided_by}" if fresh.decided_by else ""
        raise ConflictError(f"this proposal is {fresh.state}{by} already")
    if fresh.key != key:
        raise ConflictError(f"{fresh.by} has changed this proposal meanwhile")
    return fresh


def _need_second(proposal: Proposal, user: User) -> None:
    need(user, Role.LEAD)
    if proposal.by_id == user.pk:
        raise ForbiddenError("what is your own proposal another lead approves or rejects")


def _refuse_contradictions(fresh: Proposal) -> None:
    others = list(approved(*NAMES))
    other = naming.contradicted(fresh, others)
    if other is not None:
        raise ConflictError(
            f"it contradicts what {other.by} proposed and {other.decided_by} approved: "
            f"{summary(other)}; reject that one first, or change this one"
        )
    if faults := naming.faults_of(naming.entries_of([*others, fresh])):
        raise ConflictError(f"it does not go with what is approved: {faults[0]}")


def summary(proposal: Proposal) -> str:
    """What is proposed, in a line."""
    said = proposal.said
    if proposal.kind == ProposalKind.EXAMPLE:
        return f"a good example of {said['rule']}: “{shortened(said['text'], _MOST_SHOWN)}”"
    others = " and ".join(f"“{other}”" for other in said["others"])
    if proposal.kind == ProposalKind.PEOPLE:
        return f"“{said['preferred']}” and {others} are not the same"
    return f"“{said['preferred']}” is our form, {others} is wrong"


def _name(text: str) -> str:
    name = unicodedata.normalize("NFC", " ".join(str(text).split()))
    if not name:
        raise ValueError("a name is empty")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"a name is longer than {LONGEST_NAME} characters")
    if reason := unwritable(name):
        raise ValueError(reason)
    return name


def _example(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise ValueError("the example is empty")
    if len(text) > LONGEST_EXAMPLE:
        raise ValueError(f"the example is longer than {LONGEST_EXAMPLE:,} characters")
    if "\0" in text:
        raise ValueError("the example has a character U+0000, which no text has")
    if mark := next((mark for mark in MARKS if mark in text), None):
        raise ValueError(f"the example has {mark}, which marks a place in rule files")
    return text


def _note(text: str) -> str:
    note = text.replace("\r\n", "\n").strip()
    if len(note) > LONGEST_NOTE:
        raise ValueError(f"the note is longer than {LONGEST_NOTE:,} characters")
    if reason := unreadable(note):
        raise ValueError(f"the note: {reason}")
    return note
