"""What commands share that lint as ``lintnews check`` does, to do something with the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from lintnews.cli.inputs import Inputs
from lintnews.cli.options import debug_option, jobs_option
from lintnews.cli.output import tell
from lintnews.cli.settings import profiles_of, settings_options
from lintnews.cli.settings import told as settings_told
from lintnews.cli.work import Work
from lintnews.model import Problem
from lintnews.outcomes import Linted, Settings
from lintnews.rulebook.rule import RuleFile

F = TypeVar("F", bound=Callable[..., Any])


def linting_options(command: F) -> F:
    """The options of ``lintnews check`` that say what is found."""
    return settings_options(jobs_option(debug_option(command)))


class Linting:
    """What the options of ``linting_options`` come to in the command that runs.

    Args:
        paths: the files and folders.
        baseline: a list of findings, which may stand among the files and is none.
        excerpts: whether findings need the source around them.

    Attributes:
        baseline: the list that is given, or that of the configuration.

    Raises:
        click.ClickException: an option or a configuration file cannot be used.
    """

    def __init__(
        self, paths: Sequence[str], *, baseline: Path | None = None, excerpts: bool = False
    ) -> None:
        ctx = click.get_current_context()
        settings = Settings(excerpts=excerpts, debug=ctx.params["debug"])
        self._jobs: int | None = ctx.params["jobs"]
        profiles = profiles_of(ctx)
        with settings_told():
            self.baseline = baseline or profiles.baseline()
            self._inputs = Inputs(paths, profiles, baseline=self.baseline)
            self._work = Work(self._inputs, settings, None)

    @property
    def rules(self) -> Sequence[RuleFile]:
        """The rules that run."""
        return self._work.rules

    def rules_of(self, name: str) -> Sequence[RuleFile]:
        """The rules that run on a file."""
        return self._work.rules_of(name)

    def outcomes(self) -> Iterator[Linted | Problem]:
        """What comes of the documents, in the order of their files."""
        documents = self._inputs.documents(lambda: None, fix=False, spool=None)
        for outcome in self._work.outcomes(documents, self._jobs):
            if isinstance(outcome, Linted | Problem):
                yield outcome


def told(outcomes: Iterable[Any], problems: list[Problem]) -> Iterator[Linted]:
    """What was linted; problems are said and kept on the way."""
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            problems.append(outcome)
            tell(outcome)
        elif isinstance(outcome, Linted):
            yield outcome
