"""The findings as comma-separated values, a finding a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from lintnews.model import Finding
from lintnews.report.reporting import Run
from lintnews.report.spreadsheets import harmless

COLUMNS = (
    "path line column end_line end_column start end rule family severity confidence matched "
    "message in_quotes related suggestions fingerprint state"
).split()


def csv_report(run: Run) -> Iterator[str]:
    """The rows of the report, as the findings come, under a row with the names of the fields."""
    yield row(COLUMNS)
    for one in run.documents:
        for finding in one.findings:
            yield row(cells(finding))


def cells(finding: Finding) -> list[object]:
    """The cells of a finding, in the order of ``COLUMNS``."""
    return [_cell(finding, column) for column in COLUMNS]


def _cell(finding: Finding, column: str) -> object:
    if column == "related":
        return " | ".join(
            f'{other.role}: "{other.matched}" at {other.line}:{other.column}'
            for other in finding.related
        )
    if column == "suggestions":
        return " | ".join(suggestion.text for suggestion in finding.suggestions)
    if column == "in_quotes":
        return "yes" if finding.in_quotes else "no"
    return getattr(finding, column)


def row(values: Iterable[object]) -> str:
    """A row with these cells, of which no spreadsheet takes any for a formula."""
    out = io.StringIO()
    # All text is quoted, for of a lone CR Python would leave the quotes out.
    csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n").writerow(
        [harmless(value) for value in values]
    )
    return out.getvalue()
