"""``lintnews explain``: everything about one finding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from lintnews.answers.outcomes import Answering
from lintnews.answers.sources import AnswerSources
from lintnews.cli.answers import baseline_option, known
from lintnews.cli.linting import Linting, linting_options, told
from lintnews.cli.status import Status
from lintnews.model import Finding, Problem
from lintnews.outcomes import Linted
from lintnews.report.cells import shown
from lintnews.report.reporting import Ending, Run
from lintnews.report.summary import Tally
from lintnews.report.text import text_report


@click.command()
@click.argument("fingerprint")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@baseline_option
@linting_options
def explain(
    fingerprint: str,
    paths: tuple[str, ...],
    baseline: Path | None,
    **_options: object,
) -> int:
    """Print all that is known of the finding FINGERPRINT in files.

    Fingerprints stand in the JSON reports.
    """
    linting = Linting(paths, baseline=baseline, excerpts=True)
    baseline = linting.baseline
    answering = Answering(known(AnswerSources(baseline)), linting.rules_of, excerpts=True)
    problems: list[Problem] = []
    found = False
    for one in told(answering.answered(linting.outcomes()), problems):
        for finding, excerpt in zip(one.findings, one.excerpts, strict=True):
            if finding.fingerprint == fingerprint:
                found = True
                only = one._replace(findings=(finding,), excerpts=(excerpt,))
                click.echo("".join(text_report(_run(only, linting))).rstrip("\n"))
                for line in _facts(finding):
                    click.echo(shown(line))
    if not found:
        raise click.ClickException(f"no finding has the fingerprint {shown(fingerprint)} there")
    return Status.FAILED if problems else Status.CLEAN


def _run(linted: Linted, linting: Linting) -> Run:
    """A report of one finding."""

    def ending() -> Ending:
        return Ending(problems=(), summary=Tally().summary())

    return Run(iter([linted]), linting.rules, ending, answered=True)


def _facts(finding: Finding) -> Iterator[str]:
    yield ""
    yield f"Family:      {finding.family}"
    yield f"Confidence:  {finding.confidence:.0%}{', in speech' if finding.in_quotes else ''}"
    yield f"Fingerprint: {finding.fingerprint}"
    keys = finding.keys
    yield f"Keys:        anchor {keys.anchor}, sentence {keys.sentence}, "
    yield f"             left {keys.left}, right {keys.right}"
    yield f"State:       {finding.state}"
    if finding.answer is not None:
        answer = finding.answer
        yield f"Answered:    by the {answer.by} at {answer.path}:{answer.line}"
        yield f"Reason:      {answer.reason or 'none was given'}"
