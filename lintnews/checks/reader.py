"""What the readers found, as the rules of the family ``reader`` report it."""

from __future__ import annotations

from collections.abc import Iterator

from lintnews.language.text import Text
from lintnews.model import Hit, Spot
from lintnews.reader.doubts import Doubt, Place, read_doubts
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

    The other places of the sentence are related. ``left`` are the words up to the first one of the
    place, ``right`` those from its last one on, which is ``word``.
    """
    for doubt in text.once(read_doubts):
        place = doubt.places[0]
        if place.stumble.label in params.labels and place.confidence >= params.least:
            yield _hit(text, doubt, place)


def _hit(text: Text, doubt: Doubt, place: Place) -> Hit:
    tokens, stumble = doubt.sentence.tokens, place.stumble
    left = tokens[max(0, stumble.first + 1 - _WORDS_SHOWN)]
    right = tokens[min(len(tokens), stumble.last + _WORDS_SHOWN) - 1]
    start, end = _span(doubt, place)
    return Hit(
        start,
        end,
        values={
            "left": text.prose[left.start : tokens[stumble.first].end],
            "right": text.prose[tokens[stumble.last].start : right.end],
            "word": tokens[stumble.last].text,
        },
        related=tuple(Spot(*_span(doubt, other), "also here") for other in doubt.places[1:]),
        confidence=place.confidence,
    )


def _span(doubt: Doubt, place: Place) -> tuple[int, int]:
    tokens, stumble = doubt.sentence.tokens, place.stumble
    return tokens[stumble.first].start, tokens[stumble.last].end
