"""Options that several commands have, and their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from lintnews.cli.choices import Known
from lintnews.document.formats import AUTO, readers
from lintnews.document.reading import DEFAULT_FIELD, DEFAULT_MAX_SIZE, Reading, bytes_of

F = TypeVar("F", bound=Callable[..., Any])


def size(ctx: click.Context, param: click.Parameter, value: str) -> int:
    """The number of bytes in the value of an option, which may use K, M or G for powers of 1024.

    Raises:
        click.BadParameter: the value is no size.
    """
    try:
        return bytes_of(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def comma_separated(values: Iterable[str]) -> list[str]:
    """The names in the values of a repeatable option, each of which may hold several."""
    return [name for value in values for part in value.split(",") if (name := part.strip())]


def reading_of(input_format: str, fields: Iterable[str], max_size: int) -> Reading:
    """How files are read by the values of the options."""
    return Reading(
        None if input_format == AUTO else input_format,
        tuple(dict.fromkeys(comma_separated(fields))) or (DEFAULT_FIELD,),
        max_size,
    )


def format_options(command: F) -> F:
    """The options that say what the files are and which fields hold text."""
    input_format = click.option(
        "--input-format",
        type=Known(lambda: (AUTO, *readers())),
        default=AUTO,
        show_default=True,
        help="What the files are; auto goes by the name.",
    )
    fields = click.option(
        "--field",
        "fields",
        multiple=True,
        metavar="NAMES",
        help="The fields of records that hold text, such as article.body."
        f"  [default: {DEFAULT_FIELD}]",
    )
    return input_format(fields(max_size_option(command)))


def max_size_option(command: F) -> F:
    """The option that says which files and records are too large."""
    option = click.option(
        "--max-size",
        metavar="SIZE",
        callback=size,
        default=f"{DEFAULT_MAX_SIZE >> 20}M",
        show_default=True,
        help="Refuse larger files and records, such as 500K or 64M.",
    )
    return option(command)


def names_options(command: F) -> F:
    """The options that say which lists of names count."""
    names = click.option(
        "--names",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A list of names (YAML or CSV) on top of the shipped one; the last has the last word.",
    )
    shipped = click.option(
        "--no-shipped-names", is_flag=True, help="Leave out the shipped list of names."
    )
    return names(shipped(command))


def jobs_option(command: F) -> F:
    """The option that says how many processes work."""
    option = click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=None,
        help="How many processes to use.  [default: one a core]",
    )
    return option(command)


def debug_option(command: F) -> F:
    """The option that shows where an error came from that nobody expected."""
    option = click.option("--debug", is_flag=True, help="Show where an unexpected error came from.")
    return option(command)


def about_format_option(command: F) -> F:
    """The option of commands that tell about lintnews, not about texts."""
    option = click.option(
        "--format",
        "format_",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="For people, or as one object.",
    )
    return option(command)
