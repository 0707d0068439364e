"""What a report is made of, and what a reporter is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol

import msgspec

from lintnews.document.article import Article
from lintnews.document.document import Excerpt
from lintnews.document.written import Written
from lintnews.model import Finding, Problem, State
from lintnews.report.summary import Summary
from lintnews.rulebook.rule import RuleFile
from lintnews.style.article import NO_DESK, Desk, StyledArticle
from lintnews.verdict import Verdict


class Style(NamedTuple):
    """How wide a report may be, in columns, and whether it is in color."""

    columns: int = 100
    color: bool = False


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """What is known when the last finding has passed."""

    problems: Sequence[Problem]
    summary: Summary


class Checked(Protocol):
    """A document that was checked, of which a file may hold many.

    ``excerpts`` (the source around each finding), ``article`` (the prose with a mark for each) and
    ``written`` (how each stands in the file) are there if the reporter asks for them, ``verdict``
    if what was checked is an article, and ``styled`` if the user asks how it reads, too.
    """

    @property
    def path(self) -> str:
        """The name of the file."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found, in order."""

    @property
    def excerpts(self) -> tuple[Excerpt, ...]:
        """The source around each finding."""

    @property
    def article(self) -> Article | None:
        """The prose with a mark for each finding."""

    @property
    def written(self) -> tuple[Written, ...]:
        """How each finding stands in the file; nothing where that is not known."""

    @property
    def record(self) -> str:
        """What tells it from the other documents of its file; empty if there are none."""

    @property
    def verdict(self) -> Verdict | None:
        """What the findings come to."""

    @property
    def styled(self) -> StyledArticle | None:
        """How it reads."""


class Run(NamedTuple):
    """What a reporter is given.

    Attributes:
        documents: what was checked, as it comes, the documents of a file one after another.
        rules: the rules that ran.
        ending: asked for problems and counts when all documents have passed.
        style: how a report for people looks.
        answered: whether a report for people shows what was answered before, too.
        verdicts: whether it shows the verdict on each article, too.
        desk: what is usual at the desk that articles are compared with, if it is one for all.
    """

    documents: Iterator[Checked]
    rules: Sequence[RuleFile]
    ending: Callable[[], Ending]
    style: Style = Style()
    answered: bool = False
    verdicts: bool = False
    desk: Desk = NO_DESK


MakeReport = Callable[[Run], Iterator[str]]
"""Makes a report in pieces; where the format allows it they come as the documents do."""


class Reporter(NamedTuple):
    """How reports of one format are made.

    Attributes:
        name: the name of the format, as the command line has it ("junit").
        title: what people call it ("JUnit XML").
        report: makes the report.
        excerpts: whether it needs the source around each finding.
        articles: whether it needs the prose with a mark for each finding.
        written: whether it needs to know how each finding stands in its file.
        counts: whether the counts of the run are printed below it.
    """

    name: str
    title: str
    report: MakeReport
    excerpts: bool = False
    articles: bool = False
    written: bool = False
    counts: bool = False


def reasons(run: Run) -> dict[str, str]:
    """Why what a rule finds is wrong, by the name of the rule."""
    return {rule.name: rule.why.strip() for rule in run.rules}


def is_new(finding: Finding) -> bool:
    """Whether a finding has not been answered before; many formats know no other."""
    return finding.state is State.NEW


def new_findings(run: Run) -> Iterator[Finding]:
    """The findings of a run that have not been answered before."""
    return (finding for one in run.documents for finding in one.findings if is_new(finding))
