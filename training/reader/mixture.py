"""Which documents are learned from, and which are kept for watching the training."""

from __future__ import annotations

import random
from collections import Counter
from itertools import accumulate

from corpus import Corpus

MIXTURE = {
    "wikinews_2019_20": 0.09,
    "xquad_wikipedia": 0.02,
    "state_department_2021_22": 0.08,
    "white_house_2021_22": 0.10,
    "senate_press_2005_08": 0.26,
    "us_gov_blogs": 0.10,
    "open_org_blogs": 0.09,
    "openstax_ccby": 0.16,
    "standard_ebooks": 0.05,
    "presidential_speeches_1930_2020": 0.03,
    "gov_remarks_2021_22": 0.02,
}
"""The share of each collection in what is read: more of what is like news than there is of it."""

_EVERY = 40


class Mixture:
    def __init__(self, corpus: Corpus) -> None:
        numbers = range(len(corpus))
        self.held_out = [number for number in numbers if number % _EVERY == 0]
        self.learned = [number for number in numbers if number % _EVERY]
        words = Counter[str]()
        for number in self.learned:
            words[corpus.sources[number]] += corpus.words_of(number)
        # A word of every document of a collection is as likely to be read as any other.
        self._cumulated = list(
            accumulate(
                MIXTURE[corpus.sources[number]] / words[corpus.sources[number]]
                for number in self.learned
            )
        )

    def drawn(self, chance: random.Random) -> int:
        """A document to learn from."""
        return chance.choices(self.learned, cum_weights=self._cumulated)[0]
