"""The record of what people did besides deciding."""

from __future__ import annotations

from datetime import UTC, datetime
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from lintnews.queue.models import AuditEntry, Bulk, Decision, User

PAGE = 100
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


class Key(NamedTuple):
    """The place of a line in the log; lines are in the order of their keys."""

    at: datetime
    kind: str
    number: int

    @classmethod
    def of(cls, text: str) -> Key:
        """The key that was written as a text.

        Raises:
            ValueError: it is none.
        """
        try:
            at, kind, number = text.split("~")
            moment = datetime.fromisoformat(at)
            if moment.tzinfo is None:
                raise ValueError
            key = cls(moment.astimezone(UTC), kind, int(number))
        except (ValueError, OverflowError):
            raise ValueError("the log has no such place; begin at its newest line") from None
        if key.kind not in _TABLES or not 0 <= key.number < 2**63:
            raise ValueError("the log has no such place; begin at its newest line")
        return key

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.kind}~{self.number}"


class Line(NamedTuple):
    """A line of the log: something that was done, or a decision, or one about many findings."""

    key: Key
    row: Any


class Log(NamedTuple):
    """Some lines of the log, and the key of the last one if more follow."""

    lines: list[Line]
    older: Key | None


_TABLES: dict[str, QuerySet[Any]] = {
    "bulk": Bulk.objects.select_related("by"),
    "decision": Decision.objects.filter(bulk=None).select_related("by", "finding__document"),
    "entry": AuditEntry.objects.select_related("user"),
}
_PERSON = {"bulk": "by", "decision": "by", "entry": "user"}


def log(before: Key | None = None, person: str = "", size: int = PAGE) -> Log:
    """Some lines of the log, the newest first.

    What was decided in bulk is one line, however many findings it is about.

    Args:
        before: the key of the last line that was shown before; None for the newest lines.
        person: the name of a user; empty for all.
        size: how many are wanted.
    """
    lines = merge(
        *(_lines(kind, before, person, size + 1) for kind in _TABLES),
        key=lambda line: line.key,
        reverse=True,
    )
    found = list(islice(lines, size + 1))
    shown = found[:size]
    return Log(shown, shown[-1].key if len(found) > size else None)


def _lines(kind: str, before: Key | None, person: str, size: int) -> list[Line]:
    rows = _TABLES[kind].order_by("-at", "-pk")
    if person:
        rows = rows.filter(**{f"{_PERSON[kind]}__username": person})
    if before is not None:
        # The first condition says nothing new; by it the database finds the place in the index.
        rows = rows.filter(Q(at__lte=before.at), _before(kind, before))
    return [Line(Key(row.at, kind, row.pk), row) for row in rows[:size]]


def _before(kind: str, key: Key) -> Q:
    if kind == key.kind:
        return Q(at__lt=key.at) | Q(at=key.at, pk__lt=key.number)
    return Q() if kind < key.kind else Q(at__lt=key.at)
