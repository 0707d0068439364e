"""The report for people: every finding with its place in the text and its reason."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import click

from lintnews.document.document import Excerpt
from lintnews.model import Finding, Severity, State
from lintnews.report.cells import shown
from lintnews.report.details import details
from lintnews.report.excerpt import draw, joined
from lintnews.report.reporting import Checked, Run, Style, is_new, reasons
from lintnews.style.article import StyledArticle
from lintnews.verdict import Level, Verdict, line_of

_INDENT = "    "
_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
_LEVELS = {
    Level.PUBLISHABLE: "green",
    Level.NEEDS_SUB_EDITOR: "yellow",
    Level.GARBLED: "red",
}
_SURE = 0.9

Shown = tuple[Finding, Excerpt]


def text_report(run: Run) -> Iterator[str]:
    """The report in pieces, one for each place, as the findings come.

    Findings that overlap are shown under one excerpt. What is said of an article as a
    whole follows them.
    """
    pen = _Pen(reasons(run), run.style)
    for path, documents in groupby(run.documents, lambda one: one.path):
        has_title = False
        for one in documents:
            found = (
                entry
                for entry in zip(one.findings, one.excerpts, strict=True)
                if run.answered or is_new(entry[0])
            )
            for group in _overlapping(found):
                if not has_title:
                    yield pen.styled(shown(path), bold=True, underline=True) + "\n\n"
                    has_title = True
                yield "\n".join(pen.lines(group)) + "\n\n"
            if run.verdicts and one.verdict is not None:
                yield pen.verdict(one, one.verdict) + "\n\n"
            if one.styled is not None:
                yield pen.reading(one.styled) + "\n\n"


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

    def verdict(self, one: Checked, verdict: Verdict) -> str:
        name = f"{one.path}, {one.record}" if one.record else one.path
        return self.styled(shown(line_of(name, verdict)), fg=_LEVELS[verdict.level], bold=True)

    def reading(self, article: StyledArticle) -> str:
        # Most runs ask for no figures, and what knows them takes its time to load.
        from lintnews.report.style import reading_line

        line = shown(f"{article.name}: {reading_line(article)}")
        return "\n".join(self._wrapped(line, indent=""))

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
            for line in details(finding):
                yield from self._wrapped(shown(line))
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

    def _wrapped(self, text: str, indent: str = _INDENT) -> list[str]:
        return textwrap.wrap(
            text,
            width=max(40, self._style.columns),
            initial_indent=indent,
            subsequent_indent=_INDENT,
            break_long_words=False,
            break_on_hyphens=False,
        )
