"""The report on the names of an archive: for terminals, programs, spreadsheets and browsers."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Callable, Iterator, Mapping
from datetime import date

import msgspec

from lintnews import __version__
from lintnews.names.archive.groups import Form, Group, GroupKind, NamesReport
from lintnews.report.cells import shown, width
from lintnews.report.json import Tool
from lintnews.report.spreadsheets import harmless

NAMES_VERSION = "1.0"
"""The version of the JSON form of the report."""
KINDS: Mapping[GroupKind, str] = {
    GroupKind.REJECTED: "wrong by the authority",
    GroupKind.SLIP: "perhaps a slip",
    GroupKind.STYLE: "two ways to write it, both frequent",
}
_FORM_COLUMNS = 30
_INDENT = 6
_CSV_FIELDS = (
    "group kind confidence form form_kind uses articles first last other differs probability "
    "evidence instead places"
).split()


class _Json(msgspec.Struct, frozen=True, kw_only=True):
    """The form of the JSON report."""

    version: str
    tool: Tool
    report: NamesReport


def names_json(report: NamesReport, columns: int) -> Iterator[str]:
    """The report as one JSON object."""
    tool = Tool(name="lintnews", version=__version__)
    whole = msgspec.json.encode(_Json(version=NAMES_VERSION, tool=tool, report=report))
    yield msgspec.json.format(whole, indent=2).decode("utf-8") + "\n"


def names_csv(report: NamesReport, columns: int) -> Iterator[str]:
    """The report as comma-separated values, a form a row, groups numbered from 1."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_CSV_FIELDS)
    for number, group in enumerate(report.groups, 1):
        for form in group.forms:
            rows.writerow([harmless(value) for value in _csv_row(number, group, form)])
    yield out.getvalue()


def _csv_row(number: int, group: Group, form: Form) -> Iterator[object]:
    yield from (number, group.kind, group.confidence, form.text, form.kind)
    yield from (form.uses, form.articles, form.first, form.last)
    doubt = next((doubt for doubt in group.doubts if doubt.form == form.text), None)
    if doubt is None:
        yield from ("", "", "", "")
    else:
        yield from (doubt.other, doubt.differs, doubt.probability, "; ".join(doubt.evidence))
    yield form.instead
    yield " | ".join(form.places)


def names_table(report: NamesReport, columns: int) -> Iterator[str]:
    """The report for a terminal with so many columns, at least 80."""
    columns = max(columns, 80)
    if report.groups:
        yield f"SURE  {'FORM':<{_FORM_COLUMNS}}{'USES':>7}{'ARTICLES':>10}  {'FIRST':<10}  LAST\n"
    for group in report.groups:
        sure = f"{group.confidence:.0%}"
        for form in group.forms:
            yield f"{sure:>4}  {_cells(form)}\n"
            sure = ""
        yield from _said(KINDS[group.kind], columns)
        for doubt in group.doubts:
            differs = f" ({doubt.differs})" if doubt.differs else ""
            reasons = "; ".join(doubt.evidence)
            yield from _said(f'"{doubt.form}" for "{doubt.other}"{differs}: {reasons}', columns)
        for form in group.forms:
            for place in form.places[:1]:
                yield from _cut(f'"{form.text}" at ', place, columns)
        yield "\n"
    yield f"{names_summary(report)}\n"


def _cells(form: Form) -> str:
    text = shown(form.text)
    # Too long a form gets a line of its own, the rest stays in its columns.
    gap = _FORM_COLUMNS - width(form.text)
    text = text + " " * gap if gap > 0 else f"{text}\n{' ' * (_INDENT + _FORM_COLUMNS)}"
    return f"{text}{form.uses:>7,}{form.articles:>10,}  {_day(form.first)}  {_day(form.last)}"


def _day(day: date | None) -> str:
    return "unknown   " if day is None else day.isoformat()


def _said(text: str, columns: int) -> Iterator[str]:
    margin = " " * _INDENT
    for line in textwrap.wrap(
        shown(text), columns, initial_indent=margin, subsequent_indent=f"{margin}  "
    ):
        yield f"{line}\n"


def _cut(head: str, place: str, columns: int) -> Iterator[str]:
    """A place on one line, the front of its path cut if it is too long."""
    head = f"{' ' * _INDENT}{shown(head)}"
    room = max(columns - width(head), 20)
    tail = shown(place)
    if width(tail) > room:
        tail = f"…{tail[-(room - 1) :]}"
    yield f"{head}{tail}\n"


def names_summary(report: NamesReport) -> str:
    """What was looked at and what came of it, in one line."""
    summary = report.summary
    noun = "group looks" if summary.found == 1 else "groups look"
    found = f"{summary.found:,} {noun} like one name" if summary.found else "No doubtful names"
    if len(report.groups) < summary.found:
        found += f", the surest {len(report.groups):,} are shown"
    return f"{found}; {summary.forms:,} forms in {summary.articles:,} articles"


def names_html(report: NamesReport, columns: int) -> Iterator[str]:
    """The report as one page that needs nothing else."""
    from lintnews.report.pages import template

    yield template("names.html.j2").render(
        groups=report.groups, kinds=KINDS, summary=names_summary(report), version=__version__
    )


NAMES_FORMATS: Mapping[str, Callable[[NamesReport, int], Iterator[str]]] = {
    "table": names_table,
    "json": names_json,
    "csv": names_csv,
    "html": names_html,
}
