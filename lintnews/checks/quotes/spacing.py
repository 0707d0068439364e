"""Quotation marks with a space too many or too few beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lintnews.checks.quotes.places import SINGLES, with_word_after, with_word_before
from lintnews.document.document import Block
from lintnews.language.quotations import Mark, MarkRole
from lintnews.language.text import Text
from lintnews.model import Hit
from lintnews.rulebook.registry import Params, check


class GlyphParams(Params, frozen=True):
    """The marks to look at."""

    marks: frozenset[str]


@check("quote_space_inside", GlyphParams)
def quote_space_inside(text: Text, params: GlyphParams) -> Iterator[Hit]:
    """A space between a quotation mark and the words it encloses.

    Beside the mark of an inner quotation a space is a matter of typesetting.
    """
    prose = text.prose
    for mark, block in text.once(_double_marks):
        if prose[mark.start : mark.end] not in params.marks:
            continue
        if mark.opens:
            inner = prose[mark.end : min(mark.end + 2, block.end)]
        else:
            inner = prose[max(block.start, mark.start - 2) : mark.start][::-1]
        if not inner[:1].isspace() or inner[1:] in SINGLES:
            continue
        if mark.opens:
            yield Hit(mark.start, with_word_after(prose, mark, block)[1])
        else:
            yield Hit(with_word_before(prose, mark, block)[0], mark.end)


@check("quote_glued_outside", Params)
def quote_glued_outside(text: Text, params: Params) -> Iterator[Hit]:
    """No space between a quotation mark and the words outside."""
    prose = text.prose
    for mark, block in text.once(_double_marks):
        if not mark.opens:
            if _GLUED_WORD.match(prose, mark.end, block.end):
                yield Hit(mark.start, with_word_after(prose, mark, block)[1])
            continue
        before = prose[mark.start - 1] if mark.start > block.start else ""
        after = prose[mark.end] if mark.end < block.end else ""
        if after.isalnum() and (before.isalpha() or before in {",", ":", ";"}):
            yield Hit(with_word_before(prose, mark, block)[0], mark.end)


def _double_marks(text: Text) -> tuple[tuple[Mark, Block], ...]:
    """The double marks that open or close something, with their blocks; « » left out."""
    return tuple(
        (mark, block)
        for mark in text.quotations.marks
        if mark.role not in {MarkRole.APOSTROPHE, MarkRole.PRIME, MarkRole.STRAY}
        and text.prose[mark.start] not in SINGLES
        and text.prose[mark.start] not in "«»"
        and (block := text.document.block_at(mark.start)) is not None
    )


_GLUED_WORD = re.compile(r"(?!(?:ing|ed|ers?|like|ish|ness|ism|ist|esque)\b)[^\W\d_]{3}|[“‘]")
