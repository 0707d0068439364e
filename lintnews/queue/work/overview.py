"""The articles as a table: how each stands, and what it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from lintnews.queue.models import Document, Finding
from lintnews.queue.work.counting import counts_by
from lintnews.queue.work.filters import Filter, Status
from lintnews.queue.work.judging import verdict_of
from lintnews.report.findings_csv import row
from lintnews.verdict import reasons_line

_CHUNK = 500
_COUNTED = (Status.OPEN, Status.ACCEPTED, Status.DISMISSED, Status.FIXED)
COLUMNS = (
    *("article", "document", "title", "path", "revision"),
    *("verdict", "score", "words", "places", "reasons"),
    *map(str, _COUNTED),
)


def articles_csv(_filter: Filter) -> Iterator[str]:
    """An article a row, the most garbled first; what has no verdict has empty cells for it."""
    yield row(COLUMNS)
    documents = Document.objects.select_related("current").order_by("-rank", "-score", "pk")
    slim = documents.defer("current__text", "current__article")
    every = slim.iterator(chunk_size=_CHUNK)
    while some := list(islice(every, _CHUNK)):
        counts = counts_by(Finding.objects.filter(document__in=some), "document")
        for document in some:
            found = counts.get(document.pk, Counter())
            yield row([*_cells(document), *(found[status] for status in _COUNTED)])


def _cells(document: Document) -> list[object]:
    known = [document.external_id, document.pk, document.title, document.path]
    verdict = verdict_of(document)
    said: list[object] = ["", "", "", "", ""]
    if verdict is not None:
        said = [
            str(verdict.level),
            verdict.score,
            verdict.words,
            verdict.places,
            reasons_line(verdict),
        ]
    return [*known, document.current.number if document.current else "", *said]
