"""An article as a reader sees it: its prose in blocks, and where findings stand in it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import compress
from typing import NamedTuple

from lintnews.document.document import Block, Document
from lintnews.model import Finding


class Marks(NamedTuple):
    """Where one finding stands in the prose, and where its related places do."""

    start: int
    end: int
    related: tuple[tuple[int, int], ...]


class Article(NamedTuple):
    """The prose of a document, its blocks, and the marks of each of its findings."""

    prose: str
    blocks: tuple[Block, ...]
    marks: tuple[Marks, ...]

    def only(self, wanted: Iterable[bool]) -> Article:
        """The same with the marks of some of the findings."""
        return self._replace(marks=tuple(compress(self.marks, wanted)))


def article_of(document: Document, findings: Iterable[Finding]) -> Article:
    """The article in a document, offsets in code points of its prose.

    Args:
        document: the document.
        findings: what was found in it, in the order in which its marks shall be.
    """
    marks = (
        Marks(
            *document.prose_around(finding.start, finding.end),
            tuple(document.prose_around(other.start, other.end) for other in finding.related),
        )
        for finding in findings
    )
    return Article(document.prose, document.blocks, tuple(marks))
