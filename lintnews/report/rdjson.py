"""The report in the Reviewdog Diagnostic Format.

The form: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. Columns count bytes of UTF-8
from 1 there, and the end is exclusive.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat

from lintnews.document.written import UNKNOWN, Written
from lintnews.model import Finding, Problem, Severity
from lintnews.report.details import details
from lintnews.report.json import encoded, items
from lintnews.report.reporting import Run, is_new, reasons

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}
_SOURCE = {"name": "lintnews"}


def rdjson_report(run: Run) -> Iterator[str]:
    """One object with a diagnostic a finding as they come, then one a problem."""
    yield f'{{"source":{encoded(_SOURCE)},"diagnostics":['
    yield from items(_diagnostics(run))
    yield "\n]}\n"


def _diagnostics(run: Run) -> Iterator[object]:
    whys = reasons(run)
    for one in run.documents:
        places = one.written or repeat(UNKNOWN)
        for finding, written in zip(one.findings, places, strict=False):
            if is_new(finding):
                yield _diagnostic(finding, written, whys[finding.rule])
    yield from map(_problem, run.ending().problems)


def _diagnostic(finding: Finding, written: Written, reason: str) -> dict[str, object]:
    place = {
        "start": _position(finding.line, written.column),
        "end": _position(finding.end_line, written.end_column),
    }
    diagnostic: dict[str, object] = {
        "message": "\n".join([finding.message, *details(finding), reason]),
        "location": {"path": finding.path, "range": place},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule},
    }
    # A suggestion changes one place here, which is no use where others must change with it.
    alone = all(other.replacement is None for other in finding.related)
    if written.column is not None and written.suggestions and alone:
        diagnostic["suggestions"] = [
            {"range": place, "text": suggestion} for suggestion in written.suggestions
        ]
    return diagnostic


def _problem(problem: Problem) -> dict[str, object]:
    location: dict[str, object] = {"path": problem.path}
    if problem.line is not None:
        location["range"] = {"start": _position(problem.line, None)}
    return {"message": problem.reason, "location": location, "severity": "ERROR"}


def _position(line: int, column: int | None) -> dict[str, int]:
    return {"line": line} if column is None else {"line": line, "column": column}
