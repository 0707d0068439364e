"""The page at which admins see to users and tokens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from lintnews.queue.address import address_of
from lintnews.queue.models import ApiToken, Role, Scope, User
from lintnews.queue.pages.access import BAD, answering, needs, user_of
from lintnews.queue.work import people as work
from lintnews.queue.work.tokens import living, make_token, revoke_token

_ROLES = {role.label: role for role in Role}


@require_GET
@needs(Role.ADMIN)
def people(request: HttpRequest) -> HttpResponse:
    """All users and the tokens that work."""
    return _page(request)


def _page(
    request: HttpRequest, problem: str = "", name: str = "", role: str = "editor", status: int = 200
) -> HttpResponse:
    """The page; ``problem``, ``name`` and ``role`` are of a user who was not added."""
    said = {
        "problem": problem,
        "name": name,
        "role": role,
        "people": User.objects.order_by("-is_active", "username"),
        "roles": _ROLES,
        "scopes": Scope,
        "tokens": living(),
    }
    return render(request, "queue/people.html", said, status=status)


@require_POST
@needs(Role.ADMIN)
@answering
@sensitive_post_parameters("password")
def add(request: HttpRequest) -> HttpResponse:
    """Add a user with a first password."""
    form = request.POST
    name, role = form.get("username", ""), form.get("role", "")
    password, admin = form.get("password", ""), user_of(request)
    try:
        user = work.add_user(name, password, _role(role), admin, address=address_of(request))
    except ValueError as error:
        return _page(request, str(error), name, role, BAD)
    return _done(request, f"{user.username} can sign in now.")


@require_POST
@needs(Role.ADMIN)
@answering
def role(request: HttpRequest, number: int) -> HttpResponse:
    """Change what a user may do."""
    user = get_object_or_404(User, pk=number)
    new = _role(request.POST.get("role", ""))
    work.set_role(user, new, user_of(request), address=address_of(request))
    if user == user_of(request) and new < Role.ADMIN:
        messages.success(request, f"You have the role {new.label} now.")
        return redirect("queue")
    return _done(request, f"{user.username} has the role {new.label} now.")


@require_POST
@needs(Role.ADMIN)
@answering
def active(request: HttpRequest, number: int) -> HttpResponse:
    """Disable a user, or enable one again."""
    user = get_object_or_404(User, pk=number)
    enabled = request.POST.get("active") == "yes"
    work.set_active(user, enabled, user_of(request), address=address_of(request))
    said = "can sign in again" if enabled else "is signed out everywhere and cannot sign in"
    return _done(request, f"{user.username} {said}.")


@require_POST
@needs(Role.ADMIN)
@answering
def add_token(request: HttpRequest) -> HttpResponse:
    """Make a token and show it, this once."""
    form = request.POST
    days = form.get("days", "").strip()
    if days and not days.isdecimal():
        raise ValueError(f'"{days}" is no number of days')
    token, text = make_token(
        form.get("name", ""),
        work.named(form.get("user", "")),
        [Scope(scope) for scope in form.getlist("scopes")],
        user_of(request),
        days=int(days) if days else None,
        address=address_of(request),
    )
    return render(request, "queue/token.html", {"token": token, "text": text})


@require_POST
@needs(Role.ADMIN)
@answering
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Make a token work no more."""
    token = get_object_or_404(ApiToken, pk=number)
    revoke_token(token, user_of(request), address=address_of(request))
    return _done(request, f"The token {token.name} does not work any more.")


def _role(label: str) -> Role:
    if label not in _ROLES:
        raise ValueError(f'there is no role "{label}"')
    return _ROLES[label]


def _done(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("people")
