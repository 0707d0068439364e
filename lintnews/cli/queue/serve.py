"""``lintnews queue serve``: the pages for editors, and the workers behind them."""

from __future__ import annotations

import errno
import sys

import click

from lintnews.cli.status import Status

_ALONE = ("127.0.0.1", "::1", "localhost")
_THREADS = 8


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@click.option(
    "--workers",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="How many processes lint; 0 leaves that to lintnews queue work.",
)
@click.option(
    "--threads",
    type=click.IntRange(1),
    default=_THREADS,
    show_default=True,
    help="How many requests are answered at once.",
)
@click.option("--tls", is_flag=True, help="A proxy in front of the server speaks TLS.")
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A name by which browsers may call the server, such as desk.example.org; repeatable.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print nothing about single articles.")
@click.pass_context
def serve(
    ctx: click.Context,
    /,
    host: str,
    port: int,
    workers: int,
    threads: int,
    tls: bool,
    hosts: tuple[str, ...],
    quiet: bool,
) -> int:
    """Serve the queue to editors, and lint what comes.

    At the first start a database is made, and an admin whose password is printed once. Ctrl-C or
    SIGTERM ends the server; an article that is being linted is then given back.
    """
    own = () if host in ("0.0.0.0", "::") else (f"[{host}]" if ":" in host else host,)
    ctx.obj(tls=tls, hosts=(*hosts, *own))
    from lintnews.cli.queue.start import prepare, told
    from lintnews.queue.serving import Address, Server
    from lintnews.queue.work.linting import profiles

    prepare()
    with told():
        profiles()
    try:
        server = Server(Address(host, port), threads)
    except (OSError, ValueError) as error:
        raise click.ClickException(_why_not(error, host, port)) from error
    click.echo(f"The queue is at {server.address.url}")
    with told():
        _welcome()
    if host not in _ALONE and not tls:
        click.echo(
            "Others on the network can reach it, and passwords are sent as they are. Put a proxy "
            "with TLS before it, and start it with --tls."
        )
    click.echo("Ctrl-C ends it.")
    sys.stdout.flush()
    server.run(workers, lambda line: click.echo(f"lintnews: {line}", err=True), quiet=quiet)
    return Status.CLEAN


def _welcome() -> None:
    """Say how to sign in. A password goes to a terminal only, for all else may be kept."""
    from lintnews.queue.models import User
    from lintnews.queue.serving import FIRST, first_user

    if User.objects.exists():
        click.echo("Sign in with the name and the password that you were given.")
    elif sys.stdout.isatty() and (password := first_user()) is not None:
        click.echo(f"Sign in as {FIRST} with the password {password}")
        click.echo("It is printed this once. Add others by lintnews queue user add.")
    else:
        click.echo(
            "There is no user yet, and a password is printed to a terminal only. Add one by "
            "lintnews queue user add NAME --role admin"
        )


def _why_not(error: OSError | ValueError, host: str, port: int) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return (
            f"port {port} of {host} is taken, perhaps by a queue that runs already; end that, or "
            "choose another with --port"
        )
    if number == errno.EACCES:
        return f"you have no right to listen at port {port}; choose one above 1023 with --port"
    reason = getattr(error, "strerror", None) or error
    return f"the server cannot listen at {host}, port {port}: {reason}"
