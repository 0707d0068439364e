"""How sure lintnews is of what the readers see: a logistic regression over named numbers.

``training/reader/judge.py`` fits the weights on held-out texts with known damage, so that of the
findings with a confidence of 0.8 about 80 % are right; ``data/judge.json`` can be read by people.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

_WEIGHTS = Path(__file__).with_name("data") / "judge.json"
_TINY = 1e-4
SURFACE = "surface elsewhere"
"""The weight of what the rules found in other sentences (see ``surface``)."""


class RuleWeights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The weights of what a rule claims and of the log-odds of the second reader."""

    bias: float
    claimed: float
    sentence: float


class Judge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The weights, in log-odds for each unit of a feature; a feature without one does not count.

    A sentence that the first reader doubts less than ``gate`` (log-odds) is not read again.
    """

    gate: float
    bias: float
    weights: dict[str, float]
    rules: RuleWeights

    def confidence(self, features: Mapping[str, float]) -> float:
        """The probability that something is wrong at a place with these features."""
        weights = self.weights
        return probability(
            self.bias + sum(weights.get(name, 0.0) * value for name, value in features.items())
        )

    def with_surface(self, confidence: float, value: float) -> float:
        """A confidence after ``value`` is known, what ``surface`` says of the rest of the text."""
        return probability(log_odds(confidence) + self.weights.get(SURFACE, 0.0) * value)

    def of_rule(self, claimed: float, sentence: float) -> float:
        """How sure a rule's finding is that claims a confidence, in a sentence to which the second
        reader gives these log-odds.
        """
        rules = self.rules
        return probability(
            rules.bias + rules.claimed * log_odds(claimed) + rules.sentence * sentence
        )


def surface(found: int, sentences: int) -> float:
    """How broken the rules found the rest of a text: ``found`` places in ``sentences`` sentences.

    It grows with the logarithm, so that the tenth place says less than the first.
    """
    return math.log1p(10 * found / max(1, sentences))


def log_odds(probability: float) -> float:
    """ln(p / (1 - p)), within what ten thousand sentences can tell."""
    return math.log(max(probability, _TINY) / max(1 - probability, _TINY))


def probability(odds: float) -> float:
    """The probability of log-odds, which count up to 20 in either direction."""
    return 1 / (1 + math.exp(-min(max(odds, -20.0), 20.0)))


@cache
def load_judge() -> Judge:
    """The judge with the shipped weights, loaded once."""
    return msgspec.json.decode(_WEIGHTS.read_bytes(), type=Judge)
