"""Who may see a page, and how a page says no."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from lintnews.queue.models import Role, User
from lintnews.queue.pages.addresses import back
from lintnews.queue.work.deciding import ConflictError, ForbiddenError

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
CONFLICT = 409
FORBIDDEN = 403
BAD = 400


def user_of(request: HttpRequest) -> User:
    """Who is signed in; a page that is reached only then asks."""
    user = request.user
    assert not isinstance(user, AnonymousUser)
    return user


def needs(role: Role) -> Callable[[View[P]], View[P]]:
    """Let nobody see a page who has not at least this role."""

    def decorated(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not user_of(request).may(role):
                return refused(request, FORBIDDEN, f"This needs the role {role.label}.")
            return view(request, *args, **kwargs)

        return guarded

    return decorated


def answering(view: View[P]) -> View[P]:
    """Say on a page of its own why something could not be done."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except ForbiddenError as error:
            return refused(request, FORBIDDEN, f"{error}.")
        except ConflictError as error:
            return refused(request, CONFLICT, f"Nothing was changed: {error}.")
        except ValueError as error:
            return refused(request, BAD, f"{error}.")

    return guarded


_TITLES = {FORBIDDEN: "Not allowed", CONFLICT: "Somebody was faster", BAD: "That does not work"}


def refused(request: HttpRequest, status: int, reason: str) -> HttpResponse:
    """A page that says why something was not done."""
    said = {"title": _TITLES[status], "reason": reason, "back": back(request)}
    return render(request, "queue/refused.html", said, status=status)
