"""What the two readers and the judge say of a text: the sentences in which something seems wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import exp
from typing import NamedTuple

from lintnews.language.text import Sentence, Text
from lintnews.reader.judge import load_judge
from lintnews.reader.second import SentenceReading, load_second_reader
from lintnews.reader.stumbles import Stumble, features, stumbles

_LEAST = 0.05
"""Places that are less likely wrong are not named, not even beside others."""


class Place(NamedTuple):
    """A place at which something seems wrong, with how sure the judge is of it."""

    stumble: Stumble
    confidence: float


class Doubt(NamedTuple):
    """A sentence with the places in it at which something seems wrong, the surest first."""

    sentence: Sentence
    places: tuple[Place, ...]


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
    likely = {at: 1 / (1 + exp(-reading.damage)) for at, reading in readings.items()}
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
                    elsewhere=(total - likely[at]) / others,
                ),
            )


def read_doubts(text: Text) -> tuple[Doubt, ...]:
    """The doubts about a text that was opened with ``doubting=True``, in order."""
    judge = load_judge()
    found: dict[int, tuple[Sentence, list[Place]]] = {}
    for sentence, stumble, look in looks(text, read_again(text, judge.gate)):
        place = Place(stumble, judge.confidence(look))
        if place.confidence >= _LEAST:
            found.setdefault(sentence.start, (sentence, []))[1].append(place)
    return tuple(
        Doubt(sentence, tuple(sorted(places, key=lambda place: -place.confidence)))
        for sentence, places in found.values()
    )
