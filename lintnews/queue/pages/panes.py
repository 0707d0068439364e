"""What the three panes of the queue show: the list, the article, and the finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec
from django.db.models import Q
from django.utils.safestring import SafeString

from lintnews.model import Finding as Found
from lintnews.model import Suggestion
from lintnews.queue.models import (
    Decision,
    DecisionKind,
    Document,
    Finding,
    Occurrence,
    Presence,
    Reason,
    User,
)
from lintnews.queue.pages.addresses import at
from lintnews.queue.pages.explaining import Explained, explained
from lintnews.queue.pages.prosemarks import Shown, article_html, marks_of, place_id
from lintnews.queue.work.deciding import standing
from lintnews.queue.work.filters import Filter, after, before
from lintnews.queue.work.looking import holder

_BEFORE = 20
_AFTER = 30


class Row(NamedTuple):
    """A finding in the list; ``holder`` is who else looks at it."""

    finding: Finding
    address: str
    is_chosen: bool
    holder: User | None


class Group(NamedTuple):
    """The findings of an article that stand in the list."""

    document: Document
    rows: list[Row]


class Window(NamedTuple):
    """The part of the list around a finding, and where its neighbours are."""

    groups: list[Group]
    previous: str
    next: str


class Form(NamedTuple):
    """How other places of a finding read, and where they are: an anchor and a place for each."""

    role: str
    matched: str
    places: list[tuple[str, str]]


class Event(NamedTuple):
    """An entry of the history of a finding; ``stands`` says whether it holds now."""

    what: str
    decision: Decision
    stands: bool


class Item(NamedTuple):
    """A finding as it is read.

    Attributes:
        found: the finding as it was seen last.
        forms: its other places.
        is_here: whether the current text still has it.
        rule: its rule; None if it is not known any more.
        history: what was said about it, the oldest first.
        article: the article as HTML.
    """

    found: Found | None
    forms: list[Form]
    is_here: bool
    rule: Explained | None
    history: list[Event]
    article: SafeString

    @property
    def suggestions(self) -> Sequence[Suggestion]:
        """What might stand there instead."""
        return self.found.suggestions if self.found is not None else ()


def window(filter: Filter, chosen: Finding, user: User) -> Window:
    """The list around the finding that was chosen, which need not be of the filter."""
    findings = filter.findings().select_related("document", "claimed_by")
    above = list(before(findings, chosen)[:_BEFORE])[::-1]
    below = list(after(findings, chosen)[:_AFTER])
    rows = [
        Row(one, at(filter, one), one.pk == chosen.pk, holder(one, user))
        for one in (*above, chosen, *below)
    ]
    grouped = groupby(rows, lambda row: row.finding.document_id)
    groups = [Group(some[0].finding.document, some) for _, rest in grouped if (some := list(rest))]
    return Window(
        groups,
        at(filter, above[-1]) if above else "",
        at(filter, below[0]) if below else "",
    )


def item(filter: Filter, chosen: Finding) -> Item:
    """All that is said about a finding."""
    last = chosen.last_seen()
    found = msgspec.json.decode(last.payload, type=Found) if last is not None else None
    is_here = last is not None and last.revision_id == chosen.document.current_id
    return Item(
        found,
        _forms(found, last) if found is not None and last is not None else [],
        is_here,
        explained(chosen.rule),
        list(_history(chosen)),
        _article(filter, chosen),
    )


def _article(filter: Filter, chosen: Finding) -> SafeString:
    revision = chosen.document.current
    if revision is None:
        return SafeString()
    seen = list(
        Occurrence.objects.filter(
            Q(finding__presence=Presence.PRESENT) | Q(finding=chosen), revision=revision
        )
        .select_related("finding")
        .only("marks", "finding")
        .order_by("finding__start", "finding")
    )
    shown = [
        Shown(one.finding, at(filter, one.finding), one.finding_id == chosen.pk) for one in seen
    ]
    return article_html(revision.article, [marks_of(one) for one in seen], shown)


def _forms(found: Found, seen: Occurrence) -> list[Form]:
    forms: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for other, span in zip(found.related, marks_of(seen).related, strict=True):
        places = forms.setdefault((other.role, other.matched), [])
        places.append((place_id(span), f"{other.line}:{other.column}"))
    return [Form(role, matched, places) for (role, matched), places in forms.items()]


def _history(finding: Finding) -> Iterator[Event]:
    last = standing(finding)
    for one in finding.decisions.select_related("by", "bulk").order_by("pk"):
        yield Event(_what(one), one, last is not None and one.pk == last.pk)


def _what(decision: Decision) -> str:
    return {
        DecisionKind.ACCEPT: "accepted it",
        DecisionKind.DISMISS: f"dismissed it: {_reason(decision)}",
        DecisionKind.COMMENT: "said",
        DecisionKind.UNDO: "took a decision back",
        DecisionKind.REOPEN: "it came back and is open again",
    }[DecisionKind(decision.kind)]


def _reason(decision: Decision) -> str:
    return Reason(decision.reason).label if decision.reason else "no reason was given"
