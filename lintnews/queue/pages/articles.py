"""The pages about articles: their list, each of them, and the forms that give them texts."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from lintnews.queue.address import address_of
from lintnews.queue.models import Document, Finding, Occurrence, Revision, Role, Run
from lintnews.queue.pages.access import BAD, CONFLICT, answering, needs, user_of
from lintnews.queue.pages.asking import number, words
from lintnews.queue.pages.sides import Side, Sign, place_of
from lintnews.queue.work import articles, comparing, judging, prose
from lintnews.queue.work.deciding import ConflictError
from lintnews.queue.work.storing import FORMATS, ArticleError, Incoming, newest_of
from lintnews.verdict import WORDS, Level, Reason, Verdict, Where

_MOST_FINDINGS = 1_000
_MOST_ROWS = 50
_MOST_PLACES = 10
_UNJUDGED = {articles.NO_VERDICT: "none yet"}


@require_safe
@answering
def documents(request: HttpRequest) -> HttpResponse:
    """The articles, the newest or the most garbled first."""
    choice = _choice(request.GET)
    chosen = {name: str(value) for name, value in choice._asdict().items() if value}
    said = {
        "page": articles.listed(choice, number(request.GET, "before")),
        "choice": choice,
        "query": urlencode(chosen),
        "verdicts": {**{str(level): WORDS[level] for level in reversed(Level)}, **_UNJUDGED},
        "matching": choice.documents().count(),
        "before": "before" in request.GET,
    }
    return render(request, "queue/documents.html", said)


@require_safe
@answering
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """An article: its text with its findings, its revisions and its runs."""
    kept = get_object_or_404(Document.objects.select_related("current"), pk=pk)
    revisions = (
        kept.revisions.defer("text", "article")
        .select_related("received_from")
        .annotate(length=Length("text"))
        .order_by("-number")
    )
    runs = Run.objects.filter(revision__document=kept).defer("revision__text", "revision__article")
    newest = list(runs.select_related("revision").order_by("-pk")[:_MOST_ROWS])
    shown = kept.current or newest_of(kept)
    found = list(kept.findings.order_by("start", "pk")[: _MOST_FINDINGS + 1])
    signs = _signs(found[:_MOST_FINDINGS])
    places = _places(shown)
    verdict = judging.verdict_of(kept)
    said = {
        "verdict": verdict,
        "level": articles.level_of(kept),
        "reasons": _reasons(verdict, signs),
        "document": kept,
        "revisions": revisions[:_MOST_ROWS],
        "runs": newest,
        "run": newest[0] if newest else None,
        "revision": shown,
        "findings": signs,
        "marked": shown and _marked(shown, signs, places),
        "there": places,
        "more": len(found) > _MOST_FINDINGS,
        "is_link": kept.address.startswith(("https://", "http://")),
    }
    return render(request, "queue/document.html", said)


@needs(Role.EDITOR)
@answering
def new(request: HttpRequest) -> HttpResponse:
    """A form for a new article."""
    said: dict[str, object] = {"formats": FORMATS, "format": FORMATS[0]}
    if request.method != "POST":
        return render(request, "queue/document_new.html", said)
    name, title, format, text = (
        request.POST.get(field, "") for field in ("name", "title", "format", "text")
    )
    text = text.replace("\r\n", "\n")
    try:
        article = Incoming(name.strip(), text, format, title=title.strip())
        stored = articles.add(user_of(request), article, address_of(request))
    except ArticleError as error:
        said |= {"name": name, "title": title, "format": format, "text": text, "error": error}
        return render(request, "queue/document_new.html", said, status=BAD)
    messages.success(request, "The article is taken and waits to be linted.")
    return redirect("document", stored.revision.document_id)


@needs(Role.EDITOR)
@answering
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """A form for a new text of an article; what was typed is never lost."""
    kept = get_object_or_404(Document, pk=pk)
    newest = newest_of(kept)
    seen = newest.number if newest else 0
    said: dict[str, object] = {"document": kept, "seen": seen, "title": kept.title}
    if request.method != "POST":
        said["text"] = newest.text if newest else ""
        return render(request, "queue/document_revise.html", said)
    title, text = request.POST.get("title", "").strip(), request.POST.get("text", "")
    said |= {"title": title, "text": text}
    try:
        stored = articles.revise(
            kept,
            number(request.POST, "seen") or 0,
            user_of(request),
            title=title,
            text=text,
            address=address_of(request),
        )
    except (ArticleError, ConflictError) as error:
        status = CONFLICT if isinstance(error, ConflictError) else BAD
        said["error"] = error
        return render(request, "queue/document_revise.html", said, status=status)
    if stored.is_new:
        messages.success(request, f"Revision {stored.revision.number} waits to be linted.")
    elif stored.revision.document.title != kept.title:
        messages.success(request, "The headline is changed; the text is as it was.")
    else:
        messages.info(request, "That is the text as it was; nothing was changed.")
    return redirect("document", pk)


@require_POST
@needs(Role.EDITOR)
@answering
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Lint an article anew."""
    kept = get_object_or_404(Document, pk=pk)
    articles.lint_again(kept, user_of(request), address_of(request))
    messages.success(request, "The article waits to be linted anew.")
    return redirect("document", pk)


def _choice(query: Mapping[str, str]) -> articles.Choice:
    """Which articles a request asks for.

    Raises:
        ValueError: there is no such verdict, or no such order.
    """
    verdict = query.get("verdict", "")
    if verdict and verdict not in (*Level, articles.NO_VERDICT):
        raise ValueError(f"there is no such verdict; there are {', '.join(Level)}")
    order = query.get("order") or articles.Order.NEWEST
    if order not in set(articles.Order):
        raise ValueError(f"there is no such order; there are {', '.join(articles.Order)}")
    return articles.Choice(words(query), verdict, articles.Order(order))


def _reasons(
    verdict: Verdict | None, signs: list[Sign]
) -> list[tuple[Reason, list[tuple[Where, Sign | None]]]]:
    """The reasons of a verdict, each with its first places and the findings there on the page."""
    at = {(sign.finding.rule, sign.finding.start): sign for sign in signs}
    return [
        (
            reason,
            [(where, at.get((reason.rule, where.start))) for where in reason.places[:_MOST_PLACES]],
        )
        for reason in (verdict.reasons if verdict else ())
    ]


def _signs(findings: list[Finding]) -> list[Sign]:
    return [
        Sign(one, f"mark-{at}", str(at), f"#finding-{at}") for at, one in enumerate(findings, 1)
    ]


def _places(revision: Revision | None) -> dict[int, comparing.Place]:
    """Where the findings of a revision stand, by the keys of the findings."""
    seen = Occurrence.objects.filter(revision=revision).defer("payload")
    return {occurrence.finding_id: place_of(occurrence) for occurrence in seen}


def _marked(revision: Revision, signs: list[Sign], places: dict[int, comparing.Place]) -> Side:
    """The text with a mark for each of these findings that was seen in it."""
    there = [sign for sign in signs if sign.finding.pk in places]
    article = prose.from_json(revision.article)
    if not revision.article:
        article = comparing.as_it_came(revision.text)
    return Side(article, [places[sign.finding.pk] for sign in there], there)
