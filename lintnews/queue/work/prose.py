"""The prose of an article as it is kept beside its source, so that no page reads it again."""

from __future__ import annotations

import msgspec

from lintnews.document.article import Article, Marks
from lintnews.document.document import Block


class _Kept(msgspec.Struct, frozen=True):
    prose: str
    blocks: tuple[Block, ...]


def to_json(article: Article) -> str:
    """Prose and blocks, without the marks."""
    return msgspec.json.encode(_Kept(article.prose, article.blocks)).decode()


def from_json(text: str, marks: tuple[Marks, ...] = ()) -> Article:
    """The article, with marks if they are given; an empty text is an article without prose."""
    if not text:
        return Article("", (), marks)
    kept = msgspec.json.decode(text, type=_Kept)
    return Article(kept.prose, kept.blocks, marks)
