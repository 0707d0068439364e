"""What the commands about the archive share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from lintnews.document.files import display_name

F = TypeVar("F", bound=Callable[..., Any])

ARCHIVE_HELP = "The file of the archive."


def archive_option(command: F) -> F:
    """The option that names the archive."""
    option = click.option(
        "--archive",
        type=click.Path(dir_okay=False, path_type=Path),
        required=True,
        metavar="FILE",
        help=ARCHIVE_HELP,
    )
    return option(command)


def whole_path(file: str) -> str:
    """The path by which the archive knows a file, whatever folder is the current one."""
    return display_name(os.path.realpath(file))
