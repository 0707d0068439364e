"""What every answer of the server carries, and what every request has to be."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)

from lintnews.queue.pages import errors
from lintnews.queue.pages.addresses import back

_MOST_DIGITS = 20
Answer = Callable[[HttpRequest], HttpResponseBase]
# Scripts and styles come from files of the server alone, so that text which slips into a page as
# markup can do nothing.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def content_security_policy(answer: Answer) -> Answer:
    """Add the content security policy to what ``answer`` says."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return middleware


def no_store(answer: Answer) -> Answer:
    """Let nobody on the way keep what ``answer`` says, nor the browser after signing out.

    Static files say themselves how long they may be kept.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def size_limit(answer: Answer) -> Answer:
    """Refuse what is too large before any of it is read, files of forms included."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        length = (request.META.get("CONTENT_LENGTH") or "0")[:_MOST_DIGITS]
        limit: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if length.isdecimal() and int(length) > limit:
            return errors.too_large(request)
        return answer(request)

    return middleware


class SignedIn(LoginRequiredMiddleware):
    """Leads who is not signed in to the page for that, and back to where they were.

    A form cannot be sent on behind it: they come back to the page that it stands on, and are told.
    """

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """What somebody is answered who is not signed in."""
        if request.method in ("GET", "HEAD"):
            return super().handle_no_permission(request, view_func)
        messages.warning(request, "You were not signed in any more. Nothing was changed.")
        return redirect_to_login(back(request), self.get_login_url(view_func))


def allowed_methods(answer: Answer) -> Answer:
    """Say in words that an address takes no requests of this kind."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if isinstance(response, HttpResponseNotAllowed):
            return errors.wrong_method(request, response)
        return response

    return middleware
