"""Where a queue keeps its things, and how it is reached; all of it is said by the environment."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_data_path

HOME = "LINTNEWS_QUEUE_HOME"
DATABASE = "LINTNEWS_QUEUE_DATABASE_URL"
HOSTS = "LINTNEWS_QUEUE_HOSTS"
TLS = "LINTNEWS_QUEUE_TLS"
CONFIG = "LINTNEWS_QUEUE_CONFIG"
PROXIES = "LINTNEWS_QUEUE_PROXIES"
LEASE = "LINTNEWS_QUEUE_LEASE"
TIME_LIMIT = "LINTNEWS_QUEUE_TIME_LIMIT"
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
_SECRET = "secret.key"
_DATABASE = "queue.sqlite3"
_SECRET_BYTES = 48
_LEAST_SECRET = 32
_OWN_FOLDER = 0o700
_OWN_FILE = 0o600
_DAY = 86_400.0
_MOST_PROXIES = 9
_LEASE = 60.0
# The longest article there may be takes about half a minute.
_TIME_LIMIT = 300.0


class SettingError(ValueError):
    """An environment variable says something that cannot be; the message names it."""


class Home(NamedTuple):
    """What the environment says of a queue.

    Attributes:
        folder: where the secret key and, if no other is named, the database stand.
        database: the address of the database ("postgresql://desk@db/lintnews"), None for SQLite in
            the folder.
        hosts: the names under which the server may be called.
        tls: whether a proxy in front of the server speaks TLS, so that cookies travel by it only.
        config: the configuration file for all articles, None for the shipped one.
        proxies: how many proxies stand before the server, each of which adds the address that it
            sees to X-Forwarded-For.
        lease: for how many seconds a worker holds a run without a sign of life.
        time_limit: after how many seconds the linting of an article is given up.
    """

    folder: Path
    database: str | None
    hosts: tuple[str, ...]
    tls: bool
    config: Path | None
    proxies: int = 0
    lease: float = _LEASE
    time_limit: float = _TIME_LIMIT

    @classmethod
    def of(cls, environment: Mapping[str, str] = os.environ) -> Home:
        """The home that environment variables describe.

        Raises:
            SettingError: one of them says something that cannot be.
        """
        named = environment.get(HOME)
        folder = Path(named) if named else user_data_path("lintnews") / "queue"
        hosts = [host.strip() for host in environment.get(HOSTS, "").split(",")]
        if "*" in hosts:
            raise SettingError(f"{HOSTS}: name the hosts; with * anybody could pose as the server")
        proxies = environment.get(PROXIES) or "0"
        if not proxies.isdecimal() or int(proxies) > _MOST_PROXIES:
            raise SettingError(f'{PROXIES}: "{proxies}" is no number from 0 to {_MOST_PROXIES}')
        config = environment.get(CONFIG)
        return cls(
            folder,
            environment.get(DATABASE) or None,
            (*LOCAL_HOSTS, *filter(None, hosts)),
            environment.get(TLS, "") not in ("", "0"),
            Path(config) if config else None,
            int(proxies),
            _seconds(environment, LEASE, _LEASE),
            _seconds(environment, TIME_LIMIT, _TIME_LIMIT),
        )

    def own_database(self) -> Path:
        """The file of the database if it is not named otherwise; nobody else can read it.

        Raises:
            OSError: it cannot be made.
        """
        path = self.folder / _DATABASE
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True, mode=_OWN_FOLDER)
            path.touch(mode=_OWN_FILE)
        return path

    @property
    def cache(self) -> Path:
        """The folder for what is remembered to save time; it may be deleted."""
        return self.folder / "cache"

    @property
    def files(self) -> tuple[Path, ...]:
        """The files without which the queue is lost."""
        return self.folder / _DATABASE, self.folder / _SECRET

    def secret(self) -> str:
        """The key by which the server signs; it is made when it is asked for first.

        Raises:
            OSError: it can be neither read nor written.
            SettingError: what stands in its file is no key.
        """
        path = self.folder / _SECRET
        self.folder.mkdir(parents=True, exist_ok=True, mode=_OWN_FOLDER)
        if not path.exists():
            _write_secret(path)
        key = path.read_bytes().decode("ascii", "replace").strip()
        if len(key) < _LEAST_SECRET or not key.isascii():
            raise SettingError(
                f"{path} has no key in it. Delete it, and a new one is made: everybody signs in "
                "anew then, and nothing else is lost"
            )
        return key


def _write_secret(path: Path) -> None:
    # Of two that begin at once, one writes; a link appears whole or not at all.
    draft = path.with_name(f"{_SECRET}.{os.getpid()}")
    draft.touch(mode=_OWN_FILE)
    try:
        with draft.open("w") as file:
            file.write(secrets.token_urlsafe(_SECRET_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()


def _seconds(environment: Mapping[str, str], name: str, default: float) -> float:
    said = environment.get(name)
    if not said:
        return default
    try:
        seconds = float(said)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= _DAY:
        raise SettingError(f"{name} is {said!r}, and no number of seconds above 0 and up to a day")
    return seconds
