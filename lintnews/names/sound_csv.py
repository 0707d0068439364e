"""A quick way into the files of names that come with lintnews, which are known to be sound."""

from __future__ import annotations

import csv
import sys
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from lintnews.names.authority_csv import COLUMNS
from lintnews.names.cells import read_names_cell, read_rejects, read_styles_cell
from lintnews.names.entries import Context, Entry, EntryKind, Rejected

_KINDS = {kind.value: kind for kind in EntryKind}


def read_sound_csv(path: Path) -> list[Entry]:
    """The entries of a CSV file that is known to be sound, in a third of the time.

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        columns = next(rows)
        # Where a column is missing, the empty cell is read that every row gets at its end.
        cells = itemgetter(
            *(columns.index(name) if name in columns else len(columns) for name in COLUMNS)
        )
        return [_sound(*cells([*row, ""])) for row in rows]


def _sound(
    identifier: str,
    kind: str,
    preferred: str,
    surname: str,
    accept: str,
    reject: str,
    distinct: str,
    country: str,
    titles: str,
    given: str,
    styles: str,
    source: str,
    note: str,
) -> Entry:
    """The entry in a row, its cells in the order of ``COLUMNS``."""
    return Entry(
        id=identifier,
        kind=_KINDS[kind],
        preferred=preferred,
        surname=surname or None,
        accept=tuple(read_names_cell(accept)) if accept else (),
        reject=tuple(_sound_form(part) for part in read_rejects(reject)) if reject else (),
        distinct=tuple(read_names_cell(distinct)) if distinct else (),
        context=_context(country, titles, given),
        variants_by_style=read_styles_cell(styles) if styles else {},
        source=sys.intern(source) or None,
        note=note or None,
    )


def _sound_form(part: str | dict[str, Any]) -> str | Rejected:
    return part if isinstance(part, str) else Rejected(part["form"], tuple(part["unless"]))


@lru_cache(maxsize=1024)
def _context(country: str, titles: str, given: str) -> Context:
    return Context(
        tuple(read_names_cell(country)),
        tuple(read_names_cell(titles)),
        tuple(read_names_cell(given)),
    )
