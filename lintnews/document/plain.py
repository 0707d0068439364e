"""The reader of plain text."""

from __future__ import annotations

import re

from lintnews.document.document import Block, BlockKind, Document
from lintnews.document.segments import SegmentMap

_LINE = re.compile(r"[^\r\n]+")


def plain_document(source: str, path: str) -> Document:
    """The document in a plain text, a paragraph a line."""
    blocks = [
        Block(BlockKind.PARAGRAPH, match.start(), match.end(), match.start())
        for match in _LINE.finditer(source)
        if match[0].strip()
    ]
    return Document(
        path=path,
        source=source,
        prose=source,
        segments=SegmentMap.identity(len(source)),
        blocks=blocks,
    )
