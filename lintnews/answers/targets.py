"""What people name when they speak of one finding: a place or a fingerprint in a file."""

from __future__ import annotations

import re
from typing import NamedTuple

from lintnews.answers.outcomes import File, Reported
from lintnews.model import Finding

_TARGET = re.compile(
    r"(?P<path>.+?):(?:(?P<line>\d{1,9}):(?P<column>\d{1,9})|(?P<print>[0-9a-f]{20}-\d{1,9})):?",
    re.DOTALL,
)


class TargetError(ValueError):
    """There is no such finding, or more than one; the message says what to do."""


class Target(NamedTuple):
    """One finding of a file, named by its place, both counted from 1, or by its fingerprint."""

    path: str
    line: int
    column: int
    fingerprint: str | None
    rule: str | None

    def __str__(self) -> str:
        return f"{self.path}:{self.fingerprint or f'{self.line}:{self.column}'}"

    def found_in(self, file: File) -> Reported:
        """The finding in its file.

        Raises:
            TargetError: it is not there, or there are several.
        """
        there = [
            each
            for each in file.reported
            if self.rule in (None, each.finding.rule) and self._names(each.finding)
        ]
        beginning = [each for each in there if self._begins(each.finding)]
        there = beginning or there
        if not there:
            hint = "" if file.reported else "; nothing is found in this file"
            raise TargetError(f"{self}: no finding stands here{hint}")
        if len(there) > 1:
            rules = ", ".join(sorted({each.finding.rule for each in there}))
            raise TargetError(f"{self}: several findings stand here; say which by --rule: {rules}")
        return there[0]

    def _names(self, finding: Finding) -> bool:
        if self.fingerprint is not None:
            return finding.fingerprint == self.fingerprint
        start, end = (finding.line, finding.column), (finding.end_line, finding.end_column)
        return start <= (self.line, self.column) < end or start == (self.line, self.column)

    def _begins(self, finding: Finding) -> bool:
        return (finding.line, finding.column) == (self.line, self.column)


def target_of(text: str, rule: str | None) -> Target:
    """The finding that a text such as ``article.txt:2:189`` names.

    Raises:
        TargetError: the text names none.
    """
    match = _TARGET.fullmatch(text)
    if match is None:
        raise TargetError(
            f"{text}: write FILE:LINE:COLUMN, such as article.txt:2:189, or FILE:FINGERPRINT"
        )
    line, column = int(match["line"] or 0), int(match["column"] or 0)
    return Target(match["path"], line, column, match["print"], rule)
