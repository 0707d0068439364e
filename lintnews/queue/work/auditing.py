"""The record of what people did besides deciding."""

from __future__ import annotations

from lintnews.queue.models import AuditEntry, User

_ACTION = 50
_TARGET = 500
_ADDRESS = 45


def note(
    user: User | None, action: str, target: str = "", *, address: str = "", **details: object
) -> None:
    """Write down that something was done; entries stay as they are for good.

    Args:
        user: who did it; None for what the program did by itself, or for a stranger.
        action: what was done, a subject and a verb ("user.add").
        target: to what ("anna").
        address: the network address it came from, if it came from one.
        details: what else there is to know, as values that JSON has; others are kept as text.
    """
    AuditEntry.objects.create(
        user=user,
        action=action[:_ACTION],
        target=_clean(target)[:_TARGET],
        address=address[:_ADDRESS],
        details={name: _plain(value) for name, value in details.items()},
    )


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | float():
            return value
        case dict():
            return {_clean(str(name)): _plain(inner) for name, inner in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(inner) for inner in value]
        case _:
            return _clean(str(value))


def _clean(text: str) -> str:
    """The text without what PostgreSQL cannot keep."""
    return text.replace("\0", "\N{REPLACEMENT CHARACTER}")
