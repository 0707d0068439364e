"""The verdict on a text, which an editor shows above its first line if it is not publishable."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol.types import CodeLens, Command, Range

from lintnews.lsp.buffers import Buffer
from lintnews.lsp.linting import Result
from lintnews.verdict import WORDS, Level, Verdict

REASON = "lintnews.reason"
"""The command that shows a place; its arguments are the text, the offset, and what is there."""


def lenses(buffer: Buffer, result: Result) -> list[CodeLens]:
    """Lenses for the verdict on each article that is not publishable, and for its reasons.

    Each leads to the surest place that it is about.
    """
    found = []
    for verdict in result.verdicts:
        if verdict.level is not Level.PUBLISHABLE and verdict.reasons:
            place = _first_line(buffer, result, verdict)
            found += [CodeLens(place, command) for command in _commands(buffer, result, verdict)]
    return found


def _commands(buffer: Buffer, result: Result, verdict: Verdict) -> Iterator[Command]:
    places = f"{verdict.places:,} damaged place{'s' if verdict.places > 1 else ''}"
    first = verdict.reasons[0]
    titles = [(f"{WORDS[verdict.level]} (score {verdict.score:.2f}), {places}", first)]
    for reason in verdict.reasons:
        count = f" ({len(reason.places):,})" if len(reason.places) > 1 else ""
        titles.append((f"{reason.rule}{count}", reason))
    for title, reason in titles:
        where = reason.places[0]
        said = f"{reason.message} ({where.line}:{where.column})"
        arguments = [buffer.uri, where.start + result.shift, said]
        yield Command(title, REASON, arguments=arguments)


def _first_line(buffer: Buffer, result: Result, verdict: Verdict) -> Range:
    """Where the article begins that a verdict is about."""
    damage = verdict.reasons[0].places[0].start
    start = 0
    for document in result.documents:
        if document.shift <= damage <= document.shift + len(document.source):
            start = document.place(0, 0).start
    return buffer.positions.range(start + result.shift, start + result.shift)
