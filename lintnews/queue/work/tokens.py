"""The tokens by which programs work in the name of a user."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from lintnews.queue.models import ApiToken, Scope, User
from lintnews.queue.work.auditing import note
from lintnews.queue.work.people import need_admin

PREFIX = "lnq_"
"""How each token begins, so that a program that looks for leaked secrets knows one."""
_RANDOM_BYTES = 32
_HINT = 10
_LONGEST_NAME = 100
_LONGEST_LIFE = 3650
_USED_EVERY = timedelta(minutes=1)


class TokenError(ValueError):
    """A token cannot be made or does not work; the message says why."""


def make_token(
    name: str,
    user: User,
    scopes: Sequence[Scope],
    by: User | None,
    *,
    days: int | None = None,
    address: str = "",
) -> tuple[ApiToken, str]:
    """A new token, and its text, which is told this once and kept nowhere.

    Args:
        name: what it is for, for people; no two tokens that work have the same name.
        user: in whose name programs work by it.
        scopes: what it is good for.
        by: who makes it; None for the command line.
        days: for how many days it works; None for ever.
        address: from where, for the audit log.

    Raises:
        ForbiddenError: ``by`` is no admin.
        TokenError: a name or a scope is missing, or the name is taken.
    """
    need_admin(by)
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise TokenError(f"a token needs a name of up to {_LONGEST_NAME} characters")
    if not scopes:
        raise TokenError(f"say what the token is good for: {', '.join(Scope.values)}")
    if days is not None and not 0 < days <= _LONGEST_LIFE:
        raise TokenError(f"a token works for 1 to {_LONGEST_LIFE:,} days, or for ever")
    text = PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        if living().filter(name=name).exists():
            raise TokenError(f'there is a token "{name}" already: revoke it first')
        token = ApiToken.objects.create(
            name=name,
            digest=_digest(text),
            hint=text[:_HINT],
            user=user,
            scopes=sorted(set(scopes)),
            expires_at=timezone.now() + timedelta(days=days) if days is not None else None,
        )
        note(
            by,
            "token.add",
            name,
            address=address,
            token=token.pk,
            owner=user.username,
            scopes=token.scopes,
            days=days,
        )
    return token, text


def revoke_token(token: ApiToken, by: User | None, *, address: str = "") -> bool:
    """Make a token work no more; whether it had not been revoked before.

    Raises:
        ForbiddenError: ``by`` is no admin.
    """
    need_admin(by)
    with transaction.atomic():
        fresh = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
        if not fresh.update(revoked_at=timezone.now()):
            return False
        note(by, "token.revoke", token.name, address=address, token=token.pk)
        return True


def living() -> QuerySet[ApiToken]:
    """The tokens that are neither revoked nor expired, the oldest first."""
    unexpired = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return ApiToken.objects.filter(unexpired, revoked_at=None).select_related("user").order_by("pk")


def use_token(text: str) -> ApiToken:
    """The token of a text, which is noted to be in use.

    It is looked up by its digest: how long that takes says nothing about other tokens.

    Raises:
        TokenError: there is none, or it works no more.
    """
    token = ApiToken.objects.select_related("user").filter(digest=_digest(text)).first()
    if token is None:
        raise TokenError("this token is not known")
    now = timezone.now()
    if token.revoked_at is not None:
        raise TokenError("this token was revoked")
    if token.expires_at is not None and token.expires_at <= now:
        raise TokenError("this token has expired")
    if not token.user.is_active:
        raise TokenError("the user of this token is disabled")
    stale = now - _USED_EVERY
    if token.last_used_at is None or token.last_used_at < stale:
        unnoted = Q(last_used_at=None) | Q(last_used_at__lt=stale)
        ApiToken.objects.filter(unnoted, pk=token.pk).update(last_used_at=now)
    return token


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
