"""The report as one JSON object."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from lintnews import __version__
from lintnews.model import SCHEMA_VERSION, Finding, Problem
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


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """What is known when the last finding has passed."""

    problems: Sequence[Problem]
    summary: Summary


def json_report(findings: Iterable[Finding], ending: Callable[[], Ending]) -> Iterator[str]:
    """The report in pieces, a finding a line, as the findings come.

    Args:
        findings: the findings in order.
        ending: asked for problems and counts when all findings have passed.
    """

    def encoded(value: object) -> str:
        return msgspec.json.encode(value).decode("utf-8")

    tool = Tool(name="lintnews", version=__version__)
    yield f'{{"version":{encoded(SCHEMA_VERSION)},"tool":{encoded(tool)},"findings":['
    separator = "\n"
    for finding in findings:
        yield separator + encoded(finding)
        separator = ",\n"
    end = ending()
    yield f'\n],"problems":{encoded(end.problems)},"summary":{encoded(end.summary)}}}\n'
