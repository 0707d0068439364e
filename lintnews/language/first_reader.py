"""How likely a sentence is to be damaged: a network that reads on where the tagger stops.

What the tagger knows of each word in its sentence is joined by what the word itself is;
convolutions then look for what does not go together, and the sentence gets one number from the
highest and the mean values of its words. ``training/reader`` makes the weights and says how good
they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lintnews.language.layers import GRID, Convolutions, Floats, FormVectors, Layer, whole
from lintnews.language.tagger import Stretch, Tagger, Tagging, load_tagger

_WEIGHTS = Path(__file__).with_name("data") / "first_reader.npz"


class FirstReader:
    """A network with its weights, on top of a tagger.

    Args:
        tagger: the one whose vectors it has been trained on.
        weights: the arrays of ``first_reader.npz``. ``words`` (W + 1, E) int8 for the tagger's
            known words, row 0 for unknown ones, with a ``_scale`` for a row; ``enter`` (H + E, H)
            with ``enter_bias``, ``enter_gain`` and ``enter_shift`` (H,); for each layer i
            ``conv<i>`` (3 H, H) with ``bias<i>``, ``gain<i>`` and ``shift<i>`` (H,); ``pooled``
            (2 H, P) with ``pooled_bias`` (P,), ``sentence`` (P, 1) with ``sentence_bias`` (1,);
            each matrix int16 with a ``_scale`` for a column that includes 1/GRID; ``dilations``
            (layers,): how far each layer looks.
    """

    def __init__(self, tagger: Tagger, weights: dict[str, NDArray[Any]]) -> None:
        self._tagger = tagger
        self._words, self._words_scale = weights["words"], weights["words_scale"]
        self._enter = Layer.of(weights, "enter", "enter_bias", "enter_gain", "enter_shift")
        self._convolutions = Convolutions.of(weights)
        self._pooled = Layer.of(weights, "pooled", "pooled_bias")
        self._sentence = Layer.of(weights, "sentence", "sentence_bias")
        self._width = self._enter.matrix.shape[1]
        self._forms = FormVectors(self._vectors_of, self._width)

    def read(self, sentences: Sequence[Sequence[str]]) -> tuple[list[Tagging], list[float]]:
        """The tags of each sentence, and the log odds that it is damaged.

        The odds are those of the training, where a quarter of the sentences were damaged. No
        sentence sees another, whatever stands beside it.
        """
        lengths = np.array([len(sentence) for sentence in sentences], dtype=np.intp)
        owners = np.repeat(np.arange(len(sentences)), lengths)
        highest = np.zeros((len(sentences), self._width), dtype=np.float32)
        total = np.zeros((len(sentences), self._width))
        reaches = self._convolutions.reaches
        rows = self._forms.rows(sentences, self._tagger.gap(reaches))
        chances = []
        done = 0
        for stretch in self._tagger.stretches(sentences, reaches):
            chances.append(self._tagger.chances(stretch))
            x = self._read(stretch, self._forms.vectors[rows[stretch.rows]])
            owner = owners[done : done + len(x)]
            done += len(x)
            if len(x):
                starts = np.flatnonzero(np.diff(owner, prepend=-1))
                own = owner[starts]
                highest[own] = np.maximum(highest[own], np.maximum.reduceat(x, starts))
                # A stretch is so short that its sums of whole numbers are exact in 32 bits too.
                total[own] += np.add.reduceat(whole(x), starts)
        mean = total / (GRID * np.maximum(lengths, 1)[:, None])
        doubts = self._judged(np.concatenate([highest, mean], axis=1))
        return self._tagger.taggings(sentences, np.concatenate(chances)), doubts

    def _read(self, stretch: Stretch, x: Floats) -> Floats:
        """The vectors (tokens, H) of a stretch's own tokens, from those of all its forms (N, H)."""
        x = self._convolutions.read(x + stretch.vectors, stretch.true)
        return x[stretch.own][stretch.true[stretch.own]]

    def _judged(self, pooled: NDArray[np.float64]) -> list[float]:
        """The log odds of sentences, from the highest and mean values of their words (S, 2 H)."""
        inside = np.maximum(self._pooled.times_exactly(pooled), 0)
        doubts: list[float] = self._sentence.times_exactly(inside)[:, 0].tolist()
        return doubts

    def _vectors_of(self, forms: list[str]) -> Floats:
        """The vectors (F, H) of word forms outside any sentence."""
        words = self._tagger.word_rows(forms)
        own = self._words[words] * self._words_scale[words, None].astype(np.float32)
        rows = self._tagger.forms.rows([forms], 0)
        both = np.concatenate([self._tagger.forms.vectors[rows], own], axis=1)
        return self._enter.normalized(np.maximum(self._enter.times(both), 0))


@cache
def load_first_reader() -> FirstReader:
    """The first reader with the shipped weights, on the shipped tagger, loaded once.

    Raises:
        FileNotFoundError: the weights are missing from the installation.
    """
    with np.load(_WEIGHTS, allow_pickle=False) as arrays:
        return FirstReader(load_tagger(), dict(arrays))
