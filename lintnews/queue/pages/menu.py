"""The pages in the head of each page."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from lintnews.queue.models import Role, User

_PAGES: tuple[tuple[str, str, Role], ...] = (
    ("queue", "Queue", Role.VIEWER),
    ("documents", "Articles", Role.VIEWER),
    ("progress", "Progress", Role.VIEWER),
    ("rules", "Rules", Role.VIEWER),
    ("proposals", "Proposals", Role.VIEWER),
    ("runs", "Runs", Role.VIEWER),
    ("people", "People", Role.ADMIN),
    ("audit", "Audit", Role.ADMIN),
    ("account", "Account", Role.VIEWER),
)


class Page(NamedTuple):
    """A page to go to."""

    title: str
    address: str


def menu(request: HttpRequest) -> dict[str, list[Page]]:
    """The pages that a user may see, for the templates."""
    # A page of an error may be asked for before it is known who asks.
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    return {"pages": [Page(title, reverse(name)) for name, title, role in _PAGES if user.may(role)]}
