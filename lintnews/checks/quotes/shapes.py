"""Quotation marks of the wrong shape: unlike mates, turned, doubled, mixed styles."""

from __future__ import annotations

from collections.abc import Iterator

from lintnews.checks.quotes.places import doubled_marks, with_word_after, with_word_before
from lintnews.language.quotations import Mark, MarkRole
from lintnews.language.text import Text
from lintnews.model import Hit, Spot, Suggestion
from lintnews.rulebook.registry import Params, check

_TWO_SINGLES = frozenset({"''", "``", "‘‘", "’’"})
_OPENING_SHAPE = frozenset({"“", "‘", "‘‘", "``"})
_CLOSING_SHAPE = frozenset({"”", "’", "’’"})
_MATES = frozenset(
    {
        *("“”", "„“", "„”", "‟”", '""', "«»", "»«", "»»", "‘’", "''", "`'", "`’", "‘'", "'’"),
        *("``''", "‘‘’’", "''''", "“‟", "””", "““", "‘‘", "’’"),
    }
)
_CURLY = frozenset("“”")
_STRAIGHT = '"'
# A pair of one straight and one curly double mark is written as the rest of the text writes them.
_MENDABLE = frozenset({("“", _STRAIGHT), (_STRAIGHT, "”")})
_FAITHFUL_TWIN = {"“": "”", "”": "“", "‘": "’", "’": "‘"}


class MixedParams(Params, frozen=True):
    """``most`` marks in the rarer style, against ``at_least`` in the other."""

    most: int
    at_least: int


def _pairs(text: Text) -> Iterator[tuple[Mark, Mark]]:
    """The marks that open a quotation, each with the one that closes it."""
    marks = text.quotations.marks
    for index, mark in enumerate(marks):
        if mark.mate is not None and mark.mate > index and mark.role is not MarkRole.STRAY:
            yield mark, marks[mark.mate]


@check("quote_mates_differ", Params, values=("opener", "closer"))
def quote_mates_differ(text: Text, params: Params) -> Iterator[Hit]:
    """Quotations opened with one kind of mark and closed with another."""
    prose = text.prose
    usual = text.once(_usual_pair)
    for mark, mate in _pairs(text):
        opener, closer = prose[mark.start : mark.end], prose[mate.start : mate.end]
        if opener + closer in _MATES or _wrong_way_round(opener, closer):
            continue
        block = text.document.block_at(mate.start)
        if block is None:
            continue
        start, end = with_word_before(prose, mate, block)
        opened = with_word_after(prose, mark, block)
        mended = usual if (opener, closer) in _MENDABLE else None
        replacement: str | None = None
        suggestions: tuple[Suggestion, ...] = ()
        if mended is not None:
            replacement = mended[0] + prose[mark.end : opened[1]]
            suggestions = (Suggestion(prose[start : mate.start] + mended[1], safe=True),)
        yield Hit(
            start,
            end,
            {"opener": opener, "closer": closer},
            related=(Spot(opened[0], opened[1], "opening mark", replacement),),
            suggestions=suggestions,
        )


def _usual_pair(text: Text) -> tuple[str, str]:
    """A pair of double marks, curly or straight, as most of the text writes them."""
    glyphs = [text.prose[mark.start : mark.end] for mark in text.quotations.marks]
    curly, straight = sum(glyph in _CURLY for glyph in glyphs), glyphs.count(_STRAIGHT)
    return ("“", "”") if curly >= straight else (_STRAIGHT, _STRAIGHT)


@check("quote_turned", Params)
def quote_turned(text: Text, params: Params) -> Iterator[Hit]:
    """Paired marks of the right style that face the wrong way."""
    prose = text.prose
    for mark, mate in _pairs(text):
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
        # A single mark may be an apostrophe after all.
        suggestions=(Suggestion(_FAITHFUL_TWIN[glyph], safe=glyph in _CURLY),)
        if glyph in _FAITHFUL_TWIN
        else (),
    )


@check("quote_doubled", Params)
def quote_doubled(text: Text, params: Params) -> Iterator[Hit]:
    """The same mark twice, side by side."""
    marks = text.quotations.marks
    doubled = text.once(doubled_marks)
    for index in sorted(doubled):
        if index + 1 in doubled and marks[index + 1].start == marks[index].end:
            glyph = text.prose[marks[index].start : marks[index].end]
            yield Hit(marks[index].start, marks[index + 1].end, suggestions=(Suggestion(glyph),))


@check("quote_two_singles", Params, values=("opener", "closer"))
def quote_two_singles(text: Text, params: Params) -> Iterator[Hit]:
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
