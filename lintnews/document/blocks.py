"""What each block of an article is: paragraph, headline, caption, list item and so on.

Most false alarms of other tools come from reading a headline as a broken sentence. The reverse is
as bad here: a sentence that breaks off must not pass for a headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lintnews.document.document import HEADINGS, Block, BlockKind
from lintnews.document.furniture import is_byline, is_caption, is_date, is_residue, is_row
from lintnews.document.leads import dateline, list_mark, side_head, time_stamp
from lintnews.document.runs import read_runs
from lintnews.document.wordlists import words

_LONGEST_HEADLINE = 30
_LONGEST_HEADING = 12
_LONGEST_TITLE_CASE = 15
_LONGEST_NUMBERED = 20
_SURE_HEADING = 6
_LONGEST_READ = 400
_FEWEST_WORDS = 4
_OPENING_PARAGRAPHS = 2
_TITLE_SHARE = 0.85
_FRONT = frozenset(
    {
        BlockKind.HEADLINE,
        BlockKind.SUBHEADING,
        BlockKind.BYLINE,
        BlockKind.CAPTION,
        BlockKind.SCORE_LINE,
        BlockKind.RESIDUE,
    }
)
_CLOSERS = "\"'”’»)]* "
_PAIRS = (("“", "”"), ("(", ")"), ("[", "]"))
_SENTENCE_END = (".", "!", "?", "…", ":", ";", ",")
_INNER_END = re.compile(r"[^\W\d]{3,30}[.!?…][\"'”’)\]]{0,3}\s{1,4}[\"'“‘(\[]{0,3}[^\W\d_a-z]")
_IN_BRACKETS = re.compile(r"\([^()]{2,60}\)\Z")
_NUMBERED = re.compile(r"\d{1,2}\s[^\W\d_a-z]")
_WORD = re.compile(r"[^\W\d_][\w'’-]{0,40}")
_JOINTS = re.compile(r"[\s\-–—]")


def classify(
    prose: str, spans: Sequence[tuple[int, int]], marked: Sequence[BlockKind | None] = ()
) -> list[Block]:
    """The blocks at ``spans``, code-point offsets into ``prose`` in order, each with its kind.

    Args:
        prose: the text.
        spans: where the blocks are.
        marked: what the markup of the source says that each is. A paragraph may still be a byline
            or the like by its words, but no heading. A score line (the cell of a table) that ends
            as a sentence does is an item of text. None leaves it to the words alone, and all else
            stays as it is marked.
    """
    if not any(marked):
        marked = ()
    kinds: list[BlockKind] = []
    front = True
    for index, (start, end) in enumerate(spans):
        kind = _kind(prose, start, end, front=front, first=not kinds)
        kinds.append(_as_marked(kind, marked[index], prose[start:end]) if marked else kind)
        front = front and kinds[-1] in _FRONT
    if not marked:
        read_runs(prose, spans, kinds)
        _read_last(prose, spans, kinds)
    blocks = []
    paragraphs = 0
    for kind, (start, end) in zip(kinds, spans, strict=True):
        opening = paragraphs < _OPENING_PARAGRAPHS
        blocks.append(Block(kind, start, end, _lead(prose, start, end, kind, opening=opening)))
        paragraphs += kind is BlockKind.PARAGRAPH
    return blocks


def _as_marked(kind: BlockKind, marked: BlockKind | None, text: str) -> BlockKind:
    if marked is None:
        return kind
    if marked is BlockKind.SCORE_LINE and _is_sentence(text):
        return BlockKind.LIST_ITEM
    if marked is not BlockKind.PARAGRAPH:
        return marked
    return marked if kind in HEADINGS else kind


def _is_sentence(text: str) -> bool:
    """Whether the cell of a table ends as a sentence does."""
    return text.rstrip(_CLOSERS).endswith((".", "!", "?")) and len(text.split()) >= _FEWEST_WORDS


def _lead(prose: str, start: int, end: int, kind: BlockKind, *, opening: bool) -> int:
    found = None
    if kind is BlockKind.LIST_ITEM:
        found = list_mark(prose, start, end)
    elif kind is BlockKind.PARAGRAPH:
        found = (
            dateline(prose, start, end, opening=opening)
            or time_stamp(prose, start, end)
            or side_head(prose, start, end)
        )
    return start if found is None else found


def _kind(prose: str, start: int, end: int, *, front: bool, first: bool) -> BlockKind:
    """The kind of one block; ``front``: nothing but headlines and their kin stands before it."""
    marked = list_mark(prose, start, end) is not None
    text = prose[start : min(end, start + _LONGEST_READ + 1)].strip()
    if len(text) > _LONGEST_READ:
        return BlockKind.LIST_ITEM if marked else BlockKind.PARAGRAPH
    if is_residue(text):
        return BlockKind.RESIDUE
    if is_date(text) or is_byline(text, under_title=front and not first):
        return BlockKind.BYLINE
    timed = time_stamp(prose, start, end) is not None
    if is_row(text) and not timed:
        return BlockKind.SCORE_LINE
    if marked:
        return BlockKind.LIST_ITEM
    if is_caption(text, front=front) and not dateline(prose, start, end, opening=True):
        return BlockKind.CAPTION
    if not timed and _is_heading(text, front=front):
        return BlockKind.HEADLINE if front else BlockKind.SUBHEADING
    return BlockKind.PARAGRAPH


def _is_heading(text: str, *, front: bool) -> bool:
    count = len(text.split())
    bare = text.rstrip(_CLOSERS)
    if not bare:
        return True
    if bare.endswith(("?", "!")):
        return front and count <= _LONGEST_HEADING
    if bare.endswith(_SENTENCE_END) or (_INNER_END.search(text) and not front):
        return False
    title = _is_title_case(text)
    if not title and _JOINTS.split(bare)[-1] in words("never_end_heading"):
        return False
    if front or _IN_BRACKETS.search(text):
        return count <= _LONGEST_HEADLINE
    if any(text.count(opening) > text.count(closing) for opening, closing in _PAIRS):
        return False
    if title:
        return count <= _LONGEST_TITLE_CASE
    if _NUMBERED.match(text):
        return count <= _LONGEST_NUMBERED
    return count <= _LONGEST_HEADING and (count <= _SURE_HEADING or not _tells(text))


def _tells(text: str) -> bool:
    """Whether a line has a word that headings leave out."""
    found = text.split()
    return found[0] in words("never_open_heading") or not words("never_in_heading").isdisjoint(
        found
    )


def _is_title_case(text: str) -> bool:
    large = [word for word in _WORD.findall(text) if word.lower() not in words("small_words")]
    return bool(large) and sum(word[0].isupper() for word in large) >= _TITLE_SHARE * len(large)


def _read_last(prose: str, spans: Sequence[tuple[int, int]], kinds: list[BlockKind]) -> None:
    """Take a heading at the end, under which nothing stands, for a sentence that breaks off."""
    last = len(kinds) - 1
    while last > 0 and kinds[last] in {BlockKind.RESIDUE, BlockKind.BYLINE, BlockKind.CAPTION}:
        last -= 1
    if last > 0 and kinds[last] is BlockKind.SUBHEADING:
        text = prose[slice(*spans[last])].strip()
        if len(text.split()) >= _SURE_HEADING and not _is_title_case(text):
            kinds[last] = BlockKind.PARAGRAPH
