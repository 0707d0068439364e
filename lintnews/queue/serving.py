"""The server: pages and workers of a queue in one program."""

from __future__ import annotations

import secrets
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any, NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from waitress import create_server

from lintnews.queue.keeping import Keeper
from lintnews.queue.models import Role, User
from lintnews.queue.work.auditing import note

FIRST = "admin"
_PASSWORD_BYTES = 12
_MEGABYTE = 1 << 20
# A form of the largest article is longer than its text, for most signs are three in it.
_LARGEST_BODY = 64 * _MEGABYTE


class Address(NamedTuple):
    """Where a server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """The address for a browser."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}/"


class Server:
    """A server that has its port, but does not answer yet.

    Args:
        address: where to listen; port 0 takes any that is free.
        threads: how many requests are answered at once.

    Raises:
        OSError: the port cannot be had.
    """

    def __init__(self, address: Address, threads: int) -> None:
        from lintnews.queue.wsgi import application

        self._server: Any = create_server(
            application,
            host=address.host,
            port=address.port,
            threads=threads,
            max_request_body_size=_LARGEST_BODY,
            ident=None,
            **_proxies(),
        )
        port = getattr(self._server, "effective_port", address.port)
        self.address = address._replace(port=int(port))

    def run(self, workers: int, say: Callable[[str], None], *, quiet: bool) -> None:
        """Answer, and keep workers running, until the process is asked to end.

        Args:
            workers: how many.
            say: is told what goes on.
            quiet: whether workers print nothing about single articles.
        """
        for name in ("SIGTERM", "SIGBREAK"):
            if (number := getattr(signal, name, None)) is not None:
                signal.signal(number, _interrupt)
        try:
            if workers:
                with Keeper(workers, say, quiet=quiet):
                    self._server.run()
            else:
                self._server.run()
        except KeyboardInterrupt:
            # It was asked to end before it had begun.
            pass
        finally:
            self._server.close()


def _proxies() -> dict[str, Any]:
    """Which proxies are believed: those that the environment or --tls announced, and no other."""
    proxies = settings.HOME.proxies or int(settings.HOME.tls)
    if not proxies:
        return {}
    return {
        "trusted_proxy": "*",
        "trusted_proxy_count": proxies,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


def first_user() -> str | None:
    """Make the first user, an admin, if there is none; its password, which is kept nowhere."""
    if User.objects.exists():
        return None
    password = secrets.token_urlsafe(_PASSWORD_BYTES)
    try:
        with transaction.atomic():
            User.objects.create_user(FIRST, password, Role.ADMIN)
            note(None, "user.add", FIRST, role=Role.ADMIN.label, why="first start")
    except IntegrityError:
        # Another server was faster, and has told it.
        return None
    return password


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
