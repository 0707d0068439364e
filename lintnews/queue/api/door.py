"""The API: its parts put together, and how it reads what is sent."""

from __future__ import annotations

import codecs
from typing import Any

import msgspec
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.parser import Parser

from lintnews.queue.api import articles, findings, refusing
from lintnews.queue.api.access import Bearer, Throttle, token_of
from lintnews.queue.api.forms import TokenOut
from lintnews.queue.api.refusing import ALWAYS, BAD, WRONG_TYPE, RefusedError
from lintnews.queue.models import Role

_TYPE = "application/json"
_DESCRIPTION = (
    "Send articles to the review queue of lintnews, read its findings, and decide about them. "
    'Every request needs a token. Whatever is refused has a "reason" in words.'
)


class _Parser(Parser):
    def parse_body(self, request: HttpRequest) -> Any:
        """The body, read as JSON.

        Raises:
            RefusedError: it is something else.
        """
        if request.content_type != _TYPE:
            raise RefusedError(WRONG_TYPE, f"send JSON, and say so: Content-Type: {_TYPE}")
        try:
            return msgspec.json.decode(request.body.removeprefix(codecs.BOM_UTF8))
        except UnicodeDecodeError as error:
            raise RefusedError(BAD, "the body is not in UTF-8") from error
        except RecursionError as error:
            raise RefusedError(BAD, "the body is nested too deeply") from error
        except ValueError as error:
            raise RefusedError(BAD, f"the body is no JSON: {error}") from error


class _Api(NinjaAPI):
    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of an operation, for programs that make code from the description."""
        return str(operation.view_func.__name__)


api = _Api(
    title="lintnews review queue",
    version="1",
    description=_DESCRIPTION,
    urls_namespace="api",
    openapi_url=None,
    docs_url=None,
    parser=_Parser(),
    throttle=Throttle(),
)
refusing.install(api)
api.add_router("", articles.router)
api.add_router("", findings.router)


@api.get(
    "/token",
    auth=Bearer(None),
    response={200: TokenOut, **ALWAYS},
    summary="What this token is good for",
    tags=["token"],
)
def token(request: HttpRequest) -> dict[str, Any]:
    """The token of this request, to see whether it works."""
    asking = token_of(request)
    return {
        "name": asking.name,
        "user": asking.user.username,
        "role": Role(asking.user.role).label,
        "scopes": asking.scopes,
        "expires_at": asking.expires_at,
    }
