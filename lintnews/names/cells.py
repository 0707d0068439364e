"""What stands in one cell of an authority file in CSV: lists, exceptions and styles.

The parts of a list are separated by ``;``. A backslash makes the next character an ordinary one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

_PART = {sign: re.compile(rf"(?:\\.|[^\\{sign}])+", re.DOTALL) for sign in (";", "|")}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_UNLESS = re.compile(r"(?<!\\)\(unless:")


class CellError(ValueError):
    """A cell is written wrongly; the message says how it should be."""


def read_names_cell(cell: str) -> list[str]:
    """The names in a cell.

    Raises:
        CellError: the cell ends in the middle of an escape.
    """
    if "\\" not in cell:
        return [name for part in cell.split(";") if (name := part.strip())]
    return [_plain(part) for part in _parts(cell, ";")]


def _parts(cell: str, sign: str) -> list[str]:
    """The parts of a list, still with their backslashes."""
    if "\\" not in cell:
        return [name for part in cell.split(sign) if (name := part.strip())]
    if cell.endswith("\\") and (len(cell) - len(cell.rstrip("\\"))) % 2:
        raise CellError('the cell ends in a "\\", which makes nothing an ordinary character')
    return [name for part in _PART[sign].findall(cell) if (name := part.strip())]


def _plain(part: str) -> str:
    return _ESCAPED.sub(r"\1", part)


def _rejected(part: str) -> str | dict[str, Any]:
    """A wrong form, as ``form`` or ``form (unless: phrase | phrase)``."""
    opening = _UNLESS.search(part)
    if opening is None:
        return _plain(part)
    if not part.endswith(")"):
        raise CellError("write exceptions as: form (unless: phrase | phrase)")
    phrases = _parts(part[opening.end() : -1], "|")
    form = part[: opening.start()].strip()
    return {"form": _plain(form), "unless": [_plain(phrase) for phrase in phrases]}


def _style(part: str) -> tuple[str, str]:
    style, equals, form = part.partition("=")
    if not equals:
        raise CellError("write styles as: style=form; other-style=other form")
    return style.strip(), _plain(form.strip())


def read_styles_cell(cell: str) -> dict[str, str]:
    """The forms in a cell by their style.

    Raises:
        CellError: a part is no style with a form, or a style is given twice.
    """
    forms: dict[str, str] = {}
    for style, form in map(_style, _parts(cell, ";")):
        if style in forms:
            raise CellError(f"the style {style} is given twice")
        forms[style] = form
    return forms


def read_rejects(cell: str) -> list[str | dict[str, Any]]:
    """The wrong forms in a cell, those with exceptions as mappings of ``form`` and ``unless``.

    Raises:
        CellError: exceptions are not written as they should be.
    """
    return [_rejected(part) for part in _parts(cell, ";")]


def names_cell(names: Iterable[str]) -> str:
    """Names as one cell."""
    return "; ".join(map(_escaped, names))


def _rejected_form(form: str, unless: Iterable[str] = ()) -> str:
    shown = _escaped(form).replace("(unless:", "\\(unless:")
    phrases = " | ".join(_escaped(phrase).replace("|", "\\|") for phrase in unless)
    return f"{shown} (unless: {phrases})" if phrases else shown


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace(";", "\\;")


def rejects_cell(items: Iterable[tuple[str, Iterable[str]]]) -> str:
    """Wrong forms, each with its exceptions, as one cell."""
    return "; ".join(_rejected_form(form, unless) for form, unless in items)


def styles_cell(forms: Mapping[str, str]) -> str:
    """Forms by style as one cell."""
    return "; ".join(f"{style}={_escaped(form)}" for style, form in forms.items())
