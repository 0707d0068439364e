"""How the server says no where no page does: in plain words, as a page or, to programs, as JSON."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from lintnews.queue.pages.access import BAD, FORBIDDEN

API = "/api/"
"""How the addresses for programs begin."""
MISSING = 404
WRONG_METHOD = 405
TOO_LARGE = 413
BROKEN = 500
_MEBI = 1024 * 1024


def bad(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A request that is none."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    if isinstance(exception, DisallowedHost):
        reason = (
            "This server is not called by that name. Whoever runs it can add the name to "
            "LINTNEWS_QUEUE_HOSTS."
        )
        return _said(request, BAD, "Wrong name of the server", reason)
    return _said(request, BAD, "That does not work", "The request cannot be understood.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something that this user may not do."""
    return _said(request, FORBIDDEN, "Not allowed", "You may not do this.")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was sent without the mark by which the server knows its own forms."""
    said = (
        "Nothing was changed: this form does not come from this server, or it is older than your "
        "signing in. Open the page again, and send it from there. The browser has to accept the "
        "cookies of this server."
    )
    return _said(request, FORBIDDEN, "This form is not known", said)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Something that does not exist."""
    return _said(request, MISSING, "Not found", "There is nothing at this address.")


def too_large(request: HttpRequest) -> HttpResponse:
    """A request that has more in it than is taken."""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // _MEBI
    said = f"This is too large: at most {most} MiB are taken at once. Nothing was kept."
    return _said(request, TOO_LARGE, "Too large", said)


def wrong_method(request: HttpRequest, response: HttpResponseNotAllowed) -> HttpResponse:
    """A request of a kind that this address does not take."""
    allowed = response.headers["Allow"]
    said = f"This address takes {allowed or 'no such requests'}, not {request.method}."
    answer = _said(request, WRONG_METHOD, "That does not work", said)
    answer.headers["Allow"] = allowed
    return answer


def broken(request: HttpRequest) -> HttpResponse:
    """An error of ours; the page asks for nothing that might be broken too."""
    said = (
        "The server made an error; its log says which. Look whether what you sent was kept before "
        "you send it again."
    )
    if request.path.startswith(API):
        return JsonResponse({"reason": said}, status=BROKEN)
    page = render_to_string(
        "queue/refused.html", {"title": "An error", "reason": said, "back": "/"}
    )
    return HttpResponse(page, status=BROKEN)


def _said(request: HttpRequest, status: int, title: str, reason: str) -> HttpResponse:
    if request.path.startswith(API):
        return JsonResponse({"reason": reason}, status=status)
    said = {"title": title, "reason": reason, "back": "/"}
    return render(request, "queue/refused.html", said, status=status)
