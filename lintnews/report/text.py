"""The report for people: every finding with its place in the text and its reason."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import click

from lintnews.document.document import Excerpt
from lintnews.model import Finding, Severity, State
from lintnews.report.cells import shown
from lintnews.report.excerpt import draw, joined

_INDENT = "    "
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_SURE = 0.9

Shown = tuple[Finding, Excerpt]


class Style(NamedTuple):
    """How wide a report may be, in columns, and whether it is in color."""

    columns: int = 100
    color: bool = False


def text_report(
    findings: Iterable[Shown], reasons: Mapping[str, str], style: Style
) -> Iterator[str]:
    """The report in pieces, one for each place, as the findings come.

    Findings that overlap are shown under one excerpt.

    Args:
        findings: the findings in order, each with the source around it.
        reasons: by name of a rule, why what it finds is wrong.
        style: how the report looks.
    """
    pen = _Pen(reasons, style)
    for path, of_file in groupby(findings, lambda entry: entry[0].path):
        yield pen.styled(shown(path), bold=True, underline=True) + "\n\n"
        for group in _overlapping(of_file):
            yield "\n".join(pen.lines(group)) + "\n\n"


def _overlapping(findings: Iterable[Shown]) -> Iterator[list[Shown]]:
    """The findings, those together that overlap the first of them in the same line."""
    group: list[Shown] = []
    for entry in findings:
        first = group[0][0] if group else None
        if first and (entry[0].start >= first.end or entry[0].line != first.line):
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


class _Pen:
    def __init__(self, reasons: Mapping[str, str], style: Style) -> None:
        self._reasons = reasons
        self._style = style

    def styled(self, text: str, **styles: bool | str) -> str:
        return click.style(text, **styles) if self._style.color else text  # type: ignore[arg-type]

    def lines(self, group: Sequence[Shown]) -> Iterator[str]:
        for finding, _ in group:
            yield self._header(finding)
        excerpt = group[0][1]
        for _, other in group[1:]:
            excerpt = joined(excerpt, other)
        places = [(finding.start, finding.end) for finding, _ in group]
        window = draw(excerpt, places, self._style.columns - len(_INDENT))
        yield _INDENT + window.line
        for (finding, _), carets in zip(group, window.carets, strict=True):
            label = f" {finding.rule}" if len(group) > 1 else ""
            if carets:
                yield _INDENT + self.styled(carets, fg=_COLORS[finding.severity], bold=True) + label
        told: set[str] = set()
        for finding, _ in group:
            yield from self._related(finding)
            if finding.rule not in told:
                told.add(finding.rule)
                label = f"{finding.rule}: " if len(group) > 1 else ""
                yield from self._wrapped(label + self._reasons[finding.rule])

    def _header(self, finding: Finding) -> str:
        place = self.styled(f"{shown(finding.path)}:{finding.line}:{finding.column}", bold=True)
        severity = self.styled(finding.severity.value, fg=_COLORS[finding.severity], bold=True)
        sure = "" if finding.confidence >= _SURE else f", {finding.confidence:.0%} sure"
        state = "" if finding.state is State.NEW else f", {finding.state}"
        rule = self.styled(f"[{finding.rule}{sure}{state}]", dim=True)
        return f"{place}: {severity}: {shown(finding.message)} {rule}"

    def _related(self, finding: Finding) -> Iterator[str]:
        """A line for each form of the other places: what it is, how often and where it stands."""
        forms: dict[tuple[str, str], list[str]] = {}
        for other in finding.related:
            places = forms.setdefault((other.role, other.matched), [])
            places.append(f"{other.line}:{other.column}")
        for (role, matched), places in forms.items():
            count = f"{len(places)} times, " if len(places) > 1 else ""
            quoted = f'"{shown(matched)}"' if matched else "here"
            yield from self._wrapped(f"{role}: {quoted}, {count}at {', '.join(places)}")
        for suggestion in finding.suggestions:
            yield from self._wrapped(f'perhaps: "{shown(suggestion.text)}"')

    def _wrapped(self, text: str) -> list[str]:
        return textwrap.wrap(
            text,
            width=max(40, self._style.columns),
            initial_indent=_INDENT,
            subsequent_indent=_INDENT,
            break_long_words=False,
            break_on_hyphens=False,
        )
