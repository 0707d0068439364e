"""The reader of plain text, in which a line is a paragraph or lines are wrapped."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from lintnews.document.blocks import classify
from lintnews.document.document import Document
from lintnews.document.segments import SegmentMap

_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BLANK_LINE = re.compile(
    r"(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029])[ \t]*(?:\r\n|[\r\n\x0b\x0c\x85\u2028\u2029])"
)
_NEW_ITEM = re.compile(r"\s*(?:[-*•·▪◦‣●■]\s|\(?\d{1,2}[.)]\s)")
_WIDEST_WRAP = 110
_NARROWEST_WRAP = 40
_ENDS = (".", "!", "?", "…", ":", ".”", '."', "?”", "!”", '?"', '!"', ".’", ".)")

Span = tuple[int, int]


def plain_document(source: str, path: str) -> Document:
    """The document in a plain text.

    A line is a block, unless the text is wrapped: then the lines up to a blank line are one. The
    prose is the source itself.
    """
    return Document(
        path=path,
        source=source,
        prose=source,
        segments=SegmentMap.identity(len(source)),
        blocks=classify(source, block_spans(source)),
    )


def block_spans(prose: str) -> list[Span]:
    """The stretches of ``prose`` that are blocks, in code points, without blank lines."""
    lines = [match.span() for match in _LINE.finditer(prose) if not match[0].isspace()]
    if len(lines) < 2:
        return lines
    groups = _groups(prose, lines)
    if not _is_wrapped(prose, groups):
        return lines
    spans: list[Span] = []
    for group in groups:
        begin = group[0][0]
        for before, line in itertools.pairwise(group):
            if _NEW_ITEM.match(prose, line[0], line[1]):
                spans.append((begin, before[1]))
                begin = line[0]
        spans.append((begin, group[-1][1]))
    return spans


def _groups(prose: str, lines: Sequence[Span]) -> list[list[Span]]:
    groups = [[lines[0]]]
    for before, line in itertools.pairwise(lines):
        if _BLANK_LINE.search(prose, before[1], line[0]):
            groups.append([])
        groups[-1].append(line)
    return groups


def _is_wrapped(prose: str, groups: Sequence[Sequence[Span]]) -> bool:
    """Whether lines end where the page did: of about one width, most in mid-sentence."""
    inner = [line for group in groups for line in group[:-1]]
    if len(inner) < 2:
        return False
    widths = sorted(end - start for start, end in inner)
    typical, widest = widths[len(widths) // 2], widths[len(widths) * 19 // 20]
    if not (typical >= _NARROWEST_WRAP and widest <= _WIDEST_WRAP and typical >= 0.7 * widest):
        return False
    ends = sum(prose[start:end].rstrip().endswith(_ENDS) for start, end in inner)
    return ends * 3 < len(inner)
