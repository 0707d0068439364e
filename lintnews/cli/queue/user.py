"""``lintnews queue user``: who may sign in."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click

from lintnews.cli.queue.start import told

P = ParamSpec("P")
_ROLES = ("viewer", "editor", "lead", "admin")


def answering(command: Callable[P, None]) -> Callable[P, None]:
    """Let a command say in its way why something cannot be done."""

    @wraps(command)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            with told():
                command(*args, **kwargs)
        except ValueError as error:
            raise click.ClickException(str(error)) from error

    return guarded


@click.group()
def user() -> None:
    """Say who may sign in, and what they may do.

    Roles: a viewer looks; an editor decides; a lead decides many at once and approves; an admin
    sees to users and tokens.
    """


@user.command()
@click.argument("name")
@click.option("--role", type=click.Choice(_ROLES), help="[default: editor; admin for the first]")
@answering
def add(name: str, role: str | None) -> None:
    """Add a user; the password is asked for, or is the first line of standard input."""
    from lintnews.queue.models import Role
    from lintnews.queue.work.people import add_user

    chosen = Role[role.upper()] if role else None
    made = add_user(name, _password(name), chosen, None)
    click.echo(f"{made.username} can sign in now, as {Role(made.role).label}.")


@user.command("list")
@answering
def list_() -> None:
    """List the users: name, role, and whether they may sign in."""
    from lintnews.queue.models import Role, User

    for one in User.objects.order_by("username"):
        state = "" if one.is_active else "\tdisabled"
        click.echo(f"{one.username}\t{Role(one.role).label}{state}")


@user.command()
@click.argument("name")
@click.argument("role", type=click.Choice(_ROLES))
@answering
def role(name: str, role: str) -> None:
    """Change what a user may do."""
    from lintnews.queue.models import Role
    from lintnews.queue.work.people import named, set_role

    set_role(named(name), Role[role.upper()], None)


@user.command()
@click.argument("name")
@answering
def password(name: str) -> None:
    """Change a password, as for "add"; it ends the sessions of the user, and a lock as well."""
    from axes.utils import reset

    from lintnews.queue.work.people import named, set_password

    found = named(name)
    set_password(found, _password(found.username), None)
    reset(username=found.username)


@user.command()
@click.argument("name")
@answering
def disable(name: str) -> None:
    """Let a user sign in no more; sessions end, tokens stop working, decisions stay."""
    from lintnews.queue.work.people import named, set_active

    set_active(named(name), False, None)


@user.command()
@click.argument("name")
@answering
def enable(name: str) -> None:
    """Let a user sign in again."""
    from lintnews.queue.work.people import named, set_active

    set_active(named(name), True, None)


def _password(name: str) -> str:
    """A password, never from the command line, which other users of a machine can read."""
    if sys.stdin.isatty():
        asked: str = click.prompt(f"Password for {name}", hide_input=True, confirmation_prompt=True)
        return asked
    return sys.stdin.readline().rstrip("\r\n")
