"""The formats of reports; each has a reporter, which is imported when it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import cast

from lintnews.plugins import REPORTERS as GROUP
from lintnews.plugins import named_objects
from lintnews.report.reporting import MakeReport, Reporter, Run

TEXT = "text"


def _at(place: str) -> MakeReport:
    """The function at "module:name" below this package."""

    def report(run: Run) -> Iterator[str]:
        module, _, name = place.partition(":")
        return cast(MakeReport, getattr(import_module(f"lintnews.report.{module}"), name))(run)

    return report


REPORTERS = (
    Reporter(TEXT, "text for people", _at("text:text_report"), excerpts=True, counts=True),
    Reporter("json", "one JSON object", _at("json:json_report")),
    Reporter("jsonl", "JSON Lines", _at("jsonl:jsonl_report")),
    Reporter("sarif", "SARIF 2.1.0", _at("sarif:sarif_report"), written=True),
    Reporter("github", "commands of GitHub Actions", _at("github:github_report")),
    Reporter("gitlab", "code quality of GitLab", _at("gitlab:gitlab_report")),
    Reporter("junit", "JUnit XML", _at("junit:junit_report")),
    Reporter("checkstyle", "Checkstyle XML", _at("checkstyle:checkstyle_report")),
    Reporter("rdjson", "diagnostics for reviewdog", _at("rdjson:rdjson_report"), written=True),
    Reporter("csv", "comma-separated values", _at("findings_csv:csv_report")),
    Reporter("html", "a page", _at("html:html_report"), articles=True),
)


@cache
def reporters() -> Mapping[str, Reporter]:
    """The reporters by the names of their formats, those of plug-ins too.

    Raises:
        PluginError: a plug-in brings no reporter that can be used.
    """
    plugged = named_objects(GROUP, Reporter, _fault)
    return {name: reporter for name, (reporter, _) in plugged.items()}


def _fault(reporter: Reporter) -> str | None:
    return None if callable(reporter.report) else "what should report is no function"
