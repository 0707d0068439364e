"""Takes in the text of an article, as its first revision or as a new one."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from lintnews.document.formats import readers
from lintnews.queue.models import Document, Revision, Run, RunState, User
from lintnews.queue.work.deciding import ConflictError

_TITLE = 300
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
FORMATS = ("text", "markdown", "html")
"""The formats in which the queue keeps sources; a record of any other file is kept as its prose."""


class ArticleError(ValueError):
    """An article cannot be taken; the message says why, for people."""


class Incoming(NamedTuple):
    """An article that comes; the fields are those of ``Document``.

    ``path`` and ``title`` are taken from ``external_id`` and from the text if they are empty.
    """

    external_id: str
    text: str
    format: str = "text"
    path: str = ""
    article_id: str = ""
    title: str = ""
    address: str = ""


class Stored(NamedTuple):
    """What became of an article that came: ``is_new`` says whether the text was not known."""

    revision: Revision
    run: Run
    is_new: bool


def store(
    article: Incoming, user: User | None, *, again: bool = False, seen: int | None = None
) -> Stored:
    """Keep an article and queue it to be linted; what is known already is not kept twice.

    A text that is known is linted anew if that failed or lacks findings, or if its format or its
    path has changed.

    Args:
        article: the article.
        user: who sends it.
        again: whether a text that was linted is to be linted anew, since the rules have changed.
        seen: the number of the revision that this one is to follow; None for any.

    Raises:
        ArticleError: it has no name, is too long, or has a format that is not known.
        ConflictError: it would follow another revision than that; nothing is kept.
    """
    _check(article)
    digest = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
    with transaction.atomic():
        document, _ = Document.objects.get_or_create(external_id=article.external_id)
        document = Document.objects.select_for_update().get(pk=document.pk)
        newest = newest_of(document)
        if seen is not None and newest is not None and newest.number != seen:
            raise ConflictError(
                f"the article has revision {newest.number} meanwhile, and you began with {seen}; "
                "compare them, then give it your text again"
            )
        read_as = (document.format, document.path)
        document.path = article.path or article.external_id
        document.article_id = article.article_id
        document.format = article.format
        document.title = (article.title or _headline(article.text))[:_TITLE]
        document.address = article.address
        document.save()
        if newest is not None and newest.digest == digest:
            run = newest.runs.order_by("-pk")[0]
            is_other = read_as != (document.format, document.path)
            if again or is_other or run.lacks_findings:
                run = run_anew(newest)
            return Stored(newest, run, is_new=False)
        number = newest.number + 1 if newest is not None else 1
        revision = document.revisions.create(
            number=number, text=article.text, digest=digest, received_from=user
        )
        return Stored(revision, revision.runs.create(), is_new=True)


def newest_of(document: Document) -> Revision | None:
    """The newest revision of an article, whether it was linted or not."""
    return document.revisions.order_by("-number").first()


def run_anew(revision: Revision) -> Run:
    """Queue a revision to be linted anew, unless it waits already; gives its run."""
    run = revision.runs.order_by("-pk")[0]
    waits = run.state in (RunState.QUEUED, RunState.RUNNING)
    return run if waits else revision.runs.create()


def _check(article: Incoming) -> None:
    limit: int = settings.LARGEST_ARTICLE
    lengths = {"external_id": 500, "path": 1000, "article_id": 500, "address": 1000}
    for field, most in lengths.items():
        if len(getattr(article, field)) > most:
            raise ArticleError(f"{field} is longer than {most} characters")
    if not article.external_id.strip():
        raise ArticleError("the article needs an id")
    if wrong := _NO_TEXT.search("".join(article)):
        raise ArticleError(f"the article has a character U+{ord(wrong[0]):04X}, which no text has")
    if len(article.text) > limit:
        raise ArticleError(
            f"the text has {len(article.text):,} characters; at most {limit:,} are taken"
        )
    if article.format not in FORMATS or article.format not in readers():
        raise ArticleError(f'"{article.format}" is none of the formats: {", ".join(FORMATS)}')


def _headline(text: str) -> str:
    """The first line with anything on it, without the marks of Markdown."""
    lines = (line.strip().lstrip("#").strip() for line in text.splitlines())
    return next(filter(None, lines), "")
