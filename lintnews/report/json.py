"""The report as one JSON object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from lintnews import __version__
from lintnews.model import SCHEMA_VERSION, Finding, Problem
from lintnews.report.reporting import Run
from lintnews.report.summary import Summary


class Tool(msgspec.Struct, frozen=True, kw_only=True):
    """The program that wrote a report."""

    name: str
    version: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The form of the report; ``version`` is the version of this form."""

    version: str
    tool: Tool
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    summary: Summary


def json_report(run: Run) -> Iterator[str]:
    """The report in pieces, a finding a line, as the findings come."""
    tool = Tool(name="lintnews", version=__version__)
    yield f'{{"version":{encoded(SCHEMA_VERSION)},"tool":{encoded(tool)},"findings":['
    yield from items(finding for one in run.documents for finding in one.findings)
    end = run.ending()
    yield f'\n],"problems":{encoded(end.problems)},"summary":{encoded(end.summary)}}}\n'


def encoded(value: object) -> str:
    """A value as JSON."""
    return msgspec.json.encode(value).decode("utf-8")


def items(values: Iterable[object]) -> Iterator[str]:
    """The items of a JSON array without its brackets, each on a line, as they come."""
    separator = "\n"
    for value in values:
        yield separator + encoded(value)
        separator = ",\n"
