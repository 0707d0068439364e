"""The page that shows two revisions of an article beside each other."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from lintnews.document.article import Article
from lintnews.queue.models import Document, Occurrence, Revision
from lintnews.queue.pages.access import answering
from lintnews.queue.pages.asking import number
from lintnews.queue.pages.prosemarks import SIGNS
from lintnews.queue.pages.sides import ADDED, REMOVED, Change, Side, Sign, place_of
from lintnews.queue.work import prose
from lintnews.queue.work.comparing import Row, as_it_came, compare, folded

_PAGE = 300


class _Shown(NamedTuple):
    """A row of the page.

    ``number`` counts the changes, and is 0 for what is the same; ``next`` is that of the change
    which follows on the page, and 0 if none does.
    """

    kind: str
    number: int
    next: int
    old: SafeString
    new: SafeString


class _Source(NamedTuple):
    """One of the revisions: its text in blocks, and what was found in it."""

    revision: Revision
    article: Article
    occurrences: list[Occurrence]


@require_safe
@answering
def comparison(request: HttpRequest, pk: int) -> HttpResponse:
    """Two revisions of an article; by default the current one and that before it."""
    document = get_object_or_404(Document.objects.select_related("current"), pk=pk)
    chosen = number(request.GET, "finding")
    pair = _pair(document, request, chosen)
    if pair is None:
        return render(request, "queue/compare.html", {"document": document})
    old, new = (_source(revision) for revision in pair)
    rows = compare(old.article, new.article)
    if chosen is not None:
        return _to_finding(request, document, chosen, rows, (old, new))
    start = number(request.GET, "from", 1)
    assert start is not None
    there = {one.finding_id for one in new.occurrences}
    sides = (
        _side(old, [place for row in rows for place in row.removed], REMOVED, there),
        _side(new, [place for row in rows for place in row.added], ADDED, frozenset()),
    )
    kinds = Counter(row.kind for row in rows)
    shown = _shown(rows, start - 1, *sides)
    said = {
        "document": document,
        "old": old.revision,
        "new": new.revision,
        "rows": shown,
        "first_change": next((row.number for row in shown if row.number), 0),
        "changed": kinds["changed"],
        "added": kinds["added"],
        "removed": kinds["removed"],
        "earlier": max(start - _PAGE, 1) if start > 1 else None,
        "later": start + _PAGE if start + _PAGE <= len(rows) else None,
        "unlinted": [one.revision for one in (old, new) if not one.revision.article],
    }
    return render(request, "queue/compare.html", said)


def _pair(
    document: Document, request: HttpRequest, chosen: int | None
) -> tuple[Revision, Revision] | None:
    """The revisions that are asked for; None if there is only one."""
    newest = document.revisions.order_by("-number").first()
    if newest is None or newest.number < 2:
        return None
    current = document.current or newest
    new = number(request.GET, "new", max(current.number, 2))
    old = number(request.GET, "old")
    assert new is not None
    if old is None:
        old = _last_with(document, chosen, new) or (new - 1 if new > 1 else 2)
    if old == new:
        raise ValueError("choose two different revisions")
    found = {one.number: one for one in document.revisions.filter(number__in=(old, new))}
    for wanted in (old, new):
        if wanted not in found:
            raise ValueError(f"there is no revision {wanted}; the newest is {newest.number}")
    return found[old], found[new]


def _last_with(document: Document, chosen: int | None, before: int) -> int | None:
    """The newest revision before another one that has a finding."""
    if chosen is None:
        return None
    return (
        document.revisions.filter(number__lt=before, occurrences__finding=chosen)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )


def _source(revision: Revision) -> _Source:
    article = prose.from_json(revision.article) if revision.article else as_it_came(revision.text)
    seen = revision.occurrences.select_related("finding").defer("payload")
    return _Source(revision, folded(article), list(seen.order_by("finding")))


def _side(
    source: _Source,
    changes: list[tuple[int, int]],
    change: Change,
    elsewhere: set[int] | frozenset[int],
) -> Side:
    signs = [
        Sign(
            one.finding,
            _name(one.finding_id, one.finding_id in elsewhere),
            SIGNS[one.finding.severity.value],
            f"/?document={one.finding.document_id}&status=all&finding={one.finding_id}",
        )
        for one in source.occurrences
    ]
    places = [place_of(one) for one in source.occurrences]
    return Side(source.article, places, signs, changes, change)


def _name(finding: int, is_second: bool) -> str:
    """The name of the place of a finding; that in the newer text has the plain one."""
    return f"{'old-' if is_second else ''}finding-{finding}"


def _shown(rows: list[Row], start: int, old: Side, new: Side) -> list[_Shown]:
    shown = []
    page = rows[start : start + _PAGE]
    changes = sum(row.kind != "same" for row in rows[:start])
    last = changes + sum(row.kind != "same" for row in page)
    for row in page:
        is_change = row.kind != "same"
        changes += is_change
        shown.append(
            _Shown(
                row.kind,
                changes if is_change else 0,
                changes + 1 if is_change and changes < last else 0,
                SafeString() if row.old is None else old.block(row.old),
                SafeString() if row.new is None else new.block(row.new),
            )
        )
    return shown


def _to_finding(
    request: HttpRequest,
    document: Document,
    chosen: int,
    rows: list[Row],
    sources: tuple[_Source, _Source],
) -> HttpResponse:
    """Go to the page and the place where a finding is."""
    if not document.findings.filter(pk=chosen).exists():
        raise Http404
    old, new = sources
    query = {"old": old.revision.number, "new": new.revision.number}
    name = ""
    for is_new, source in ((True, new), (False, old)):
        found = next((one for one in source.occurrences if one.finding_id == chosen), None)
        if found is not None:
            query["from"] = _row_of(rows, source.article, place_of(found)[0], is_new=is_new)
            name = f"#{_name(chosen, False)}"
            break
    else:
        messages.info(request, "This finding is in neither of these revisions.")
    address = reverse("compare", args=(document.pk,))
    return redirect(f"{address}?{urlencode(query)}{name}")


def _row_of(rows: list[Row], article: Article, start: int, *, is_new: bool) -> int:
    """The first row of the page that shows a place."""
    block = max(bisect_right(article.blocks, start, key=lambda one: one.start) - 1, 0)
    at = next((at for at, row in enumerate(rows) if (row.new if is_new else row.old) == block), 0)
    return at // _PAGE * _PAGE + 1
