"""The people who may sign in: who they are, and what they may do."""

from __future__ import annotations

import re

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from lintnews.queue.models import Role, User
from lintnews.queue.work.auditing import note
from lintnews.queue.work.deciding import need

_NAME = re.compile(r"[\w.@+-]{1,100}")
_LETTER = re.compile(r"[^\W_]")


class PeopleError(ValueError):
    """Something cannot be done with a user; the message says why."""


def named(name: str) -> User:
    """The user of a name.

    Raises:
        PeopleError: there is none.
    """
    user = User.objects.filter(username=User.normalize_username(name)).first()
    if user is None:
        raise PeopleError(f'there is no user "{name}"')
    return user


def add_user(
    name: str, password: str, role: Role | None, by: User | None, *, address: str = ""
) -> User:
    """A new user.

    Args:
        name: the name to sign in with; case does not matter.
        password: the password.
        role: what the user may do; None for an admin if there is no user yet, else an editor.
        by: who adds the user; None for the command line, which may do everything here.
        address: from where, for the audit log.

    Raises:
        ForbiddenError: ``by`` is no admin.
        PeopleError: the name is taken or is none, or the password is too weak.
    """
    need_admin(by)
    name = User.normalize_username(name)
    if not _NAME.fullmatch(name) or not _LETTER.search(name):
        raise PeopleError(
            "a name has up to 100 letters, digits and the signs . @ + - _, and no spaces"
        )
    with transaction.atomic():
        # Of two first users made at once, one is the first.
        there = list(User.objects.select_for_update().values_list("username", flat=True))
        if name in there:
            raise PeopleError(f'there is a user "{name}" already')
        if role is None:
            role = Role.EDITOR if there else Role.ADMIN
        _check_password(password, User(username=name))
        user = User.objects.create_user(name, password, role)
        note(by, "user.add", name, address=address, role=role.label)
        return user


def set_role(user: User, role: Role, by: User | None, *, address: str = "") -> None:
    """Change what a user may do.

    Raises:
        ForbiddenError: ``by`` is no admin.
        PeopleError: nobody would be left who is an admin.
    """
    need_admin(by)
    with transaction.atomic():
        if role < Role.ADMIN:
            _keep_an_admin(user)
        before = Role(user.role).label
        user.role = role
        user.save(update_fields=["role"])
        note(by, "user.role", user.username, address=address, before=before, role=role.label)


def set_active(user: User, active: bool, by: User | None, *, address: str = "") -> None:
    """Disable a user, which ends all sessions and lets no token through, or enable one again.

    Raises:
        ForbiddenError: ``by`` is no admin.
        PeopleError: nobody would be left who is an admin.
    """
    need_admin(by)
    with transaction.atomic():
        if not active:
            _keep_an_admin(user)
        user.is_active = active
        user.save(update_fields=["is_active"])
        note(by, "user.enable" if active else "user.disable", user.username, address=address)


def set_password(user: User, password: str, by: User | None, *, address: str = "") -> None:
    """Change a password, which ends the sessions of its user.

    Raises:
        ForbiddenError: ``by`` is neither the user nor an admin.
        PeopleError: the password is too weak.
    """
    if by != user:
        need_admin(by)
    _check_password(password, user)
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password"])
        note(by, "user.password", user.username, address=address)


def need_admin(by: User | None) -> None:
    """Let only admins pass, and the command line.

    Raises:
        ForbiddenError: ``by`` is neither.
    """
    if by is not None:
        need(by, Role.ADMIN)


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PeopleError(" ".join(error.messages)) from error


def _keep_an_admin(user: User) -> None:
    # Of two admins who disable each other at once, one stays.
    admins = User.objects.select_for_update().filter(role=Role.ADMIN, is_active=True)
    if [admin.pk for admin in admins.order_by("pk")] == [user.pk]:
        raise PeopleError(f"{user.username} is the only admin: make somebody else an admin first")
