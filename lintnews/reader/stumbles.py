"""Where in a sentence the second reader stumbles, and what each place looks like to the judge."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lintnews.document.document import BlockKind
from lintnews.language.text import Sentence
from lintnews.reader.judge import log_odds
from lintnews.reader.labels import LABELS, OK

FLOOR = 0.2
"""The probability of damage from which a word belongs to a place."""

_BRIDGE = 2
_FEW = 4


class Stumble(NamedTuple):
    """Tokens ``first`` to ``last`` of a sentence, both included, at which something seems wrong.

    ``label`` says what it looks like, ``peak`` is the probability of damage at the worst token.
    """

    first: int
    last: int
    label: str
    peak: float


def stumbles(probabilities: NDArray[np.float32]) -> list[Stumble]:
    """The places in one sentence, from the probability of each label for each token (T, labels).

    Words that are more likely damaged than ``FLOOR``, with at most one other between them, make up
    a place; if there is none, the worst word is one.
    """
    damage = 1 - probabilities[:, OK]
    marked = np.flatnonzero(damage >= FLOOR)
    if not len(marked):
        marked = np.array([int(damage.argmax())])
    places = np.split(marked, np.flatnonzero(np.diff(marked) > _BRIDGE) + 1)
    return [_stumble(probabilities, int(place[0]), int(place[-1])) for place in places]


def _stumble(probabilities: NDArray[np.float32], first: int, last: int) -> Stumble:
    inside = probabilities[first : last + 1]
    label = 1 + int(inside[:, 1:].sum(axis=0).argmax())
    return Stumble(first, last, LABELS[label], float((1 - inside[:, OK]).max()))


def is_question(sentence: Sentence) -> bool:
    """Whether a question mark ends the sentence, closing quotation marks not counted."""
    return any(token.text == "?" for token in sentence.tokens[-2:])


def features(
    stumble: Stumble,
    sentence: Sentence,
    score: float,
    *,
    in_speech: bool,
    after_question: bool,
    elsewhere: float,
) -> dict[str, float]:
    """What the judge weighs: numbers with names.

    Args:
        stumble: the place.
        sentence: its sentence.
        score: the log-odds that the second reader gives the sentence.
        in_speech: whether the place stands between quotation marks.
        after_question: whether the sentence before is a question, which this one may answer.
        elsewhere: the mean probability of damage that the second reader gives the other sentences
            of the text, 0 for those that it was not asked about.
    """
    words = [token for token in sentence.tokens if token.is_word]
    capitals = sum(word.text[:1].isupper() for word in words) / max(1, len(words))
    return {
        "word": log_odds(stumble.peak),
        "sentence": score,
        "first reader": sentence.doubt,
        "in speech": float(in_speech),
        "question": float(is_question(sentence)),
        "after a question": float(after_question),
        "capitals": capitals,
        "length": float(np.log(len(sentence.tokens))),
        "at the start": float(stumble.first == 0),
        "at the end": float(stumble.last == len(sentence.tokens) - 1),
        "no final mark": float(sentence.tokens[-1].is_word),
        "few words": float(len(words) <= _FEW),
        "alone in its block": float(sentence.first and sentence.last),
        "list item": float(sentence.block.kind is BlockKind.LIST_ITEM),
        "stretch": float(np.log(stumble.last - stumble.first + 1)),
        "elsewhere": elsewhere,
        f"label {stumble.label}": 1.0,
    }
