"""What the readers found, as the rules of the family ``reader`` report it."""

from __future__ import annotations

from collections.abc import Iterator

from lintnews.language.prose import is_english_prose
from lintnews.language.text import Text
from lintnews.model import Hit, Spot
from lintnews.reader.doubts import Doubt, read_doubts
from lintnews.rulebook.registry import READER, Params, check

_WORDS_SHOWN = 3


class ReaderParams(Params, frozen=True):
    """Parameters of ``reader``.

    ``labels`` are those of ``lintnews.reader.labels`` that the rule reports; ``least`` is how sure
    the judge must be before it is told what the rules found in the rest of the text.
    """

    labels: frozenset[str]
    least: float = 0.3


@check("reader", ReaderParams, values={"left", "right", "word"}, extra=READER)
def reader(text: Text, params: ReaderParams) -> Iterator[Hit]:
    """Sentences in which something seems wrong, at the surest place of each.

    Other places of the same damage are related. ``left`` are the words up to the first one of the
    place, ``right`` those from its last one on, which is ``word``.
    """
    if not text.once(is_english_prose):
        return
    for doubt in text.once(read_doubts):
        place = doubt.place
        if place.stumble.label in params.labels and place.confidence >= params.least:
            yield _hit(text, doubt)


def _hit(text: Text, doubt: Doubt) -> Hit:
    place = doubt.place
    tokens, stumble = place.sentence.tokens, place.stumble
    left = tokens[max(0, stumble.first + 1 - _WORDS_SHOWN)]
    right = tokens[min(len(tokens), stumble.last + _WORDS_SHOWN) - 1]
    return Hit(
        *place.span,
        values={
            "left": text.prose[left.start : tokens[stumble.first].end],
            "right": text.prose[tokens[stumble.last].start : right.end],
            "word": tokens[stumble.last].text,
        },
        related=tuple(Spot(*other.span, "also here") for other in doubt.others),
        confidence=place.confidence,
    )
