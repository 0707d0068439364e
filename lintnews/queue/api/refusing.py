"""How the API says no: a status, and as JSON a reason that a person understands."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from lintnews.queue.pages import errors
from lintnews.queue.work.deciding import ForbiddenError

BAD, UNKNOWN, FORBIDDEN, MISSING, CONFLICT = 400, 401, 403, 404, 409
WRONG_TYPE, UNFIT, TOO_OFTEN = 415, 422, 429


class Refusal(Schema):
    """Why nothing was done."""

    reason: str


ALWAYS: dict[Any, type[Refusal]] = {UNKNOWN: Refusal, FORBIDDEN: Refusal, TOO_OFTEN: Refusal}
"""The refusals that every address knows."""
READING = {**ALWAYS, MISSING: Refusal, UNFIT: Refusal}
WRITING = {**READING, BAD: Refusal, errors.TOO_LARGE: Refusal, WRONG_TYPE: Refusal}


class RefusedError(Exception):
    """Nothing was done; ``reason`` says why, with the status that goes with it."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def install(api: NinjaAPI) -> None:
    """Let an API refuse in this way whatever happens."""
    api.add_exception_handler(RefusedError, _refused)
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(ValidationError, _unfit)
    api.add_exception_handler(ForbiddenError, _forbidden)
    api.add_exception_handler(RequestDataTooBig, _too_large)
    api.add_exception_handler(Http404, _missing)


def checked(text: str) -> str:
    """The same text, found to be one that a database can look for.

    Raises:
        RefusedError: it is not.
    """
    if "\0" in text:
        raise RefusedError(UNFIT, "a name has a character U+0000, which no text has")
    return text


def said(status: int, reason: str) -> HttpResponse:
    """An answer that refuses."""
    answer = JsonResponse({"reason": reason}, status=status)
    if status == UNKNOWN:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="lintnews"'
    return answer


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return said(error.status, error.reason)


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error.__cause__, RefusedError):
        return _refused(request, error.__cause__)
    if isinstance(error, AuthenticationError):
        return said(UNKNOWN, "send a token: Authorization: Bearer lnq_…")
    if isinstance(error, Throttled):
        return said(TOO_OFTEN, "this token asks too often; wait a little and go on")
    return said(error.status_code, str(error))


def _unfit(request: HttpRequest, error: Any) -> HttpResponse:
    return said(UNFIT, "; ".join(_sentence(one) for one in error.errors))


def _sentence(error: dict[str, Any]) -> str:
    source, *path = cast("tuple[str | int, ...]", error["loc"])
    # Of what a body holds, the name of our parameter says nothing to anybody.
    field = ".".join(str(part) for part in (path[1:] if source == "body" else path))
    return f"{field or source}: {error['msg']}"


def _forbidden(request: HttpRequest, error: Any) -> HttpResponse:
    return said(FORBIDDEN, str(error))


def _too_large(request: HttpRequest, error: Any) -> HttpResponse:
    return errors.too_large(request)


def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    return said(MISSING, "there is nothing of that number or name")
