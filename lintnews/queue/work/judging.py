"""What an article comes to: the verdict of ``lintnews check --verdict``, kept beside the article.

It is kept, not made when it is looked at, so that the articles can be put in its order. So whoever
changes which findings count judges the article anew in the same transaction: a run that is taken
over, and whoever dismisses a finding or takes that back. All of them lock the article first, so
that of two who do so at once the later one sees what the earlier one did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from django.db.models import F

from lintnews.model import Finding as Found
from lintnews.queue.models import Answer, Document, Occurrence, Presence
from lintnews.queue.work import prose
from lintnews.verdict import Thresholds, Verdict, verdict_on, weights

_CHUNK = 500
_NONE = -1


class _Kept(msgspec.Struct, frozen=True):
    """A verdict, and the limits by which it was made, so that the next one is made by the same."""

    verdict: Verdict
    thresholds: Thresholds


def lock(documents: Iterable[int]) -> None:
    """Lock articles, by their keys, until the transaction ends; before anything else is locked."""
    for some in _chunks(documents):
        locked = Document.objects.select_for_update().filter(pk__in=some).order_by("pk")
        list(locked.values_list("pk"))


def judge(document: Document, words: int, thresholds: Thresholds) -> None:
    """Judge an article by its current text; one without words has no verdict.

    Args:
        document: the article, locked.
        words: how many words it has.
        thresholds: from which score on it is what.
    """
    kept = None
    if words:
        found = _counted([document.pk]).get(document.pk, [])
        kept = _Kept(verdict_on(found, words, thresholds), thresholds)
    _set(document, kept)
    document.save(update_fields=["rank", "score", "verdict"])


def judge_anew(documents: Iterable[int]) -> None:
    """Judge articles, by their keys, after something was decided about their findings.

    What was not linted yet has no verdict; what was linted before there were any gets its first.
    Whoever calls has locked them.
    """
    for some in _chunks(documents):
        found = _counted(some)
        judged = []
        for document in Document.objects.filter(pk__in=some).exclude(current=None):
            words, thresholds = _measure(document)
            if words:
                verdict = verdict_on(found.get(document.pk, ()), words, thresholds)
                _set(document, _Kept(verdict, thresholds))
                judged.append(document)
        Document.objects.bulk_update(judged, ["rank", "score", "verdict"])


def verdict_of(document: Document) -> Verdict | None:
    """The verdict on the current text of an article; None if there is none."""
    kept = _kept(document)
    return None if kept is None else kept.verdict


def _kept(document: Document) -> _Kept | None:
    return msgspec.json.decode(document.verdict, type=_Kept) if document.verdict else None


def _measure(document: Document) -> tuple[int, Thresholds]:
    """How many words an article has, and by which limits it is judged."""
    if kept := _kept(document):
        return kept.verdict.words, kept.thresholds
    assert document.current is not None
    text = prose.from_json(document.current.article).prose
    return len(text.split()), weights().thresholds


def _set(document: Document, kept: _Kept | None) -> None:
    document.rank = _NONE if kept is None else kept.verdict.level.rank
    document.score = 0.0 if kept is None else kept.verdict.score
    document.verdict = "" if kept is None else msgspec.json.encode(kept).decode()


def _counted(documents: Sequence[int]) -> dict[int, list[Found]]:
    """The findings that count, by the key of the article: what is there and was not dismissed."""
    seen = Occurrence.objects.filter(
        finding__document__in=documents,
        revision=F("finding__document__current"),
        finding__presence=Presence.PRESENT,
        finding__family__in=weights().families,
    ).exclude(finding__answer=Answer.DISMISSED)
    counted: dict[int, list[Found]] = {}
    rows = seen.order_by("finding__start", "finding").values_list("finding__document", "payload")
    for document, payload in rows.iterator(chunk_size=_CHUNK):
        counted.setdefault(document, []).append(msgspec.json.decode(payload, type=Found))
    return counted


def _chunks(keys: Iterable[int]) -> Iterable[list[int]]:
    """Keys in their order, each once, in pieces that a statement can hold."""
    wanted = sorted(set(keys))
    return (wanted[at : at + _CHUNK] for at in range(0, len(wanted), _CHUNK))
