"""What all translation files share: placeholders, markup inside strings, and labels."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from lintnews.document.assembling import Assembled, Assembler
from lintnews.document.document import RUNNING_TEXT, Block, BlockKind
from lintnews.document.plain import block_spans

Piece = tuple[str, int, int]
"""What a stretch of the source says, and where it starts and ends."""

_TOKEN = re.compile(
    r"""(?P<tag></?[A-Za-z][^<>]{0,500}>)
    |(?P<entity>&(?:\#\d{1,7}|\#x[0-9A-Fa-f]{1,6}|[A-Za-z]\w{1,30});)
    |(?P<percent>%%)
    |(?P<number>%(?:\(\w{1,60}\)|\d{1,2}\$)?[-+0\#]?\d{0,3}(?:\.\d{1,2})?(?:hh|h|ll?|z|j|t)?[diufeEgGxXo])
    |(?P<text>%(?:\(\w{1,60}\)|\d{1,2}\$)?[-+0\#]?\d{0,3}(?:\.\d{1,2})?[scr@]|%L?\d{1,2}
        |\$?\{[\w.:,!\[\] -]{0,60}\}|%\w{1,40}%)""",
    re.VERBOSE,
)
_NUMBER, _TEXT = "2", "X"
_BLOCK_TAG = re.compile(r"</?(?:br|p|div|li|ul|ol|h[1-6]|hr|tr|t[dh]|table|blockquote)\b", re.I)
_MOST_WORDS, _LONGEST_LABEL = 3, 60
_ENDS = (".", "!", "?", "…", ":", ";")
_CLOSERS = "\"'”’»)]* "


class Strand:
    """Pieces one after another, which can be cut where their text is cut."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = [piece for piece in pieces if piece[0]]
        self.text = "".join(said for said, _, _ in self._pieces)
        self._starts = list(accumulate((len(said) for said, _, _ in self._pieces), initial=0))

    def cut(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of a stretch of the text; what is no copy of its source is given whole."""
        for index in range(max(0, bisect_right(self._starts, start) - 1), len(self._pieces)):
            at = self._starts[index]
            if at >= end:
                return
            said, first, last = self._pieces[index]
            if len(said) == last - first:
                left, right = max(start - at, 0), min(end - at, len(said))
                yield said[left:right], first + left, first + right
            else:
                yield said, first, last


def tokens_of(original: str) -> frozenset[str]:
    """The placeholders, tags and character references in a text that is translated."""
    return frozenset(match[0] for match in _TOKEN.finditer(original))


def add_translation(
    assembler: Assembler, pieces: Iterable[Piece], originals: frozenset[str]
) -> None:
    """Add what a string of a translation says; its lines are blocks as in plain text.

    A placeholder that the original has too, such as ``%(name)s``, is read as a number or a name. A
    tag that both have is left out, or ends a line, and a character reference is read as what it
    stands for. All else stays as it is, for there something went wrong.

    Args:
        assembler: what puts the document together.
        pieces: the string.
        originals: the tokens of the text of which it is the translation.
    """
    strand = Strand(_replaced(Strand(pieces), originals))
    for start, end in block_spans(strand.text):
        assembler.begin(None)
        for said, first, last in strand.cut(start, end):
            assembler.unit(said, first, last)
    assembler.end()


def _replaced(strand: Strand, originals: frozenset[str]) -> Iterator[Piece]:
    at = 0
    for token in _TOKEN.finditer(strand.text):
        if token[0] not in originals:
            continue
        yield from strand.cut(at, token.start())
        written = list(strand.cut(*token.span()))
        yield _stand_in(token), written[0][1], written[-1][2]
        at = token.end()
    if at < len(strand.text):
        yield from strand.cut(at, len(strand.text))


def _stand_in(token: re.Match[str]) -> str:
    match token.lastgroup:
        case "tag":
            return "\n" if _BLOCK_TAG.match(token[0]) else ""
        case "entity":
            return html.unescape(token[0])
        case "percent":
            return "%"
        case "number":
            return _NUMBER
        case _:
            return _TEXT


def with_labels(assembled: Assembled) -> Assembled:
    """The same, with the labels of software ("Save as") read as headings and not as sentences."""
    return assembled._replace(
        blocks=[
            block._replace(kind=BlockKind.SUBHEADING)
            if block.kind in RUNNING_TEXT and _is_label(assembled.prose, block)
            else block
            for block in assembled.blocks
        ]
    )


def _is_label(prose: str, block: Block) -> bool:
    text = prose[block.start : min(block.end, block.start + _LONGEST_LABEL + 1)]
    return (
        len(text) <= _LONGEST_LABEL
        and len(text.split()) <= _MOST_WORDS
        and not text.rstrip(_CLOSERS).endswith(_ENDS)
    )
