"""Who may ask what: tokens with scopes, and the roles of their users."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import Any, ClassVar, cast

from django.http import HttpRequest
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from lintnews.queue.api.refusing import FORBIDDEN, UNKNOWN, RefusedError
from lintnews.queue.models import ApiToken, Role, Scope, User
from lintnews.queue.work.tokens import TokenError, use_token

_ROLES = {Scope.READ: Role.VIEWER, Scope.PUSH: Role.EDITOR, Scope.DECIDE: Role.EDITOR}
_MINUTE = 60


class Bearer(HttpBearer):
    """Lets pass who brings a token that has a scope, if its user may do what that is about.

    Cookies count for nothing here, so that no page of somebody else can make a browser ask.

    Args:
        scope: the scope; None for any.
    """

    def __init__(self, scope: Scope | None) -> None:
        super().__init__()
        self._scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """The token.

        Raises:
            RefusedError: it does not work, or not for this.
        """
        try:
            found = use_token(token)
        except TokenError as error:
            raise RefusedError(UNKNOWN, str(error)) from error
        if self._scope is None:
            return found
        if self._scope not in found.scopes:
            raise RefusedError(FORBIDDEN, f"this needs a token with the scope {self._scope.value}")
        role = _ROLES[self._scope]
        if not found.user.may(role):
            raise RefusedError(FORBIDDEN, f"the user of this token needs the role {role.label}")
        return found


class Throttle(BaseThrottle):
    """Counts what each token asks within a minute, so that no program keeps editors waiting."""

    MOST: ClassVar[int] = 1_200

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = 0
        self._counts: Counter[int] = Counter()

    def allow_request(self, request: HttpRequest) -> bool:
        """Whether the token has asked less often than it may."""
        minute = int(time.time() // _MINUTE)
        token = token_of(request).pk
        with self._lock:
            if minute != self._minute:
                self._minute = minute
                self._counts.clear()
            self._counts[token] += 1
            return self._counts[token] <= self.MOST

    def wait(self) -> float:
        """How many seconds are left of this minute."""
        return _MINUTE - time.time() % _MINUTE


def token_of(request: HttpRequest) -> ApiToken:
    """The token by which a request was let in."""
    return cast(ApiToken, cast(Any, request).auth)


def user_of(request: HttpRequest) -> User:
    """In whose name a program asks."""
    return token_of(request).user
