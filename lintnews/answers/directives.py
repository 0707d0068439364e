"""The comments in a text that speak to lintnews, and what they cover."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lintnews.document.document import Comment, Document
from lintnews.hints import nearest

_COMMENT = re.compile(
    r"\s*(?P<word>lintnews-[\w-]*+)\s*+(?P<names>[^:]*+)(?P<colon>:?)(?P<reason>.*)", re.DOTALL
)
_HERE, _START, _END, _FILE = (
    "lintnews-ignore",
    "lintnews-ignore-start",
    "lintnews-ignore-end",
    "lintnews-ignore-file",
)
_WORDS = (_HERE, _START, _END, _FILE)
_LINE_END = re.compile(r"[\r\n]")


class Directive(NamedTuple):
    """A comment that answers findings of rules that begin in a stretch of the file.

    Offsets count code points of the file; ``end`` itself is covered for what is found between two
    characters. ``names`` are as they are written, ``at`` is the comment.
    """

    names: tuple[str, ...]
    reason: str | None
    start: int
    end: int
    at: Comment

    def covers(self, start: int, end: int) -> bool:
        """Whether what is found at a place is answered."""
        return self.start <= start and (start < self.end or start == end == self.end)


class Fault(NamedTuple):
    """A comment that speaks to lintnews and is wrong, and why."""

    at: Comment
    reason: str


class _Said(NamedTuple):
    word: str
    names: tuple[str, ...]
    reason: str | None
    at: Comment


def directives(document: Document) -> tuple[list[Directive], list[Fault]]:
    """What the comments of a document answer, in their order, and what is wrong with others.

    ``lintnews-ignore`` behind text covers its line, otherwise the next block. A stretch that is
    begun and never ended goes to the end of the document, and is a fault as well.
    """
    found: list[Directive] = []
    faults: list[Fault] = []
    open_: list[_Said] = []
    for said in _said(document):
        if said.word not in _WORDS:
            faults.append(Fault(said.at, _unknown_word(said.word)))
        elif said.word == _END:
            begun = _begun(open_, said.names)
            if begun is None:
                faults.append(Fault(said.at, "it ends what no lintnews-ignore-start began"))
            else:
                open_.remove(begun)
                found.append(_directive(begun, begun.at.end, said.at.start))
        elif not said.names:
            faults.append(Fault(said.at, f"it names no rule; write {said.word} RULE: reason"))
        elif said.word == _START:
            open_.append(said)
        elif said.word == _FILE:
            found.append(_directive(said, *_whole(document)))
        else:
            found.append(_directive(said, *_near(document, said.at)))
    for said in open_:
        faults.append(Fault(said.at, "no lintnews-ignore-end follows, so it counts to the end"))
        found.append(_directive(said, said.at.end, _whole(document)[1]))
    found.sort(key=lambda directive: directive.at.start)
    return found, faults


def _said(document: Document) -> Iterator[_Said]:
    for comment in sorted(document.comments, key=lambda comment: comment.start):
        match = _COMMENT.fullmatch(comment.text)
        if match is not None:
            names = tuple(re.split(r"[\s,]+", match["names"].strip(" \t\r\n,")))
            reason = " ".join(match["reason"].split()) or None
            yield _Said(match["word"], names if names != ("",) else (), reason, comment)


def _directive(said: _Said, start: int, end: int) -> Directive:
    return Directive(said.names, said.reason, start, end, said.at)


def _begun(open_: list[_Said], names: tuple[str, ...]) -> _Said | None:
    """The last stretch that is open, of these names if any are given."""
    for said in reversed(open_):
        if not names or set(names) == set(said.names):
            return said
    return None


def _unknown_word(word: str) -> str:
    hint = nearest(word, _WORDS, f"it knows {', '.join(_WORDS)}")
    return f'lintnews knows no comment "{word}"; {hint}'


def _whole(document: Document) -> tuple[int, int]:
    return document.shift, document.shift + len(document.source)


def _near(document: Document, comment: Comment) -> tuple[int, int]:
    """The line that a comment stands in, if text stands before it there, else the next block."""
    source, shift = document.source, document.shift
    first = shift + line_start(source, comment.start - shift)
    before = document.prose[_prose_offset(document, first) : _prose_offset(document, comment.start)]
    if before.strip():
        ends = _LINE_END.search(source, comment.end - shift)
        return first, shift + (ends.start() if ends else len(source))
    after = _prose_offset(document, comment.end)
    for block in document.blocks:
        if block.start >= after or block.end > after >= block.start:
            place = document.place(block.start, block.end)
            return comment.end, place.end
    return comment.end, comment.end


def line_start(source: str, offset: int) -> int:
    """Where the line begins that an offset of a source stands in."""
    return max(source.rfind("\n", 0, offset), source.rfind("\r", 0, offset)) + 1


def _prose_offset(document: Document, source_offset: int) -> int:
    """The offset of the first character of the prose that stands at an offset of the file."""
    return document.prose_around(source_offset, source_offset)[0]
