"""The report in the XML of Checkstyle, which many programs for reviews read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from lintnews.model import Finding, Problem, Severity
from lintnews.report.reporting import Run, is_new
from lintnews.report.xml import HEAD, tag

# The version of the form, which has not changed since.
_VERSION = "4.3"
_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "info"}


def checkstyle_report(run: Run) -> Iterator[str]:
    """An element a file as they come, with an error a finding; then those with problems."""
    yield f"{HEAD}<{tag('checkstyle', version=_VERSION)}>\n"
    for path, documents in groupby(run.documents, lambda one: one.path):
        yield f"<{tag('file', name=path)}>\n"
        for one in documents:
            yield from (_error(finding) for finding in one.findings if is_new(finding))
        yield "</file>\n"
    for path, problems in groupby(run.ending().problems, lambda problem: problem.path):
        yield f"<{tag('file', name=path)}>\n"
        yield from map(_problem, problems)
        yield "</file>\n"
    yield "</checkstyle>\n"


def _error(finding: Finding) -> str:
    error = tag(
        "error",
        line=finding.line,
        column=finding.column,
        severity=_SEVERITIES[finding.severity],
        message=finding.message,
        source=f"lintnews.{finding.family}.{finding.rule}",
    )
    return f"<{error}/>\n"


def _problem(problem: Problem) -> str:
    error = tag(
        "error",
        line=problem.line or 1,
        column=problem.column,
        severity="error",
        message=problem.reason,
        source="lintnews.problem",
    )
    return f"<{error}/>\n"
