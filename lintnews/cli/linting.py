"""What commands share that lint as ``lintnews check`` does, to do something with the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from lintnews.cli.answers import without_baseline
from lintnews.cli.check import check, choice_of, sources_of
from lintnews.cli.options import comma_separated, reading_of
from lintnews.cli.output import tell
from lintnews.crew import cores
from lintnews.document.files import display_name, find_files, read_file
from lintnews.model import Problem
from lintnews.names.sources import NameSources
from lintnews.rulebook.rule import Rule
from lintnews.runner import Item, Linted, Settings, lint_documents

F = TypeVar("F", bound=Callable[..., Any])
_SHARED = frozenset(
    {
        *("select", "ignore", "names", "no_shipped_names", "styles", "archive", "no_model"),
        *("min_confidence", "input_format", "fields", "max_size", "jobs", "debug"),
    }
)


def linting_options(command: F) -> F:
    """The options of ``lintnews check`` that say what is found."""
    params: list[click.Parameter] = getattr(command, "__click_params__", [])
    params[:0] = reversed([param for param in check.params if param.name in _SHARED])
    command.__click_params__ = params  # type: ignore[attr-defined]
    return command


class Linting(NamedTuple):
    """What is linted with which rules."""

    files: Sequence[str]
    missing: Sequence[Problem]
    rules: tuple[Rule, ...]
    settings: Settings
    jobs: int
    items: Callable[[], Iterator[Item]]

    def outcomes(self) -> Iterator[Linted | Problem]:
        """What comes of the documents, in the order of their files."""
        for outcome in lint_documents(self.items(), self.rules, self.settings, jobs=self.jobs):
            if isinstance(outcome, Linted | Problem):
                yield outcome

    def rules_of(self, path: str) -> tuple[Rule, ...]:
        """The rules that run on a file."""
        return self.rules


def linting_of(
    paths: Iterable[str], *, baseline: Path | None = None, excerpts: bool = False
) -> Linting:
    """What the options of ``linting_options`` come to in the command that runs.

    Raises:
        click.ClickException: an option cannot be used.
    """
    given = click.get_current_context().params
    choice = choice_of(
        comma_separated(given["select"]),
        comma_separated(given["ignore"]),
        model=not given["no_model"],
    )
    styles = tuple(comma_separated(given["styles"]))
    names = given["names"], not given["no_shipped_names"], styles, given["archive"]
    settings = Settings(
        given["min_confidence"], excerpts, given["debug"], sources_of(NameSources(*names))
    )
    reading = reading_of(given["input_format"], given["fields"], given["max_size"])
    found, missing = find_files(paths)
    files = without_baseline(found, baseline)

    def items() -> Iterator[Item]:
        yield from missing
        for file in sorted(files, key=display_name):
            yield from read_file(file, reading)

    jobs = given["jobs"] or cores()
    return Linting(files, missing, choice.rules, settings, jobs, items)


def told(outcomes: Iterable[Any], problems: list[Problem]) -> Iterator[Linted]:
    """What was linted; problems are said and kept on the way."""
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            problems.append(outcome)
            tell(outcome)
        elif isinstance(outcome, Linted):
            yield outcome
