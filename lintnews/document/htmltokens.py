"""The tags, texts and comments in HTML, told apart as browsers do, in time linear in its length.

The parser of the standard library differs in this between patch releases of Python, and in older
ones its time grows with the square of what is never closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import cache
from html import unescape
from html.entities import html5
from typing import NamedTuple

_SPACE = r"[ \t\n\f\r]"
_MARKUP = re.compile(r"<(?=[a-zA-Z/!?])")
_TAG_OPENER = re.compile("</?[a-zA-Z]")
_TAG = re.compile(
    rf"""</?([a-zA-Z][^ \t\n\f\r/>]*+)
    (?>[ \t\n\f\r/]++|=?[^ \t\n\f\r/>=]++
        (?:{_SPACE}*+={_SPACE}*+(?>"[^"]*+"|'[^']*+'|[^ \t\n\f\r>"'][^ \t\n\f\r>]*+|(?=>)))?+
        (?!{_SPACE}*+={_SPACE}*+["'])
        |=)*+>""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    rf"""[ \t\n\f\r/]*+(=?[^ \t\n\f\r/>=]++)
    (?:{_SPACE}*+={_SPACE}*+(?>"([^"]*+)"|'([^']*+)'|([^ \t\n\f\r>"'][^ \t\n\f\r>]*+)|(?=>)))?+
    """,
    re.VERBOSE,
)
_COMMENT_END = re.compile(r"--!?>")
_CDATA = "<![CDATA["
_RAW = frozenset(
    "script style xmp iframe noembed noframes noscript textarea title".split()  # as HTML has them
)
_REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]++)|#([0-9]++)|([a-zA-Z][a-zA-Z0-9]{1,31}));?")
_SHORTEST_NAME, _LONGEST_BARE_NAME = 2, 6
_LONGEST_NUMBER = 7
_NO_CHARACTER = "\ufffd"


class TokenKind(Enum):
    """What a token is; CUT is what begins and never ends, so that the rest cannot be read."""

    TEXT = auto()
    LITERAL = auto()
    OPEN = auto()
    CLOSE = auto()
    COMMENT = auto()
    CUT = auto()


class Token(NamedTuple):
    """A stretch of the source.

    ``name`` is that of the tag in small letters, or what never ends ("comment", "tag", "script").
    A text has entities, a literal has none. A comment is its text, inside its marks.
    """

    kind: TokenKind
    name: str
    start: int
    end: int


def html_tokens(source: str, *, is_xml: bool = False) -> Iterator[Token]:
    """The tokens of a page in order; of elements that hold no markup only a title has its text.

    Args:
        source: the page.
        is_xml: whether it is XHTML, in which ``<script/>`` is whole and CDATA is text.
    """
    at, size = 0, len(source)
    while at < size:
        found = _MARKUP.search(source, at)
        start = found.start() if found else size
        if start > at:
            yield Token(TokenKind.TEXT, "", at, start)
        if found is None:
            return
        if not _TAG_OPENER.match(source, start):
            token = _declaration(source, start, is_xml=is_xml)
            yield token
            if token.kind is TokenKind.CUT:
                return
            at = source.index(">", token.end) + 1
            continue
        tag = _TAG.match(source, start)
        if tag is None:
            yield Token(TokenKind.CUT, "tag", start, size)
            return
        at = tag.end()
        name = tag[1].lower()
        if source[start + 1] == "/":
            yield Token(TokenKind.CLOSE, name, start, at)
            continue
        yield Token(TokenKind.OPEN, name, start, at)
        if is_xml and source[at - 2] == "/":
            yield Token(TokenKind.CLOSE, name, at, at)
        elif name in _RAW:
            close = _closing(name).search(source, at)
            if close is None:
                yield Token(TokenKind.CUT, name, start, size)
                return
            if name == "title":
                yield Token(TokenKind.TEXT, "", at, close.start())
            at = close.start()


def _declaration(source: str, start: int, *, is_xml: bool) -> Token:
    """The comment at an offset, or what a browser takes for one."""
    size = len(source)
    if source.startswith("<!--", start):
        if source.startswith((">", "->"), start + 4):
            return Token(TokenKind.COMMENT, "", start + 4, start + 4)
        found = _COMMENT_END.search(source, start + 4)
        if found is None:
            return Token(TokenKind.CUT, "comment", start, size)
        return Token(TokenKind.COMMENT, "comment", start + 4, found.start())
    if is_xml and source.startswith(_CDATA, start):
        end = source.find("]]>", start)
        if end < 0:
            return Token(TokenKind.CUT, "CDATA section", start, size)
        return Token(TokenKind.LITERAL, "", start + len(_CDATA), end)
    end = source.find(">", start)
    if end < 0:
        return Token(TokenKind.CUT, "tag", start, size)
    return Token(TokenKind.COMMENT, "", start + 1, end)


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[ \t\n\f\r/>])", re.IGNORECASE)


def attributes(source: str, token: Token) -> dict[str, str]:
    """The attributes of an opening tag, entities resolved; of equal names the first counts."""
    known: dict[str, str] = {}
    at = token.start + 1 + len(token.name)
    while (found := _ATTRIBUTE.match(source, at, token.end - 1)) is not None:
        value = found[2] or found[3] or found[4] or ""
        known.setdefault(found[1].lower(), unescape(value) if len(value) < 1000 else value)
        at = found.end()
    return known


class Reference(NamedTuple):
    """What a character reference says, and where it stands."""

    text: str
    start: int
    end: int


def reference_at(source: str, at: int, end: int) -> Reference | None:
    """The character reference that begins with the ``&`` at an offset, None if none does."""
    found = _REFERENCE.match(source, at, end)
    if found is None:
        return None
    if found[3] is None:
        digits = (found[1] or found[2]).lstrip("0")
        if len(digits) > _LONGEST_NUMBER:
            return Reference(_NO_CHARACTER, at, found.end())
        mark = "x" if found[1] else ""
        return Reference(unescape(f"&#{mark}{digits or '0'};"), at, found.end())
    name = found[3]
    if found[0].endswith(";") and f"{name};" in html5:
        return Reference(html5[f"{name};"], at, found.end())
    for length in range(min(len(name), _LONGEST_BARE_NAME), _SHORTEST_NAME - 1, -1):
        if name[:length] in html5:
            return Reference(html5[name[:length]], at, at + 1 + length)
    return None
