"""``lintnews queue token``: by what programs are let in."""

from __future__ import annotations

import click

from lintnews.cli.queue.user import answering

_SCOPES = ("read", "push", "decide")


@click.group()
def token() -> None:
    """See to the tokens by which programs use the API."""


@token.command()
@click.argument("name")
@click.option("--user", required=True, help="In whose name the program works.")
@click.option(
    "--scope", "scopes", type=click.Choice(_SCOPES), multiple=True, required=True, help="May recur."
)
@click.option("--days", type=int, help="For how many days it works. [default: for ever]")
@answering
def add(name: str, user: str, scopes: tuple[str, ...], days: int | None) -> None:
    """Make a token and print it; it is shown this once, and kept nowhere."""
    from lintnews.queue.models import Scope
    from lintnews.queue.work.people import named
    from lintnews.queue.work.tokens import make_token

    _, text = make_token(name, named(user), [Scope(scope) for scope in scopes], None, days=days)
    click.echo(text)


@token.command("list")
@answering
def list_() -> None:
    """List the tokens that work: how they begin, name, user, scopes, last use."""
    from lintnews.queue.work.tokens import living

    for one in living():
        used = f"used {one.last_used_at:%Y-%m-%d}" if one.last_used_at else "never used"
        fields = (f"{one.hint}…", one.name, one.user.username, ",".join(one.scopes), used)
        click.echo("\t".join(fields))


@token.command()
@click.argument("name")
@answering
def revoke(name: str) -> None:
    """Make the token of a name work no more."""
    from lintnews.queue.work.tokens import TokenError, living, revoke_token

    found = living().filter(name=name).first()
    if found is None:
        raise TokenError(f'there is no token "{name}" that works')
    revoke_token(found, None)
