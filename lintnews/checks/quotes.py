"""Quotation marks that have lost their mate, their place or their style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lintnews.document.document import Block, BlockKind
from lintnews.language.quotations import Mark, MarkRole
from lintnews.language.text import Text
from lintnews.model import Hit, Spot, Suggestion
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_SINGLES = frozenset("‘’'`")
_TWO_SINGLES = frozenset({"''", "``", "‘‘", "’’"})
_OPENING_SHAPE = frozenset({"“", "‘", "‘‘", "``"})
_CLOSING_SHAPE = frozenset({"”", "’", "’’"})
_MATES = frozenset(
    {
        *("“”", "„“", "„”", "‟”", '""', "«»", "»«", "»»", "‘’", "''", "`'", "`’", "‘'", "'’"),
        *("``''", "‘‘’’", "''''", "“‟", "””", "““", "‘‘", "’’"),
    }
)
_FAITHFUL_TWIN = {"“": "”", "”": "“", "‘": "’", "’": "‘"}
_WORD_AFTER = re.compile(r"\s{0,3}[^\s\"“”]{1,40}")
_WORD_BEFORE = re.compile(r"[^\s\"“”]{1,40}\s{0,3}\Z")
_LONGEST_WORD = 44
_PROBABLE_END = 600
_FEW = 5
_LONGEST_NOTHING = 3


class Stray(NamedTuple):
    """A mark without its mate, its number among the marks, and the block it stands in."""

    mark: Mark
    number: int
    block: Block


class NoParams(Params, frozen=True):
    """A check without options."""


class GlyphParams(Params, frozen=True):
    """The marks to look at."""

    marks: frozenset[str]


class MixedParams(Params, frozen=True):
    """``most`` marks in the rarer style, against ``at_least`` in the other."""

    most: int
    at_least: int


@check("quote_never_closed", NoParams)
def quote_never_closed(text: Text, params: NoParams) -> Iterator[Hit]:
    """Opening marks without a closing one."""
    marks = text.quotations.marks
    taken = text.once(_inside_out_marks) | text.once(_doubled_marks)
    hits = []
    for index, mark in enumerate(marks):
        if mark.mate is not None or not mark.opens or index in taken:
            continue
        block = text.document.block_at(mark.start)
        if block is None:
            continue
        end = _probable_end(text.prose, mark, block)
        if mark.role is MarkRole.STRAY:
            hits.append(_unclosed(text, index, block, end, None))
        elif mark.role in {MarkRole.OPEN, MarkRole.REOPEN} and end is not None:
            hits.append(_unclosed(text, index, block, end, _GOES_ON_CONFIDENCE))
    yield from _gathered(hits, text)


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
    start, stop = _with_word_after(text.prose, mark, block)
    return Hit(start, stop, related=tuple(related), confidence=confidence)


@check("quote_never_opened", NoParams)
def quote_never_opened(text: Text, params: NoParams) -> Iterator[Hit]:
    """Closing marks without an opening one; more in the same paragraph are named with the first."""
    marks = text.quotations.marks
    taken = (
        text.once(_inside_out_marks)
        | text.once(_doubled_marks)
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
        if last is not None and last[0] is block:
            earlier = hits[-1]
            spot = Spot(mark.start, mark.end, "another closing mark")
            hits[-1] = Hit(earlier.start, earlier.end, related=(*earlier.related, spot))
        else:
            start, end = _with_word_before(text.prose, mark, block)
            hits.append(Hit(start, end))
        last = block, index
    yield from _gathered(hits, text)


@check("quote_not_reopened", NoParams)
def quote_not_reopened(text: Text, params: NoParams) -> Iterator[Hit]:
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
        start, end = _with_word_after(text.prose, mark, block)
        yield Hit(start, end, related=(Spot(closer.start, closer.end, "closing mark"),))


_LIST_MARK = re.compile(r"\s{0,8}(?:[-*•–—·]|\d{1,2}[.)])\s")


def _starts_list_item(prose: str, block: Block) -> bool:
    return _LIST_MARK.match(prose, block.start, block.end) is not None


@check("quote_mates_differ", NoParams, values=("opener", "closer"))
def quote_mates_differ(text: Text, params: NoParams) -> Iterator[Hit]:
    """Quotations opened with one kind of mark and closed with another."""
    prose, marks = text.prose, text.quotations.marks
    for index, mark in enumerate(marks):
        if mark.mate is None or mark.mate < index or mark.role is MarkRole.STRAY:
            continue
        mate = marks[mark.mate]
        opener, closer = prose[mark.start : mark.end], prose[mate.start : mate.end]
        if opener + closer in _MATES or _wrong_way_round(opener, closer):
            continue
        block = text.document.block_at(mate.start)
        if block is None:
            continue
        start, end = _with_word_before(prose, mate, block)
        opened = _with_word_after(prose, mark, block)
        yield Hit(
            start,
            end,
            {"opener": opener, "closer": closer},
            related=(Spot(opened[0], opened[1], "opening mark"),),
        )


@check("quote_turned", NoParams)
def quote_turned(text: Text, params: NoParams) -> Iterator[Hit]:
    """Paired marks of the right style that face the wrong way."""
    prose, marks = text.prose, text.quotations.marks
    for index, mark in enumerate(marks):
        if mark.mate is None or mark.mate < index or mark.role is MarkRole.STRAY:
            continue
        mate = marks[mark.mate]
        opener, closer = prose[mark.start : mark.end], prose[mate.start : mate.end]
        if opener in _CLOSING_SHAPE and _known(opener, closer):
            yield _turned(mark, mate, opener, "closing mark")
        elif closer in _OPENING_SHAPE and _known(opener, closer) and opener != "„":
            yield _turned(mate, mark, closer, "opening mark")


def _known(opener: str, closer: str) -> bool:
    return opener + closer in _MATES or _wrong_way_round(opener, closer)


def _wrong_way_round(opener: str, closer: str) -> bool:
    return _FAITHFUL_TWIN.get(opener) == closer or opener == closer


def _turned(mark: Mark, mate: Mark, glyph: str, role: str) -> Hit:
    return Hit(
        mark.start,
        mark.end,
        related=(Spot(mate.start, mate.end, role),),
        suggestions=(Suggestion(_FAITHFUL_TWIN[glyph]),) if glyph in _FAITHFUL_TWIN else (),
    )


@check("quote_inside_out", NoParams)
def quote_inside_out(text: Text, params: NoParams) -> Iterator[Hit]:
    """A closing mark where the quotation begins and an opening one where it ends."""
    prose, marks = text.prose, text.quotations.marks
    pairs = text.once(_inside_out_marks)
    for index, mark in enumerate(marks):
        if mark.opens or mark.role is not MarkRole.STRAY or mark.mate is not None:
            continue
        block = text.document.block_at(mark.start)
        if block is None:
            continue
        start = _with_word_before(prose, mark, block)[0]
        end = _with_word_after(prose, mark, block)[1]
        if index in pairs:
            mate = marks[index + 1]
            other = _with_word_after(prose, mate, block)
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


@check("quote_doubled", NoParams)
def quote_doubled(text: Text, params: NoParams) -> Iterator[Hit]:
    """The same mark twice, side by side."""
    marks = text.quotations.marks
    doubled = text.once(_doubled_marks)
    for index in sorted(doubled):
        if index + 1 in doubled and marks[index + 1].start == marks[index].end:
            glyph = text.prose[marks[index].start : marks[index].end]
            yield Hit(marks[index].start, marks[index + 1].end, suggestions=(Suggestion(glyph),))


def _doubled_marks(text: Text) -> frozenset[int]:
    """Marks that repeat their neighbour and open or close nothing that it does not."""
    prose, marks = text.prose, text.quotations.marks
    found: set[int] = set()
    for index in range(len(marks) - 1):
        mark, following = marks[index], marks[index + 1]
        if mark.end != following.start or prose[mark.start] in _SINGLES:
            continue
        if prose[mark.start : mark.end] != prose[following.start : following.end]:
            continue
        if mark.mate == index + 1:
            continue
        if mark.mate is None or following.mate is None or _touch(marks, mark.mate, following.mate):
            found.update((index, index + 1))
    return frozenset(found)


def _touch(marks: Sequence[Mark], first: int, second: int) -> bool:
    return marks[min(first, second)].end == marks[max(first, second)].start


@check("quote_two_singles", NoParams, values=("opener", "closer"))
def quote_two_singles(text: Text, params: NoParams) -> Iterator[Hit]:
    """Pairs of single marks or backticks in place of double marks, all in one finding."""
    prose, marks = text.prose, text.quotations.marks
    pairs = [
        (mark, marks[mark.mate])
        for index, mark in enumerate(marks)
        if mark.mate is not None
        and mark.mate > index
        and prose[mark.start : mark.end] in _TWO_SINGLES
        and prose[marks[mark.mate].start : marks[mark.mate].end] in _TWO_SINGLES
    ]
    if not pairs:
        return
    opener, closer = pairs[0]
    others = [Spot(closer.start, closer.end, "closing mark")]
    others += [Spot(mark.start, mark.end, "another") for pair in pairs[1:] for mark in pair]
    values = {
        "opener": prose[opener.start : opener.end],
        "closer": prose[closer.start : closer.end],
    }
    yield Hit(opener.start, opener.end, values, related=tuple(others))


@check("quote_space_inside", GlyphParams)
def quote_space_inside(text: Text, params: GlyphParams) -> Iterator[Hit]:
    """A space between a quotation mark and the words it encloses."""
    prose = text.prose
    for mark, block in text.once(_double_marks):
        if prose[mark.start : mark.end] not in params.marks:
            continue
        if mark.opens and prose[mark.end : min(mark.end + 1, block.end)].isspace():
            yield Hit(mark.start, _with_word_after(prose, mark, block)[1])
        elif not mark.opens and prose[max(block.start, mark.start - 1) : mark.start].isspace():
            yield Hit(_with_word_before(prose, mark, block)[0], mark.end)


@check("quote_glued_outside", NoParams)
def quote_glued_outside(text: Text, params: NoParams) -> Iterator[Hit]:
    """No space between a quotation mark and the words outside."""
    prose = text.prose
    for mark, block in text.once(_double_marks):
        if not mark.opens:
            if _GLUED_WORD.match(prose, mark.end, block.end):
                yield Hit(mark.start, _with_word_after(prose, mark, block)[1])
            continue
        before = prose[mark.start - 1] if mark.start > block.start else ""
        after = prose[mark.end] if mark.end < block.end else ""
        if after.isalnum() and (before.isalpha() or before in {",", ":", ";"}):
            yield Hit(_with_word_before(prose, mark, block)[0], mark.end)


def _double_marks(text: Text) -> tuple[tuple[Mark, Block], ...]:
    """The double marks that open or close something, with their blocks; « » left out."""
    return tuple(
        (mark, block)
        for mark in text.quotations.marks
        if mark.role not in {MarkRole.APOSTROPHE, MarkRole.PRIME, MarkRole.STRAY}
        and text.prose[mark.start] not in _SINGLES
        and text.prose[mark.start] not in "«»"
        and (block := text.document.block_at(mark.start)) is not None
    )


_GLUED_WORD = re.compile(r"(?!(?:ing|ed|ers?|like|ish|ness|ism|ist|esque)\b)[^\W\d_]{3}|[“‘]")


@check("quotation_lost", NoParams)
def quotation_lost(text: Text, params: NoParams) -> Iterator[Hit]:
    """Places where the marks are left of a quotation that is gone."""
    prose, marks = text.prose, text.quotations.marks
    for stray in _lost(text):
        start, end = _with_word_before(prose, stray.mark, stray.block)
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


@check("quote_styles_mixed", MixedParams, values=("rare", "usual", "count", "others"))
def quote_styles_mixed(text: Text, params: MixedParams) -> Iterator[Hit]:
    """Straight double marks in a text with curly ones, or the other way round."""
    prose, marks = text.prose, text.quotations.marks
    places: dict[str, list[Mark]] = {"straight": [], "curly": []}
    for index, mark in enumerate(marks):
        if mark.mate is None or mark.mate < index or mark.role is MarkRole.STRAY:
            continue
        glyph, closer = prose[mark.start], prose[marks[mark.mate].start]
        if glyph == '"' and closer == '"':
            places["straight"] += [mark, marks[mark.mate]]
        elif glyph in "“”" and closer in "“”":
            places["curly"] += [mark, marks[mark.mate]]
    straight, curly = len(places["straight"]), len(places["curly"])
    rare, usual = ("straight", "curly") if straight < curly else ("curly", "straight")
    few = places[rare]
    if not few or straight == curly or len(few) > params.most:
        return
    if len(places[usual]) < params.at_least:
        return
    values = {
        "rare": rare,
        "usual": usual,
        "count": str(len(few)),
        "others": str(len(places[usual])),
    }
    related = tuple(Spot(mark.start, mark.end, f"{rare} mark") for mark in few[1:])
    yield Hit(few[0].start, few[0].end, values, related=related)


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


def _with_word_after(prose: str, mark: Mark, block: Block) -> tuple[int, int]:
    word = _WORD_AFTER.match(prose, mark.end, block.end)
    return mark.start, word.end() if word else mark.end


def _with_word_before(prose: str, mark: Mark, block: Block) -> tuple[int, int]:
    begin = max(block.start, mark.start - _LONGEST_WORD)
    word = _WORD_BEFORE.search(prose[begin : mark.start])
    return (begin + word.start() if word else mark.start), mark.end


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
