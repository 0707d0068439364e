"""What a backup is: gzipped JSON Lines, and what stands in its lines.

A header, the rows of all tables, and a digest of all before it, by which a file is known that was
cut off or damaged.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec
from django.db import models

from lintnews.queue.schema import APP

KIND = "lintnews queue backup"
FORM = 1
BATCH = 500
"""How many rows are read and written at a time."""


class BackupError(Exception):
    """A backup cannot be used; the message says why, and nothing was changed."""


class Header(msgspec.Struct, frozen=True):
    """What a backup begins with.

    Attributes:
        kind, form: what the file is.
        lintnews: the version that wrote it.
        made: when.
        migration: the last change of the form of the database.
        rows: how many rows of each table follow.
    """

    kind: str
    form: int
    lintnews: str
    made: str
    migration: str
    rows: dict[str, int]


class Row(msgspec.Struct, frozen=True):
    """A row of a table, by the names of its columns."""

    table: str
    values: dict[str, Any]


class End(msgspec.Struct, frozen=True):
    """What a backup ends with."""

    sha256: str


class Saved(NamedTuple):
    """What stands in a backup."""

    header: Header

    @property
    def rows(self) -> int:
        """How many rows, of all tables together."""
        return sum(self.header.rows.values())


def tables_of(state: Any) -> list[type[models.Model]]:
    """The tables of the queue, as the apps of a state of the database have them."""
    every = state.get_models(include_auto_created=True)
    return [table for table in every if table._meta.app_label == APP]


def name_of(table: type[models.Model]) -> str:
    """What a table is called in a backup."""
    return table._meta.model_name or ""
