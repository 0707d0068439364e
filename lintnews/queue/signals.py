"""Writes down who signs in and out, and who tries to; old sessions go when somebody signs in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from lintnews.queue.address import address_of
from lintnews.queue.models import User
from lintnews.queue.work.auditing import note


@receiver(user_logged_in)
def _signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    note(user, "login", user.username, address=address_of(request))
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


@receiver(user_logged_out)
def _signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        note(user, "logout", user.username, address=address_of(request))


@receiver(user_login_failed)
def _failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    # Axes has counted before us, but for who was locked out already: such a one may try as often as
    # the network allows, and is not written down each time.
    if request is None or getattr(request, "axes_failures_since_start", None) is None:
        return
    name = _known(str(credentials.get("username") or ""))
    note(None, "login.failed", name, address=address_of(request))
    if getattr(request, "axes_locked_out", False):
        note(None, "login.locked", name, address=address_of(request))


def _known(name: str) -> str:
    """The name if somebody has it: what else is typed there may well be a password."""
    name = User.normalize_username(name)
    return name if User.objects.filter(username=name).exists() else ""


def username_of(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The name that somebody tries to sign in with, one for all ways to write it.

    Else a name of four letters, tried as "anna" and "Anna" and "aNNa", could be tried 16 times as
    often as is allowed.
    """
    said = (credentials or request.POST).get("username")
    return User.normalize_username(str(said or ""))
