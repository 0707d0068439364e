"""The counts of a run."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from lintnews.model import Finding, Severity, State
from lintnews.verdict import Level, Verdict


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """How much was found, in how much, by which rules, and how much more was fixed.

    What was ``baselined`` or ``suppressed`` counts only as such, and so does what was
    ``passed_over``, because only lines that have changed were asked for. ``spared`` counts alarms
    of a speller that were dropped, for they are known names.
    """

    files: int
    files_with_findings: int
    findings: int
    errors: int
    warnings: int
    notes: int
    problems: int
    fixed: int
    baselined: int
    suppressed: int
    passed_over: int
    spared: int = 0
    rules: dict[str, int]


class Tally:
    """Counts files, findings and problems as they pass."""

    def __init__(self) -> None:
        self._files = 0
        self._last_with_findings: str | None = None
        self._files_with_findings = 0
        self.problems = 0
        self._fixed = 0
        self._passed_over = 0
        self._spared = 0
        self._rules: dict[str, int] = {}
        self._severities = dict.fromkeys(Severity, 0)
        self._states = dict.fromkeys(State, 0)
        self.worst_verdict = Level.PUBLISHABLE

    def file(self) -> None:
        """Count a file that was read."""
        self._files += 1

    def problem(self) -> None:
        """Count a problem."""
        self.problems += 1

    def fixed(self, count: int) -> None:
        """Count findings that are none any more."""
        self._fixed += count

    def passed_over(self, count: int) -> None:
        """Count findings that were not asked for, because they are in unchanged lines."""
        self._passed_over += count

    def verdict(self, verdict: Verdict) -> None:
        """Count the verdict on an article."""
        self.worst_verdict = max(self.worst_verdict, verdict.level, key=lambda level: level.rank)

    def spared(self, count: int) -> None:
        """Count alarms that were dropped, for they are known names."""
        self._spared += count

    def findings(self, path: str, findings: Iterable[Finding]) -> None:
        """Count findings in a file; the documents of one file pass one after another."""
        for finding in findings:
            self._states[finding.state] += 1
            if finding.state is not State.NEW:
                continue
            self._rules[finding.rule] = self._rules.get(finding.rule, 0) + 1
            self._severities[finding.severity] += 1
            if path != self._last_with_findings:
                self._last_with_findings = path
                self._files_with_findings += 1

    def summary(self) -> Summary:
        """The counts so far, rules sorted by name."""
        return Summary(
            files=self._files,
            files_with_findings=self._files_with_findings,
            findings=sum(self._severities.values()),
            errors=self._severities[Severity.ERROR],
            warnings=self._severities[Severity.WARNING],
            notes=self._severities[Severity.NOTE],
            problems=self.problems,
            fixed=self._fixed,
            baselined=self._states[State.BASELINED],
            suppressed=self._states[State.SUPPRESSED],
            passed_over=self._passed_over,
            spared=self._spared,
            rules=dict(sorted(self._rules.items())),
        )

    def worst(self) -> Severity | None:
        """The greatest severity found, None if nothing was."""
        return max(
            (severity for severity, count in self._severities.items() if count),
            key=lambda severity: severity.rank,
            default=None,
        )


def summary_line(summary: Summary) -> str:
    """The counts in one line."""
    parts = [
        _count(number, name)
        for number, name in (
            (summary.errors, "error"),
            (summary.warnings, "warning"),
            (summary.notes, "note"),
        )
        if number
    ]
    files = _count(summary.files, "file")
    if not parts:
        line = f"Nothing found in {files}"
    else:
        found = _count(summary.findings, "finding")
        line = f"{found} ({', '.join(parts)}) in {summary.files_with_findings} of {files}"
    for count, done in (
        (summary.fixed, "fixed"),
        (summary.baselined, "baselined"),
        (summary.suppressed, "suppressed"),
        (summary.passed_over, "more in unchanged lines"),
        (summary.spared, "about known names dropped"),
    ):
        if count:
            line += f"; {count:,} {done}"
    return f"{line}; {_count(summary.problems, 'problem')}" if summary.problems else line


def fixable_line(summary: Summary) -> str:
    """The count of what would be fixed, in one line."""
    if not summary.fixed:
        line = "Nothing would be fixed"
    else:
        line = f"{_count(summary.fixed, 'finding')} would be fixed"
    return f"{line}; {_count(summary.problems, 'problem')}" if summary.problems else line


def statistics_lines(summary: Summary) -> list[str]:
    """The number of findings a rule, most first."""
    ranked = sorted(summary.rules.items(), key=lambda entry: (-entry[1], entry[0]))
    width = max((len(str(count)) for _, count in ranked), default=0)
    return [f"{count:>{width}}  {rule}" for rule, count in ranked]


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"
