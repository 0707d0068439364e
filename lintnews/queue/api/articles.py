"""Articles: sent by a publishing system, and how they and their runs stand."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Router, Status

from lintnews.queue.api.access import Bearer, user_of
from lintnews.queue.api.forms import (
    ArticleIn,
    ArticleOut,
    ArticlesOut,
    Limit,
    RunOut,
    RunsOut,
    TakenOut,
)
from lintnews.queue.api.refusing import READING, UNFIT, WRITING, RefusedError, checked
from lintnews.queue.api.showing import articles_json, run_json
from lintnews.queue.models import Document, Run, RunState, Scope
from lintnews.queue.work.storing import ArticleError, Incoming, store

router = Router(tags=["articles"])


@router.post(
    "/articles",
    auth=Bearer(Scope.PUSH),
    response={202: TakenOut, **WRITING},
    summary="Send an article",
)
def push(request: HttpRequest, article: ArticleIn, response: HttpResponse) -> Status[Any]:
    """Take in an article, or a new revision of it, and queue it to be linted.

    The same text sent twice is kept once, so a program that got no answer just sends it again.
    """
    fields = article.model_dump(exclude={"id", "again"})
    try:
        stored = store(Incoming(article.id, **fields), user_of(request), again=article.again)
    except ArticleError as error:
        raise RefusedError(UNFIT, str(error)) from error
    revision = stored.revision
    run = Run.objects.select_related("revision__document").get(pk=stored.run.pk)
    response.headers["Location"] = reverse("api:run", args=[run.pk])
    taken = {
        "article": article.id,
        "document": revision.document_id,
        "revision": revision.number,
        "new": stored.is_new,
        "run": run_json(run),
    }
    return Status(202, taken)


@router.get(
    "/articles",
    auth=Bearer(Scope.READ),
    response={200: ArticlesOut, **READING},
    summary="List articles, or look one up by what you call it",
)
def articles(
    request: HttpRequest, id: str = "", after: int = 0, limit: Limit = 100
) -> dict[str, Any]:
    """The articles, in the order in which they came first; with ``id`` the one of that name."""
    found = Document.objects.filter(pk__gt=after).order_by("pk")
    if id:
        found = found.filter(external_id=checked(id))
    shown = articles_json(found[:limit])
    return {
        "articles": shown,
        "next": shown[-1]["document"] if len(shown) == limit else None,
    }


@router.get(
    "/articles/{int:document}",
    auth=Bearer(Scope.READ),
    response={200: ArticleOut, **READING},
    summary="How an article stands",
)
def article(request: HttpRequest, document: int) -> Any:
    """One article, by its number here."""
    get_object_or_404(Document, pk=document)
    return articles_json(Document.objects.filter(pk=document))[0]


@router.get(
    "/runs",
    auth=Bearer(Scope.READ),
    response={200: RunsOut, **READING},
    summary="List runs",
)
def runs(
    request: HttpRequest,
    state: RunState | None = None,
    before: int | None = None,
    limit: Limit = 100,
) -> dict[str, Any]:
    """The runs, the newest first; with ``state`` those that are so far."""
    found = Run.objects.select_related("revision__document").order_by("-pk")
    if state is not None:
        found = found.filter(state=state)
    if before is not None:
        found = found.filter(pk__lt=before)
    shown = [run_json(run) for run in found[:limit]]
    return {"runs": shown, "next": shown[-1]["id"] if len(shown) == limit else None}


@router.get(
    "/runs/{int:run}",
    auth=Bearer(Scope.READ),
    response={200: RunOut, **READING},
    summary="How far a run is",
    url_name="run",
)
def run(request: HttpRequest, run: int) -> Any:
    """One run."""
    found = get_object_or_404(Run.objects.select_related("revision__document"), pk=run)
    return run_json(found)
