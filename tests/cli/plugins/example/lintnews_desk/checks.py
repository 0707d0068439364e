"""A check that the rules of the desk call."""

from collections.abc import Iterator

import regex

from lintnews.language.text import Text
from lintnews.model import Hit
from lintnews.rulebook.registry import Params, check

_CAPITALS = regex.compile(r"\b\p{Lu}{2,}(?: \p{Lu}{2,})*+\b")


class ShoutingParams(Params, frozen=True):
    """``most``: the most words in a row that may stand in capitals."""

    most: int


@check("desk_shouting", ShoutingParams, values=["count"])
def shouting(text: Text, params: ShoutingParams) -> Iterator[Hit]:
    """Words in a row that all stand in capitals."""
    for match in _CAPITALS.finditer(text.prose):
        count = len(match[0].split())
        if count > params.most:
            yield Hit(match.start(), match.end(), {"count": str(count)})
