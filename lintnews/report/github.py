"""The report as commands that GitHub Actions turns into annotations.

The form: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lintnews.model import Finding, Problem, Severity
from lintnews.report.cells import shown
from lintnews.report.details import details
from lintnews.report.reporting import Run, new_findings, reasons

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github_report(run: Run) -> Iterator[str]:
    """A command a finding as they come, then one a problem."""
    whys = reasons(run)
    for finding in new_findings(run):
        lines = [finding.message, *details(finding), whys[finding.rule]]
        yield _command(_COMMANDS[finding.severity], _place(finding), finding.rule, lines)
    for problem in run.ending().problems:
        place = _problem_place(problem)
        yield _command("error", place, "could not be done", problem.reason.splitlines())


def _place(finding: Finding) -> dict[str, object]:
    place: dict[str, object] = {
        "file": finding.path,
        "line": finding.line,
        "endLine": finding.end_line,
    }
    # Columns are only allowed where the lines are the same.
    if finding.line == finding.end_line:
        place |= {"col": finding.column, "endColumn": finding.end_column}
    return place


def _problem_place(problem: Problem) -> dict[str, object]:
    place = {"file": problem.path, "line": problem.line, "col": problem.column}
    return {name: value for name, value in place.items() if value is not None}


def _command(name: str, place: Mapping[str, object], title: str, lines: list[str]) -> str:
    properties = ",".join(
        f"{key}={_property(str(value))}" for key, value in {**place, "title": title}.items()
    )
    return f"::{name} {properties}::{_data(chr(10).join(map(shown, lines)))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
