"""The values of options."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

_SIZE = re.compile(r"(\d{1,12})\s?([kmg]?)(?:i?b)?", re.IGNORECASE)
_UNITS = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3}


def size(ctx: click.Context, param: click.Parameter, value: str) -> int:
    """The number of bytes in the value of an option, which may use K, M or G for powers of 1024.

    Raises:
        click.BadParameter: the value is no size.
    """
    match = _SIZE.fullmatch(value)
    if match is None:
        raise click.BadParameter(f"{value!r} is no size; write for example 500K, 64M or 2G")
    return int(match[1]) * _UNITS[match[2].lower()]


def comma_separated(values: Iterable[str]) -> list[str]:
    """The names in the values of a repeatable option, each of which may hold several."""
    return [name for value in values for part in value.split(",") if (name := part.strip())]
