"""What an editor shows of the findings under the pointer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol.types import Hover, MarkupContent, MarkupKind, Position

from lintnews.lsp.buffers import Buffer
from lintnews.lsp.linting import Result, Shown
from lintnews.model import Finding
from lintnews.report.details import details
from lintnews.report.rulepage import plain, rule_in_short
from lintnews.rulebook.rule import Rule

_EXAMPLES = 2


def touched(result: Result, start: int, end: int) -> list[Shown]:
    """The findings that have a character of ``start:end`` in them, or touch it.

    Offsets are those of the text that the editor holds.
    """
    start, end = start - result.shift, end - result.shift
    return [
        shown for shown in result.shown if shown.finding.start <= end and start <= shown.finding.end
    ]


def hover(buffer: Buffer, result: Result, position: Position, *, markdown: bool) -> Hover | None:
    """What there is to say of the findings at a position, None if there are none.

    Args:
        buffer: the text.
        result: what was found in it.
        position: the position.
        markdown: whether the editor shows Markdown; otherwise it shows the same as it is.
    """
    offset = buffer.positions.offset(position)
    findings = [shown.finding for shown in touched(result, offset, offset)]
    if not findings:
        return None
    first = findings[0]
    parts = [
        "\n\n".join(_about(group, result.rules[group[0].rule])) for group in _by_rule(findings)
    ]
    kind = MarkupKind.Markdown if markdown else MarkupKind.PlainText
    place = buffer.positions.range(first.start + result.shift, first.end + result.shift)
    return Hover(MarkupContent(kind, "\n\n---\n\n".join(parts)), place)


def _by_rule(findings: Sequence[Finding]) -> list[list[Finding]]:
    """The findings of each rule, whose page is shown once."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)
    return list(groups.values())


def _about(findings: Sequence[Finding], rule: Rule) -> Iterator[str]:
    for finding in findings:
        speech = ", in speech" if finding.in_quotes else ""
        yield f"**{plain(finding.message)}**"
        yield f"`{finding.rule}`: {finding.severity}, {finding.confidence:.0%} sure{speech}"
        if told := "\n".join(f"- {plain(line)}" for line in details(finding)):
            yield told
    yield rule_in_short(rule, most=_EXAMPLES)
