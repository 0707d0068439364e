"""The addresses of findings under a filter, and the filters that forms carry."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import msgspec
from django.http import HttpRequest
from django.urls import reverse

from lintnews.queue.models import Document, Finding
from lintnews.queue.work.filters import Filter


def at(filter: Filter, finding: Finding | int | None = None) -> str:
    """The queue under a filter, at a finding if one is given; the focus goes to what is to do."""
    said = msgspec.to_builtins(filter)
    if finding is not None:
        said["finding"] = finding.pk if isinstance(finding, Finding) else finding
    query = urlencode(said)
    return f"{reverse('queue')}{'?' if query else ''}{query}#finding"


def export(filter: Filter, format: str = "") -> str:
    """The downloads of a filter, or one of them if a format is named."""
    said = {"status": filter.status.value, **msgspec.to_builtins(filter)}
    if format:
        said["format"] = format
    return f"{reverse('export')}?{urlencode(said)}"


def filter_in(query: str) -> Filter:
    """The filter that a form carries as a query string.

    Raises:
        ValueError: as for ``Filter.of``.
    """
    return Filter.of(dict(parse_qsl(query)))


def comparison(document: Document) -> str:
    """Where the earlier revision stands beside the current one; empty if there is none."""
    if document.current is None or document.current.number < 2:
        return ""
    return reverse("compare", args=[document.pk])


def back(request: HttpRequest) -> str:
    """The page of this server from which somebody came here; the first one if that is not known."""
    referer = request.META.get("HTTP_REFERER", "")
    here = f"{request.scheme}://{request.get_host()}"
    return referer.removeprefix(here) if referer.startswith(f"{here}/") else "/"
