"""Chooses and places damage."""

from __future__ import annotations

import random

from statistics_of_text import Statistics
from words import Sentence

from damage import cuts, gaps, misfits, order, repeats, seams  # noqa: F401
from damage.kinds import KINDS, TRIES
from damage.seams import run_in

RUN_IN = "run-in"
"""The one kind that needs the heading before a block."""


class Damager:
    """Chooses and places damage.

    Args:
        statistics: what is usual in clean text.
        without: kinds that are left out, to see whether they are recognised all the same.
        only: the one kind that is done, to measure it.
    """

    def __init__(
        self, statistics: Statistics, *, without: frozenset[str] = frozenset(), only: str = ""
    ) -> None:
        self._statistics = statistics
        chosen = {
            name: entry
            for name, entry in KINDS.items()
            if name not in without and (not only or name == only)
        }
        self._runs_in = RUN_IN not in without and only in {"", RUN_IN}
        self._kinds = [damage for _, damage in chosen.values()]
        self._names = list(chosen)
        self._weights = [weight for weight, _ in chosen.values()]

    def run_in(self, heading: Sentence, sentences: list[Sentence]) -> str:
        """Let the heading before a block run into it, and say so ("" if it cannot)."""
        return RUN_IN if self._runs_in and run_in(heading, sentences) else ""

    def damage(self, sentences: list[Sentence], chance: random.Random) -> str:
        """Damage one of the sentences of a block, and say how ("" if there was no place)."""
        for _ in range(TRIES if self._kinds else 0):
            (index,) = chance.choices(range(len(self._kinds)), self._weights)
            at = chance.randrange(len(sentences))
            if any(word.label for word in sentences[at]):
                continue
            if self._kinds[index](sentences, at, chance, self._statistics):
                return self._names[index]
        return ""
