"""What each block of an article is: paragraph, headline, caption, list item and so on.

Most false alarms of other tools come from reading a headline as a broken sentence. The reverse is
as bad here: a sentence that breaks off must not pass for a headline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lintnews.document.document import Block, BlockKind
from lintnews.resources import word_lists

_LONGEST_HEADLINE = 30
_LONGEST_HEADING = 12
_LONGEST_TITLE_CASE = 15
_LONGEST_READ = 400
_RUN_OF_LINES = 3

_LIST_MARK = re.compile(
    r"\s{0,20}(?:[-*•·▪◦‣●■–—]{1,3}\s{1,8}|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]\s{1,8}|\d{1,2}\)\s{0,8})"
)
_LONGEST_SCORE = 10
_FRONT = frozenset(
    {
        BlockKind.HEADLINE,
        BlockKind.SUBHEADING,
        BlockKind.BYLINE,
        BlockKind.CAPTION,
        BlockKind.RESIDUE,
    }
)
_CLOSERS = "\"'”’»)]*"
_SENTENCE_END = (".", "!", "?", "…", ":", ";", ",")
_INNER_END = re.compile(r"[^\W\d]{3,30}[.!?…][\"'”’)\]]{0,3}\s{1,4}[\"'“‘(\[]{0,3}[^\W\d_a-z]")
_SCORE = re.compile(r"(?<![\d.,])\d{1,3}\s?[-–:]\s?\d{1,3}(?![\d.,%])")
_IN_BRACKETS = re.compile(r"\([^()]{2,60}\)\Z")
_NAME_LINE = re.compile(
    r"\(?(?:[A-Z][\w.'’-]{0,30}\s){1,4}(?:in|for|and|[A-Z][\w.'’-]{0,30})(?:\s[A-Z][\w.'’-]{0,30}){0,3}\)?\Z"
)


@cache
def _words(name: str) -> frozenset[str]:
    return word_lists("blocks")[name]


def _any_of(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(_words(name), key=lambda w: (-len(w), w)))


@cache
def _caption() -> re.Pattern[str]:
    words, openers, agencies = map(_any_of, ("caption_words", "caption_openers", "agencies"))
    credit = rf"\b(?:{words})\s?:\s?[^.:]{{1,80}}\.?"
    rest = r"(?:[ /][^()\[\]/]{0,30})?[)\]]?\.?"
    source = rf"[(\[/](?:[^()\[\]/]{{0,40}}[/ ])?(?:{agencies}){rest}"
    return re.compile(
        rf"(?:{words})\s?:|(?:{openers})|.{{0,{_LONGEST_READ}}}(?:{credit}|{source})\s*\Z",
        re.DOTALL,
    )


@cache
def _opener(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_any_of(name)})(?!\w)")


@cache
def _date_line() -> re.Pattern[str]:
    weekdays, months = _any_of("weekdays"), _any_of("months")
    return re.compile(
        rf"(?:(?:Published|Updated|Posted|Last updated)\s?(?:on)?:?\s)?"
        rf"(?:(?:{weekdays}),?\s)?(?:(?:{months})\.?\s\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}\s(?:{months})\.?)"
        rf"(?:,?\s\d{{4}})?(?:,?\s(?:at\s)?\d{{1,2}}[:.]\d{{2}}.{{0,20}})?\.?\Z"
    )


@cache
def _dateline() -> re.Pattern[str]:
    months, agencies = _any_of("months"), _any_of("agencies")
    word = r"[A-Z][\w.'’-]{1,30}"
    town = rf"{word}(?:\s{word})?"
    place = rf"{word}(?:[ ,/]{{1,2}}(?:{word}|d\.c\.|de|la|of|al)){{0,4}}"
    capitals = rf"[A-Z][A-Z.'’-]{{2,30}}(?:[ ,/]{{1,2}}{word}){{0,4}}"
    date = rf"(?:,?\s(?:{months})\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?:,\s\d{{4}})?)"
    agency = rf"(?:\s?[(\[](?:{agencies}|[A-Z][\w .-]{{1,30}})[)\]])"
    dash = r"\s?(?:—|–|--|-)\s"
    return re.compile(
        rf"(?:\[[A-Z][\w ,.'’-]{{1,40}}\]\s"
        rf"|{capitals}{date}?{agency}?{dash}(?:(?:{agencies})\.\s)?"
        rf"|{place}(?:{date}{agency}?|{agency}){dash}"
        rf"|{town},\s{town}\s?(?:—|–)\s)"
    )


def classify(prose: str, spans: Sequence[tuple[int, int]]) -> list[Block]:
    """The blocks at ``spans``, code-point offsets into ``prose`` in order, each with its kind."""
    kinds: list[BlockKind] = []
    leads: list[int] = []
    front = True
    for start, end in spans:
        kind = _kind(prose, start, end, front=front)
        kinds.append(kind)
        leads.append(_lead(prose, start, end, kind, front=front))
        front = front and kind in _FRONT
    _read_runs(prose, spans, kinds)
    return [
        Block(kind, start, end, lead)
        for kind, (start, end), lead in zip(kinds, spans, leads, strict=True)
    ]


def _lead(prose: str, start: int, end: int, kind: BlockKind, *, front: bool) -> int:
    mark = None
    if kind is BlockKind.LIST_ITEM:
        mark = _LIST_MARK.match(prose, start, end)
    elif kind is BlockKind.PARAGRAPH and front:
        mark = _dateline().match(prose, start, end)
    return mark.end() if mark and mark.end() < end else start


def _kind(prose: str, start: int, end: int, *, front: bool) -> BlockKind:
    """The kind of one block; ``front``: nothing but headlines and their kin stands before it."""
    if end - start > _LONGEST_READ:
        return BlockKind.LIST_ITEM if _LIST_MARK.match(prose, start, end) else BlockKind.PARAGRAPH
    text = prose[start:end].strip()
    if _opener("residue_openers").match(text) and _is_label(text):
        return BlockKind.RESIDUE
    if _LIST_MARK.match(prose, start, end):
        return BlockKind.LIST_ITEM
    if _caption().match(text):
        return BlockKind.CAPTION
    if _date_line().match(text) or _is_byline(text, front=front):
        return BlockKind.BYLINE
    count = len(text.split())
    if count <= _LONGEST_SCORE and _SCORE.search(text) and not text.endswith((".", "?")):
        return BlockKind.SCORE_LINE
    if _is_heading(text, count, front=front):
        return BlockKind.HEADLINE if front else BlockKind.SUBHEADING
    return BlockKind.PARAGRAPH


def _is_label(text: str) -> bool:
    """Whether a line that opens like residue is a label or link and not a sentence."""
    opener = _opener("residue_openers").match(text)
    rest = text[opener.end() :] if opener else ""
    return rest[:1] in {":", "", ">", "|", "…"} or text[:9].isupper() or len(text.split()) <= 6


def _is_byline(text: str, *, front: bool) -> bool:
    opener = _opener("byline_openers").match(text)
    if opener is not None:
        rest = text[opener.end() :].strip().split()
        return 0 < len(rest) <= 9 and rest[0][:1].isupper() and not text.endswith((".", ",", ":"))
    if len(text.split()) > 6 or not _NAME_LINE.match(text):
        return False
    return text.startswith("(") or (front and " in " in text)


def _is_heading(text: str, count: int, *, front: bool) -> bool:
    bare = text.rstrip(_CLOSERS)
    if not bare:
        return True
    if bare.endswith(("?", "!")):
        return front and count <= _LONGEST_HEADING
    if bare.endswith(_SENTENCE_END):
        return False
    if _INNER_END.search(text) and not front:
        return False
    last = re.split(r"[\s\-–—]", bare)[-1]
    if last in _words("never_end_heading") and not _title_case(text):
        return False
    if front or _IN_BRACKETS.search(text):
        return count <= _LONGEST_HEADLINE
    return count <= (_LONGEST_TITLE_CASE if _title_case(text) else _LONGEST_HEADING)


def _title_case(text: str) -> bool:
    words = re.findall(r"[^\W\d_][\w'’-]{0,40}", text)
    large = [word for word in words if word.lower() not in _words("small_words")]
    return bool(large) and sum(word[0].isupper() for word in large) >= 0.85 * len(large)


def _read_runs(prose: str, spans: Sequence[tuple[int, int]], kinds: list[BlockKind]) -> None:
    """Take short lines for a list: several in a row, under a colon, or beside list items."""
    index = 0
    while index < len(kinds):
        stop = index
        while stop < len(kinds) and kinds[stop] is BlockKind.SUBHEADING:
            stop += 1
        if stop > index:
            before = prose[slice(*spans[index - 1])].rstrip() if index else ""
            in_list = BlockKind.LIST_ITEM in kinds[max(0, index - 1) : index] and (
                BlockKind.LIST_ITEM in kinds[stop : stop + 1]
            )
            if stop - index >= _RUN_OF_LINES or before.endswith(":") or in_list:
                kinds[index:stop] = [BlockKind.LIST_ITEM] * (stop - index)
        index = max(stop, index + 1)
