"""Texts that are no English prose."""

from __future__ import annotations

from collections.abc import Iterator

from lintnews.language.prose import is_english_prose, judged
from lintnews.language.text import Text
from lintnews.model import Hit
from lintnews.rulebook.registry import Params, check

_REACH = 76


@check("not_english_prose", Params)
def not_english_prose(text: Text, params: Params) -> Iterator[Hit]:
    """A text that is mostly in another language or script, code or data, said once.

    The place is the beginning of its first sentence.
    """
    if not text.once(is_english_prose):
        first = judged(text)[0]
        yield Hit(first.start, min(first.end, first.start + _REACH))
