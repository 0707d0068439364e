"""The report as one JSON object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from lintnews import __version__
from lintnews.model import SCHEMA_VERSION, Finding, Problem
from lintnews.report.reporting import Run
from lintnews.report.summary import Summary
from lintnews.style.article import OfEnglish, Style, Unusual
from lintnews.verdict import Verdict


class Tool(msgspec.Struct, frozen=True, kw_only=True):
    """The program that wrote a report."""

    name: str
    version: str


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """An article and its verdict; ``record`` tells it from the others of its file.

    If it was asked how articles read, ``style`` holds its figures and ``unusual`` those of them
    that are unlike the desk's, and ``english`` its variety of English, if anything shows it.
    """

    path: str
    record: str
    verdict: Verdict
    style: Style | None
    unusual: tuple[Unusual, ...]
    english: OfEnglish | None


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The form of the report; ``version`` is the version of this form."""

    version: str
    tool: Tool
    findings: tuple[Finding, ...]
    articles: tuple[Judged, ...]
    problems: tuple[Problem, ...]
    summary: Summary


def json_report(run: Run) -> Iterator[str]:
    """The report in pieces, a finding a line, as the findings come."""
    tool = Tool(name="lintnews", version=__version__)
    yield f'{{"version":{encoded(SCHEMA_VERSION)},"tool":{encoded(tool)},"findings":['
    articles: list[str] = []
    yield from items(_findings(run, articles))
    yield '\n],"articles":['
    yield from _lines(articles)
    end = run.ending()
    yield f'\n],"problems":{encoded(end.problems)},"summary":{encoded(end.summary)}}}\n'


def _findings(run: Run, articles: list[str]) -> Iterator[Finding]:
    """The findings, which pass; the articles are kept in the list, as short as can be."""
    for one in run.documents:
        yield from one.findings
        if one.verdict is not None:
            judged = Judged(
                path=one.path,
                record=one.record,
                verdict=one.verdict,
                style=one.styled.style if one.styled else None,
                unusual=one.styled.unusual if one.styled else (),
                english=one.styled.english if one.styled else None,
            )
            articles.append(encoded(judged))


def encoded(value: object) -> str:
    """A value as JSON."""
    return msgspec.json.encode(value).decode("utf-8")


def items(values: Iterable[object]) -> Iterator[str]:
    """The items of a JSON array without its brackets, each on a line, as they come."""
    return _lines(map(encoded, values))


def _lines(items: Iterable[str]) -> Iterator[str]:
    separator = "\n"
    for item in items:
        yield separator + item
        separator = ",\n"
