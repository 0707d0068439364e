"""What the keeper of a server says about it, in a file that any process may read."""

from __future__ import annotations

from pathlib import Path

import msgspec


class State(msgspec.Struct, frozen=True):
    """Where the server is.

    ``url`` is its address while it answers; ``pid`` is its process (0 for none), ``starts`` how
    often it was started. ``fetching`` says that LanguageTool is being downloaded, ``failed`` why it
    will not answer any more.
    """

    url: str | None = None
    pid: int = 0
    starts: int = 0
    fetching: bool = False
    failed: str | None = None


def write_state(path: Path, state: State) -> None:
    """Write the state, whole at once."""
    fresh = path.with_suffix(".new")
    fresh.write_bytes(msgspec.json.encode(state))
    fresh.replace(path)


def read_state(path: Path) -> State | None:
    """The state; None if there is none yet, or no more."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=State)
    except (OSError, msgspec.DecodeError):
        return None
