"""The fields and columns of records."""

from __future__ import annotations

from collections.abc import Iterable

_LISTED = 12


def listed(names: Iterable[str]) -> str:
    """The names of the fields that a record has, for messages: a dozen, as they can be printed."""
    printed = [name.encode("utf-8", "backslashreplace").decode() for name in names]
    more = ["…"] if len(printed) > _LISTED else []
    return ", ".join(printed[:_LISTED] + more) or "none"
