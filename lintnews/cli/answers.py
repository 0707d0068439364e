"""What commands share that deal with answers to findings."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import click

from lintnews.answers.baseline import BaselineError
from lintnews.answers.known import KnownAnswers
from lintnews.answers.sources import AnswerSources
from lintnews.report.cells import shown

F = TypeVar("F", bound=Callable[..., Any])


def baseline_option(command: F) -> F:
    """The option that says which findings were there before."""
    option = click.option(
        "--baseline",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Findings that do not count, because they were there before; see lintnews baseline.",
    )
    return option(command)


def known(sources: AnswerSources) -> KnownAnswers:
    """The answers that there are.

    Raises:
        click.ClickException: the baseline cannot be read.
    """
    try:
        return KnownAnswers(sources)
    except BaselineError as error:
        raise click.ClickException(shown(str(error))) from error


def without_baseline(files: Iterable[str], baseline: Path | None) -> list[str]:
    """The files without the baseline, which may stand among the texts and is none."""
    if baseline is None:
        return list(files)
    itself = os.path.realpath(baseline)
    return [file for file in files if os.path.realpath(file) != itself]
