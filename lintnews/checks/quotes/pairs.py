"""Quotation marks that have lost their mate, and quotations that are lost between their marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lintnews.checks.quotes.places import doubled_marks, with_word_after, with_word_before
from lintnews.document.document import Block, BlockKind
from lintnews.language.quotations import Mark, MarkRole
from lintnews.language.text import Text
from lintnews.model import Hit, Spot
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_PROBABLE_END = 600
_FEW = 5
_LONGEST_NOTHING = 3


class Stray(NamedTuple):
    """A mark without its mate, its number among the marks, and the block it stands in."""

    mark: Mark
    number: int
    block: Block


@check("quote_never_closed", Params)
def quote_never_closed(text: Text, params: Params) -> Iterator[Hit]:
    """Opening marks without a closing one."""
    marks = text.quotations.marks
    taken = text.once(_inside_out_marks) | text.once(doubled_marks)
    hits = []
    for index, mark in enumerate(marks):
        if mark.mate is not None or not mark.opens or index in taken:
            continue
        block = text.document.block_at(mark.start)
        if block is None or _has_garbled_mate(text, index, block):
            continue
        end = _probable_end(text.prose, mark, block)
        if mark.role is MarkRole.STRAY:
            hits.append(_unclosed(text, index, block, end, None))
        elif mark.role in {MarkRole.OPEN, MarkRole.REOPEN} and end is not None:
            hits.append(_unclosed(text, index, block, end, _GOES_ON_CONFIDENCE))
    yield from _gathered(hits, text)


# Double marks as the codes of a web page, or as UTF-8 that was read as Windows-1252 or -1253.
_GARBLED = re.compile(
    r"&(?:quot|[lr]dquo|#0?34|#822[01]|#[xX]201[cdCD]);|[âβ]€(?:[œ\x9c\x9d]|(?=[\s.,;:!?)]|\Z))"
)


def _has_garbled_mate(text: Text, index: int, block: Block) -> bool:
    """Whether between a mark and its neighbour stands a garbled one that may be its mate."""
    marks, mark = text.quotations.marks, text.quotations.marks[index]
    start, end = block.start, mark.start
    if mark.opens:
        start, end = mark.end, block.end
        if index + 1 < len(marks):
            end = min(end, marks[index + 1].start)
    elif index:
        start = max(start, marks[index - 1].end)
    return _GARBLED.search(text.prose, start, end) is not None


# A quotation that may go on in the next paragraph, but whose speaker has been named already.
_GOES_ON_CONFIDENCE = 0.7


def _unclosed(
    text: Text, index: int, block: Block, end: int | None, confidence: float | None
) -> Hit:
    marks = text.quotations.marks
    mark = marks[index]
    related = []
    if end is not None:
        related.append(Spot(end, end + 1, "probable end"))
    following = marks[index + 1] if index + 1 < len(marks) else None
    if following is not None and following.opens and following.start < block.end:
        related.append(Spot(following.start, following.end, "next opening mark"))
    start, stop = with_word_after(text.prose, mark, block)
    return Hit(start, stop, related=tuple(related), confidence=confidence)


@check("quote_never_opened", Params)
def quote_never_opened(text: Text, params: Params) -> Iterator[Hit]:
    """Closing marks without an opening one; more in the same paragraph are named with the first."""
    marks = text.quotations.marks
    taken = (
        text.once(_inside_out_marks)
        | text.once(doubled_marks)
        | {stray.number for stray in _lost(text)}
    )
    hits: list[Hit] = []
    last: tuple[Block, int] | None = None
    for index, mark in enumerate(marks):
        if mark.role is MarkRole.APOSTROPHE or mark.role is MarkRole.PRIME:
            continue
        if mark.role is not MarkRole.STRAY or mark.mate is not None or mark.opens:
            last = None
            continue
        block = text.document.block_at(mark.start)
        if block is None or index in taken or _after_report(text.prose, mark):
            continue
        if _has_garbled_mate(text, index, block):
            continue
        if last is not None and last[0] is block:
            earlier = hits[-1]
            spot = Spot(mark.start, mark.end, "another closing mark")
            hits[-1] = Hit(earlier.start, earlier.end, related=(*earlier.related, spot))
        else:
            start, end = with_word_before(text.prose, mark, block)
            hits.append(Hit(start, end))
        last = block, index
    yield from _gathered(hits, text)


@check("quote_not_reopened", Params)
def quote_not_reopened(text: Text, params: Params) -> Iterator[Hit]:
    """Quotations over several paragraphs, of which only the first is opened."""
    marks = text.quotations.marks
    for mark in marks:
        if mark.role is not MarkRole.STRAY or mark.mate is None or not mark.opens:
            continue
        closer = marks[mark.mate]
        block, other = text.document.block_at(mark.start), text.document.block_at(closer.start)
        if block is None or other is None or BlockKind.LIST_ITEM in {block.kind, other.kind}:
            continue
        if _starts_list_item(text.prose, block):
            continue
        start, end = with_word_after(text.prose, mark, block)
        yield Hit(start, end, related=(Spot(closer.start, closer.end, "closing mark"),))


_LIST_MARK = re.compile(r"\s{0,8}(?:[-*•–—·]|\d{1,2}[.)])\s")


def _starts_list_item(prose: str, block: Block) -> bool:
    return _LIST_MARK.match(prose, block.start, block.end) is not None


@check("quote_inside_out", Params)
def quote_inside_out(text: Text, params: Params) -> Iterator[Hit]:
    """A closing mark where the quotation begins and an opening one where it ends."""
    prose, marks = text.prose, text.quotations.marks
    pairs = text.once(_inside_out_marks)
    for index, mark in enumerate(marks):
        if mark.opens or mark.role is not MarkRole.STRAY or mark.mate is not None:
            continue
        block = text.document.block_at(mark.start)
        if block is None:
            continue
        start = with_word_before(prose, mark, block)[0]
        end = with_word_after(prose, mark, block)[1]
        if index in pairs:
            mate = marks[index + 1]
            other = with_word_after(prose, mate, block)
            yield Hit(start, end, related=(Spot(*other, "the other mark"),))
        elif _after_report(prose, mark):
            yield Hit(start, end)


def _inside_out_marks(text: Text) -> frozenset[int]:
    """Stray closing marks directly followed by a stray opening one, by their indices."""
    marks = text.quotations.marks
    found: set[int] = set()
    for index in range(len(marks) - 1):
        mark, following = marks[index], marks[index + 1]
        strays = mark.role is MarkRole.STRAY and following.role is MarkRole.STRAY
        if not strays or mark.mate is not None or following.mate is not None:
            continue
        if mark.opens or not following.opens or index in found:
            continue
        if text.document.block_at(mark.start) is text.document.block_at(following.start):
            found.update((index, index + 1))
    return frozenset(found)


@check("quotation_lost", Params)
def quotation_lost(text: Text, params: Params) -> Iterator[Hit]:
    """Places where the marks are left of a quotation that is gone."""
    prose, marks = text.prose, text.quotations.marks
    for stray in _lost(text):
        start, end = with_word_before(prose, stray.mark, stray.block)
        yield Hit(start, end)
    for index, mark in enumerate(marks):
        if mark.mate is None or mark.mate != index + 1 or mark.role is MarkRole.STRAY:
            continue
        mate = marks[mark.mate]
        if mate.start - mark.end <= _LONGEST_NOTHING:
            inside = prose[mark.end : mate.start].strip()
            if inside in {"", ",", "."}:
                yield Hit(mark.start, mate.end)


def _lost(text: Text) -> Iterator[Stray]:
    """Marks without a mate at the end of a paragraph, after a colon or a comma and a space."""
    for index, mark in enumerate(text.quotations.marks):
        if mark.role is not MarkRole.STRAY or mark.mate is not None:
            continue
        block = text.document.block_at(mark.start)
        if block is None or text.prose[mark.end : min(block.end, mark.end + 4)].strip():
            continue
        before = text.prose[max(block.start, mark.start - 4) : mark.start]
        if before.rstrip().endswith(":") or (before[-1:].isspace() and before.rstrip()[-1:] == ","):
            yield Stray(mark, index, block)


def _gathered(hits: Sequence[Hit], text: Text) -> Iterable[Hit]:
    """The hits one by one; in a text full of them, one that names all places.

    A writer who leaves marks out throughout has a habit, and wants to be told once.
    """
    if len(hits) <= _FEW or len(hits) * 3 < text.once(_quoting_paragraphs):
        return hits
    others = tuple(Spot(hit.start, hit.end, "the same") for hit in hits[1:])
    return [Hit(hits[0].start, hits[0].end, related=others, confidence=hits[0].confidence)]


def _quoting_paragraphs(text: Text) -> int:
    blocks = {
        block.start
        for mark in text.quotations.marks
        if mark.role is not MarkRole.APOSTROPHE
        and (block := text.document.block_at(mark.start)) is not None
    }
    return len(blocks)


@cache
def _reports() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for a reporting clause after speech, and for a verb right before a mark."""
    verb = "(?:" + "|".join(sorted(map(re.escape, word_lists("reporting-verbs")["verbs"]))) + ")"
    person = r"(?:[A-Z][^\s,.;]{0,30}|the|an?|his|her|its|their|he|she|they|one|another)"
    clause = re.compile(
        rf"[,?!](?=\s(?:{verb}\s{person}\b"
        rf"|{person}(?:\s[^\s,.;:]{{1,30}}){{0,7}}\s{verb}(?:[.,;:]"
        r"|\s(?:on|in|at|during|after|yesterday|last|this)\b|\s{0,5}\Z)))"
    )
    return clause, re.compile(rf"\b{verb}\s?[,:]?\s?\Z")


def _probable_end(prose: str, mark: Mark, block: Block) -> int | None:
    """The offset of the comma after which the speaker is named, None if that is nowhere."""
    clause, _ = _reports()
    match = clause.search(prose, mark.end, min(block.end, mark.end + _PROBABLE_END))
    return match.start() if match else None


def _after_report(prose: str, mark: Mark) -> bool:
    """Whether a closing mark stands where "said," calls for an opening one."""
    if not prose[mark.start : mark.start + 1] or prose[mark.end : mark.end + 1] != " ":
        return False
    _, verb = _reports()
    before = prose[max(0, mark.start - 24) : mark.start]
    following = prose[mark.end + 1 : mark.end + 2]
    return before[-1:] in {",", ":"} and verb.search(before) is not None and following.isupper()
