"""What the two readers and the judge say of a text: where something seems wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lintnews.language.text import Sentence, Text
from lintnews.reader.judge import load_judge, probability
from lintnews.reader.second import SentenceReading, load_second_reader
from lintnews.reader.stumbles import Stumble, features, is_question, stumbles

_LEAST = 0.05
"""Places that are less likely wrong are not named, not even beside others."""

_BORDER = 2


class Place(NamedTuple):
    """A place in a sentence at which something seems wrong, with how sure the judge is of it."""

    sentence: Sentence
    stumble: Stumble
    confidence: float

    @property
    def span(self) -> tuple[int, int]:
        """Its offsets into the prose, in code points."""
        tokens = self.sentence.tokens
        return tokens[self.stumble.first].start, tokens[self.stumble.last].end


class Doubt(NamedTuple):
    """The surest place of a sentence, and others that most likely are of the same damage."""

    place: Place
    others: tuple[Place, ...]


def read_again(text: Text, gate: float) -> Mapping[int, SentenceReading]:
    """What the second reader says of the sentences that the first one doubts more than ``gate``.

    The text must have been opened with ``doubting=True``.
    """
    wanted = [at for at, sentence in enumerate(text.sentences) if sentence.doubt >= gate]
    return load_second_reader().read(text, wanted)


def looks(
    text: Text, readings: Mapping[int, SentenceReading]
) -> Iterator[tuple[Sentence, Stumble, dict[str, float]]]:
    """Every place at which the second reader stumbles, and what the judge is told of it."""
    likely = {at: probability(reading.damage) for at, reading in readings.items()}
    total, others = sum(likely.values()), max(1, len(text.sentences) - 1)
    for at, reading in sorted(readings.items()):
        sentence = text.sentences[at]
        for stumble in stumbles(reading.labels):
            start = sentence.tokens[stumble.first].start
            yield (
                sentence,
                stumble,
                features(
                    stumble,
                    sentence,
                    reading.damage,
                    in_speech=text.quotations.cover(start),
                    after_question=at > 0 and is_question(text.sentences[at - 1]),
                    elsewhere=(total - likely[at]) / others,
                ),
            )


def read_doubts(text: Text) -> tuple[Doubt, ...]:
    """The doubts about a text that was opened with ``doubting=True``, in order.

    A sentence that breaks off and the next one, whose beginning is missing, make one doubt.
    """
    judge = load_judge()
    found: list[list[Place]] = []
    for sentence, stumble, look in looks(text, read_again(text, judge.gate)):
        place = Place(sentence, stumble, judge.confidence(look))
        if place.confidence < _LEAST:
            continue
        if found and (found[-1][-1].sentence is sentence or _is_torn(found[-1][-1], place)):
            found[-1].append(place)
        else:
            found.append([place])
    return tuple(_doubt(places) for places in found)


def _is_torn(place: Place, following: Place) -> bool:
    """Whether two places lie on both sides of one border between sentences."""
    end, start = place.span[1], following.span[0]
    return (
        place.stumble.label == "cut"
        and following.stumble.label == "orphan"
        and end == place.sentence.end
        and start == following.sentence.start
        and following.sentence.block == place.sentence.block
        and start - end <= _BORDER
    )


def _doubt(places: list[Place]) -> Doubt:
    surest = max(places, key=lambda place: place.confidence)
    return Doubt(surest, tuple(place for place in places if place is not surest))
