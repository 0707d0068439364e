"""What was found in a text, as an editor shows it."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    Location,
    Position,
    Range,
)

from lintnews.document.files import display_name
from lintnews.lsp.buffers import Buffer
from lintnews.lsp.linting import Result
from lintnews.model import Finding, Problem, Severity

SOURCE = "lintnews"
SURE = 0.9
"""What is less sure than this says how sure it is."""
_SEVERITIES = {
    Severity.ERROR: DiagnosticSeverity.Error,
    Severity.WARNING: DiagnosticSeverity.Warning,
    Severity.NOTE: DiagnosticSeverity.Information,
}
_TOP = Position(0, 0)


def diagnostics(
    buffer: Buffer, result: Result, *, related: bool, pages: str | None
) -> list[Diagnostic]:
    """What an editor is told of a text.

    What is about another file, such as the sidecar of the text, stands at its beginning.

    Args:
        buffer: the text.
        result: what was found in it.
        related: whether the editor shows other places of a finding.
        pages: the address of the page of a rule, with ``{rule}`` in it; None if there is none.
    """
    made = _Maker(buffer, result.shift, related, pages)
    return [
        *map(made.problem, result.problems),
        *map(made.elsewhere, result.others),
        *(made.finding(shown.finding) for shown in result.shown),
    ]


def failure(reason: str) -> Diagnostic:
    """That a text could not be linted."""
    return Diagnostic(Range(_TOP, _TOP), reason, DiagnosticSeverity.Error, source=SOURCE)


def said(finding: Finding) -> str:
    """The message of a finding, and how sure it is if that is not beyond doubt."""
    sure = "" if finding.confidence >= SURE else f" ({finding.confidence:.0%} sure)"
    return finding.message + sure


class _Maker:
    def __init__(self, buffer: Buffer, shift: int, related: bool, pages: str | None) -> None:
        self._buffer = buffer
        self._shift = shift
        self._related = related
        self._pages = pages

    def finding(self, finding: Finding) -> Diagnostic:
        """A finding in the text."""
        page = self._pages.replace("{rule}", finding.rule) if self._pages else None
        return Diagnostic(
            self._range(finding.start, finding.end),
            said(finding),
            _SEVERITIES[finding.severity],
            code=finding.rule,
            code_description=CodeDescription(page) if page else None,
            source=SOURCE,
            related_information=list(self._others(finding)) or None if self._related else None,
            data={"fingerprint": finding.fingerprint},
        )

    def elsewhere(self, finding: Finding) -> Diagnostic:
        """A finding in another file."""
        message = f"{finding.path}:{finding.line}: {said(finding)}"
        severity = _SEVERITIES[finding.severity]
        return Diagnostic(Range(_TOP, _TOP), message, severity, code=finding.rule, source=SOURCE)

    def problem(self, problem: Problem) -> Diagnostic:
        """What could not be read or done."""
        if problem.line is None or problem.path != self._path:
            return failure(str(problem) if problem.path != self._path else problem.reason)
        positions = self._buffer.positions
        place = Position(problem.line - 1, 0)
        if problem.column is not None:
            start = positions.offset(place)
            shift = self._shift if problem.line == 1 else 0
            place = positions.position(start + problem.column - 1 + shift)
        return Diagnostic(
            Range(place, place), problem.reason, DiagnosticSeverity.Error, source=SOURCE
        )

    @property
    def _path(self) -> str:
        return display_name(self._buffer.name)

    def _others(self, finding: Finding) -> Iterator[DiagnosticRelatedInformation]:
        for other in finding.related:
            place = Location(self._buffer.uri, self._range(other.start, other.end))
            quoted = f': "{other.matched}"' if other.matched else ""
            yield DiagnosticRelatedInformation(place, f"{other.role}{quoted}")

    def _range(self, start: int, end: int) -> Range:
        return self._buffer.positions.range(start + self._shift, end + self._shift)
