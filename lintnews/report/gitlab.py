"""The report on code quality that GitLab shows in a merge request.

The form: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lintnews.keys import digest
from lintnews.model import Severity
from lintnews.report.json import items
from lintnews.report.reporting import Run, new_findings

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
_UNREADABLE = "critical"
_DIGEST_BYTES = 20


def gitlab_report(run: Run) -> Iterator[str]:
    """An array with an issue a finding as they come, then one a problem."""
    yield "["
    yield from items(_issues(run))
    yield "\n]\n"


def _issues(run: Run) -> Iterator[object]:
    fingerprints = _Fingerprints()
    for finding in new_findings(run):
        yield {
            "description": finding.message,
            "check_name": finding.rule,
            "fingerprint": fingerprints.of(finding.path, finding.fingerprint),
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": finding.path,
                "lines": {"begin": finding.line, "end": finding.end_line},
            },
        }
    for problem in run.ending().problems:
        yield {
            "description": problem.reason,
            "check_name": "could-not-be-done",
            "fingerprint": fingerprints.of(problem.path, problem.reason),
            "severity": _UNREADABLE,
            "location": {"path": problem.path, "lines": {"begin": problem.line or 1}},
        }


class _Fingerprints:
    """Makes fingerprints that are unique in a report: GitLab shows one of equals only.

    Those of findings are made anew in each document, so two articles of one file, or one article
    in two files, may bring the same.
    """

    def __init__(self) -> None:
        self._path: str | None = None
        self._uses: Counter[str] = Counter()

    def of(self, path: str, identity: str) -> str:
        """A fingerprint; what belongs to one path is asked for in a row."""
        if path != self._path:
            self._path, self._uses = path, Counter()
        self._uses[identity] += 1
        named = "\0".join((path, identity, str(self._uses[identity])))
        return digest(named, _DIGEST_BYTES)
