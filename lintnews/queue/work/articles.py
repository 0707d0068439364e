"""The articles: lists of them, and what people do with their texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from lintnews.queue.models import Document, Finding, Role, Run, User
from lintnews.queue.work import runs
from lintnews.queue.work.auditing import note
from lintnews.queue.work.backlog import failures
from lintnews.queue.work.counting import counts_by
from lintnews.queue.work.deciding import ConflictError, need
from lintnews.queue.work.filters import Status
from lintnews.queue.work.storing import (
    ArticleError,
    Incoming,
    Stored,
    newest_of,
    run_anew,
    store,
)
from lintnews.verdict import WORDS, Level

PAGE = 50
NO_VERDICT = "none"


class Order(StrEnum):
    """In which order articles are listed."""

    NEWEST = "newest"
    WORST = "worst"


class Choice(NamedTuple):
    """Which articles are listed, and how.

    Attributes:
        words: what stands in the name or in the headline; empty for all.
        verdict: the level of their verdict, ``NO_VERDICT`` for those that have none; empty for all.
        order: the newest first, or the most garbled.
    """

    words: str = ""
    verdict: str = ""
    order: Order = Order.NEWEST

    def documents(self) -> QuerySet[Document]:
        """The articles, in no order.

        Raises:
            ValueError: there is no such verdict.
        """
        chosen = Document.objects.filter(_with_words(self.words))
        if not self.verdict:
            return chosen
        if self.verdict == NO_VERDICT:
            return chosen.filter(rank__lt=0)
        return chosen.filter(rank=Level(self.verdict).rank)


class Entry(NamedTuple):
    """An article in a list: how many findings it has of each kind, and its newest run.

    ``level`` is what its verdict is called, empty if it has none.
    """

    document: Document
    level: str
    open: int
    accepted: int
    dismissed: int
    fixed: int
    run: Run | None


class Page(NamedTuple):
    """Some articles of a list, and the key of what follows them; None at the end."""

    entries: list[Entry]
    older: int | None


def _with_words(words: str) -> Q:
    """The articles that have words in their name or their headline."""
    if not words:
        return Q()
    return Q(external_id__icontains=words) | Q(title__icontains=words)


def listed(choice: Choice, before: int | None, size: int = PAGE) -> Page:
    """Some articles, by a few queries however many there are.

    Args:
        choice: which, and in which order.
        before: the key of the last one that was shown before; None for the first page.
        size: how many are wanted.

    Raises:
        ValueError: there is no such verdict.
    """
    if choice.order is Order.WORST:
        wanted = choice.documents().order_by("-rank", "-score", "-pk")
        wanted = wanted.filter(_less_garbled(before))
    else:
        wanted = choice.documents().order_by("-pk")
        wanted = wanted.filter(Q() if before is None else Q(pk__lt=before))
    found = list(wanted[: size + 1])
    shown = found[:size]
    counts = counts_by(Finding.objects.filter(document__in=shown), "document")
    newest = newest_runs(shown)
    entries = [_entry(one, counts.get(one.pk, Counter()), newest.get(one.pk)) for one in shown]
    return Page(entries, shown[-1].pk if len(found) > size else None)


def _less_garbled(key: int | None) -> Q:
    """What stands behind an article where the most garbled is the first; all without one."""
    one = None if key is None else Document.objects.filter(pk=key).first()
    if one is None:
        return Q()
    less, same = Q(rank__lt=one.rank), Q(rank=one.rank)
    return less | (same & (Q(score__lt=one.score) | Q(score=one.score, pk__lt=one.pk)))


def level_of(document: Document) -> str:
    """What people call the verdict on an article; empty if it has none."""
    return "" if document.rank < 0 else WORDS[list(Level)[document.rank]]


def _entry(document: Document, counts: Counter[str], run: Run | None) -> Entry:
    return Entry(
        document,
        level_of(document),
        counts[Status.OPEN],
        counts[Status.ACCEPTED],
        counts[Status.DISMISSED],
        counts[Status.FIXED],
        run,
    )


def newest_runs(documents: Iterable[Document]) -> dict[int, Run]:
    """The newest run of each article, by the key of the article."""
    last = (
        Run.objects.filter(revision__document__in=list(documents))
        .order_by()
        .values("revision__document")
        .annotate(last=Max("pk"))
        .values("last")
    )
    found = Run.objects.filter(pk__in=[row["last"] for row in last]).select_related("revision")
    return {run.revision.document_id: run for run in found}


def add(user: User, article: Incoming, address: str = "") -> Stored:
    """Take a new article.

    Raises:
        ForbiddenError: the user only looks.
        ArticleError: it cannot be taken, or there is one of this name.
    """
    need(user, Role.EDITOR)
    try:
        stored = store(article, user, seen=0)
    except ConflictError as error:
        raise ArticleError(
            f"there is an article named {article.external_id}; open it to give it a new text"
        ) from error
    note(user, "article.add", article.external_id, address=address)
    return stored


def revise(
    document: Document, seen: int, user: User, *, title: str, text: str, address: str = ""
) -> Stored:
    """Give an article a new text; all else about it stays.

    Args:
        document: the article.
        seen: the number of the revision that the user began with.
        user: who does it.
        title: the headline for lists; empty for the first line of the text.
        text: the text. Forms send other line ends than most texts have; those of the revision
            before are taken.
        address: from where.

    Raises:
        ForbiddenError: the user only looks.
        ConflictError: there is a newer revision.
        ArticleError: it cannot be taken.
    """
    need(user, Role.EDITOR)
    newest = newest_of(document)
    if newest is None or "\r\n" not in newest.text:
        text = text.replace("\r\n", "\n")
    stored = store(_incoming(document, text)._replace(title=title), user, seen=seen)
    number, new_title = stored.revision.number, stored.revision.document.title
    if stored.is_new:
        note(user, "article.revise", document.external_id, address=address, revision=number)
    elif new_title != document.title:
        note(user, "article.title", document.external_id, address=address, title=new_title)
    return stored


def lint_again(document: Document, user: User, address: str = "") -> Run:
    """Lint the newest text of an article anew; gives the run, which may be waiting already.

    Raises:
        ForbiddenError: the user only looks.
        ConflictError: the article has no text.
    """
    need(user, Role.EDITOR)
    with transaction.atomic():
        # What is taken in at the same time comes before this or after it.
        newest = newest_of(Document.objects.select_for_update().get(pk=document.pk))
        if newest is None:
            raise ConflictError("the article has no text")
        run = run_anew(newest)
    note(user, "article.lint", document.external_id, address=address)
    return run


def start_anew(run: Run, user: User, address: str = "") -> None:
    """Queue a run anew that failed or lacks findings.

    Raises:
        ForbiddenError: the user is no lead.
        ConflictError: it lacks nothing, or was started anew already.
    """
    need(user, Role.LEAD)
    if not runs.again(run):
        raise ConflictError("this run has been started anew already, or lacks nothing")
    note(user, "run.again", run.revision.document.external_id, address=address, run=run.pk)


def start_all_anew(user: User, address: str = "") -> int:
    """Queue all runs anew that failed or lack findings, unless something newer replaced them.

    Returns:
        How many there are.

    Raises:
        ForbiddenError: the user is no lead.
    """
    need(user, Role.LEAD)
    count = sum(runs.again(run) for run in failures())
    note(user, "run.again", "all that failed", address=address, count=count)
    return count


def _incoming(document: Document, text: str) -> Incoming:
    return Incoming(
        document.external_id,
        text,
        document.format,
        document.path,
        document.article_id,
        document.title,
        document.address,
    )
