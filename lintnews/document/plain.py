"""The reader of plain text, in which a line is a paragraph or lines are wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lintnews.document.blocks import classify
from lintnews.document.decode import UnreadableError, decode
from lintnews.document.document import Document
from lintnews.document.reading import Bytes, Reading
from lintnews.document.segments import SegmentMap
from lintnews.document.wrapping import wrapped_spans
from lintnews.model import Problem

_BREAK = r"(?>\r\n|[\r\n\x0b\x0c\x85\u2028\u2029])"
_LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
_BLANK_LINE = re.compile(rf"{_BREAK}\s*?{_BREAK}")

Span = tuple[int, int]


class PlainOrigin(NamedTuple):
    """A document that is a whole file, whose source reads as it is written."""

    path: str
    encoding: str

    def written(self, text: str, source: str) -> str:
        """The text itself."""
        return text

    def read(self, source: str) -> Document:
        """The document in the changed text."""
        return plain_document(source, self.path, self.encoding)


def read_plain(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    """The document that is a whole file."""
    try:
        decoded = decode(stream.read())
        yield plain_document(decoded.text, name, decoded.encoding)
    except UnreadableError as error:
        yield error.problem(name)


def plain_document(source: str, path: str, encoding: str = "utf-8") -> Document:
    """The document in a plain text that was decoded from ``encoding``.

    A line is a block, unless the text is wrapped: then the lines of a paragraph are one. The prose
    is the source itself.
    """
    return Document(
        path=path,
        source=source,
        prose=source,
        segments=SegmentMap.identity(len(source)),
        blocks=classify(source, block_spans(source)),
        origin=PlainOrigin(path, encoding),
    )


def block_spans(prose: str) -> list[Span]:
    """The stretches of ``prose`` that are blocks, in code points, without the space around them."""
    lines = [match.span() for match in _LINE.finditer(prose) if not match[0].isspace()]
    spans = wrapped_spans(prose, _groups(prose, lines)) or lines
    return [_stripped(prose, start, end) for start, end in spans]


def _stripped(prose: str, start: int, end: int) -> Span:
    text = prose[start:end]
    start += len(text) - len(text.lstrip())
    return start, start + len(text.strip())


def _groups(prose: str, lines: Sequence[Span]) -> list[list[Span]]:
    """The lines, in groups between which blank lines stand."""
    groups = [list(lines[:1])]
    for before, line in pairwise(lines):
        if _BLANK_LINE.search(prose, before[1], line[0]):
            groups.append([])
        groups[-1].append(line)
    return groups
