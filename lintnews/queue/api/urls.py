"""The addresses for programs."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from lintnews.queue.api.access import Bearer
from lintnews.queue.api.door import api
from lintnews.queue.api.openapi import text
from lintnews.queue.api.refusing import UNKNOWN, RefusedError, said


@login_not_required
@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    """The description of the API, for programs with a token and for people who are signed in."""
    try:
        if not request.user.is_authenticated and not Bearer(None)(request):
            return said(UNKNOWN, "sign in, or send a token")
    except RefusedError as error:
        return said(error.status, error.reason)
    return HttpResponse(text(), content_type="application/json")


def _open(patterns: list[Any]) -> list[URLPattern]:
    """Leave it to the API itself who is let in: not who has signed in, but who brings a token."""
    for pattern in patterns:
        pattern.callback = login_not_required(pattern.callback)
    return patterns


_patterns, _, app_name = api.urls
urlpatterns = [path("openapi.json", openapi, name="openapi"), *_open(_patterns)]
