"""``lintnews baseline``: write down what is found now, so that only what is new counts."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

from lintnews.answers.baseline import DEFAULT_BASELINE, Folder, write_baseline
from lintnews.answers.changing import Change, Gone, changed
from lintnews.answers.entries import Entry
from lintnews.answers.known import KnownAnswers
from lintnews.answers.outcomes import Answering, File
from lintnews.answers.sources import AnswerSources
from lintnews.cli.answers import known
from lintnews.cli.linting import Linting, linting_options, told
from lintnews.cli.settings import profiles_of
from lintnews.cli.settings import told as told_settings
from lintnews.cli.status import Status
from lintnews.document.rewriting import UnwritableError
from lintnews.model import Problem
from lintnews.report.cells import shown

F = TypeVar("F", bound=Callable[..., Any])


@click.group()
def baseline() -> None:
    """Keep a list of the findings that are known, so that only new ones count."""


def _the_file(named: Path | None) -> Path:
    """The file that the command line names, or the configuration of the working directory."""
    if named is not None:
        return named
    with told_settings():
        configured = profiles_of(click.get_current_context()).baseline()
    return configured or Path(DEFAULT_BASELINE)


def _file_option(command: F) -> F:
    option = click.option(
        "--baseline",
        "named",
        type=click.Path(dir_okay=False, path_type=Path),
        default=None,
        metavar="FILE",
        help="The file with the list.  [default: that of the configuration, or else "
        f"{DEFAULT_BASELINE}]",
    )
    return option(command)


_paths = click.argument("paths", metavar="PATH...", nargs=-1, required=True)


@baseline.command()
@_paths
@_file_option
@linting_options
def create(paths: tuple[str, ...], named: Path | None, **_options: object) -> int:
    """Write down all that is found in files now."""
    file = _the_file(named)
    if file.exists():
        reason = "there is such a file already; lintnews baseline update brings it up to date"
        raise click.ClickException(f"{shown(str(file))}: {reason}")
    return _written(paths, file, KnownAnswers(AnswerSources()), add=True)


@baseline.command()
@_paths
@_file_option
@linting_options
def update(paths: tuple[str, ...], named: Path | None, **_options: object) -> int:
    """Add what is new in files, and drop what is gone."""
    file = _the_file(named)
    return _written(paths, file, known(AnswerSources(file)), add=True)


@baseline.command()
@_paths
@_file_option
@linting_options
def prune(paths: tuple[str, ...], named: Path | None, **_options: object) -> int:
    """Drop what is gone from files, and add nothing."""
    file = _the_file(named)
    return _written(paths, file, known(AnswerSources(file)), add=False)


@baseline.command()
@click.argument("paths", metavar="[PATH...]", nargs=-1)
@_file_option
@linting_options
def show(paths: tuple[str, ...], named: Path | None, **_options: object) -> int:
    """Count what is in the list by rule and file; with PATH..., say what is gone from there."""
    file = _the_file(named)
    entries = known(AnswerSources(file))
    for line in _counts(file, entries.baseline):
        click.echo(shown(line))
    if not paths:
        return Status.CLEAN
    change, problems = _looked(paths, file, entries, add=False)
    for line in _gone(change.gone):
        click.echo(shown(line))
    return Status.FAILED if problems else Status.CLEAN


def _looked(
    paths: tuple[str, ...], file: Path, entries: KnownAnswers, *, add: bool
) -> tuple[Change, list[Problem]]:
    """What becomes of the list when files are linted, and what could not be read of them."""
    linting = Linting(paths, baseline=file)
    files: list[File] = []
    problems: list[Problem] = []
    answering = Answering(entries, linting.rules_of, files.append)
    deque(told(answering.answered(linting.outcomes()), problems), maxlen=0)
    return changed(entries.baseline, files, Folder.of(file), add=add), problems


def _written(paths: tuple[str, ...], file: Path, entries: KnownAnswers, *, add: bool) -> int:
    change, problems = _looked(paths, file, entries, add=add)
    try:
        write_baseline(file, change.entries)
    except UnwritableError as error:
        raise click.ClickException(f"{shown(str(file))}: {error}") from error
    count = sum(map(len, change.entries.values()))
    noun = "finding" if count == 1 else "findings"
    click.echo(
        f"{shown(str(file))}: {count:,} {noun}; {change.added:,} added, {len(change.gone):,} gone"
    )
    return Status.FAILED if problems else Status.CLEAN


def _counts(file: Path, entries: dict[str, list[Entry]]) -> Iterator[str]:
    rules = Counter(entry.rule for of_file in entries.values() for entry in of_file)
    files = Counter({name: len(of_file) for name, of_file in entries.items()})
    count, width = sum(rules.values()), len(str(max(rules.values(), default=0)))
    yield f"{file}: {count:,} findings in {len(files):,} files"
    for counter in (rules, files):
        yield ""
        for name, number in sorted(counter.items(), key=lambda item: (-item[1], item[0])):
            yield f"{number:>{width}}  {name}"


def _gone(gone: Iterable[Gone]) -> Iterator[str]:
    yield ""
    lines = [
        f'gone from {name}: {entry.rule} "{entry.quote}" (line {entry.line})'
        for name, entry in gone
    ]
    yield from lines or ["Nothing is gone."]
