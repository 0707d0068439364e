"""A part-of-speech tagger: hashed word features under a small convolutional network, in numpy.

The network reads a window of four words to either side. Each word is the sum of embeddings of its
form, prefix, suffixes and shape (as in Honnibal's "Embed, encode, attend, predict", 2016), followed
by residual convolutions over three words. ``training/tagger/`` holds the script that made the
weights, their data and their measured accuracy.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
WEIGHTS = Path(__file__).parent / "data" / "tagger.npz"
_REMEMBERED_FORMS = 50_000
_LONGEST_FORM = 64
_EPSILON = np.float32(1e-5)


class Tagging(NamedTuple):
    """For each word its Penn Treebank tag and the probability that it is a finite verb or modal."""

    tags: list[str]
    finite: list[float]


def features(form: str, rows: dict[str, int]) -> list[tuple[str, int]]:
    """The table and row of every feature of a word form.

    ``rows`` gives the number of rows of each table. Row numbers are CRC-32 checksums, which are the
    same on every machine.
    """
    form = form[:_LONGEST_FORM]
    norm = form.lower().replace("’", "'")
    if any(character.isdigit() for character in norm):
        norm = "".join("0" if character.isdigit() else character for character in norm)
    values = {
        "norm": norm,
        "prefix": norm[:3],
        "suffix2": norm[-2:],
        "suffix3": norm[-3:],
        "suffix4": norm[-4:],
        "shape": _shape(form),
    }
    return [(table, zlib.crc32(value.encode()) % rows[table]) for table, value in values.items()]


def _shape(form: str) -> str:
    shape = ""
    for character in form:
        kind = (
            "X" if character.isupper() else "x" if character.islower()
            else "d" if character.isdigit() else character
        )
        if not shape.endswith(kind * 2):
            shape += kind
        if len(shape) > 7:
            break
    return shape


class Tagger:
    """The network with its weights."""

    def __init__(self, weights: dict[str, NDArray[Any]]) -> None:
        self._tags = [str(tag) for tag in weights["tags"]]
        self._tables = {
            key.removeprefix("table."): weights[key].astype(np.float32)
            for key in weights
            if key.startswith("table.")
        }
        self._rows = {name: len(table) for name, table in self._tables.items()}
        depth = sum(key.startswith("conv.") and key.endswith(".weight") for key in weights)
        self._layers = [
            tuple(
                weights[f"conv.{layer}.{part}"].astype(np.float32)
                for part in ("weight", "bias", "scale", "shift")
            )
            for layer in range(depth)
        ]
        self._out = weights["out.weight"].astype(np.float32)
        self._out_bias = weights["out.bias"].astype(np.float32)
        self._width = self._out.shape[0]
        self._vectors: dict[str, Array] = {}

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagging]:
        """Tag sentences, each a sequence of words; each is read by itself."""
        places, length = [], 1
        for sentence in sentences:
            places.append((length, length + len(sentence)))
            length += len(sentence) + 1
        inputs = np.zeros((length, self._width), dtype=np.float32)
        inside = np.zeros((length, 1), dtype=np.float32)
        for (start, stop), sentence in zip(places, sentences, strict=True):
            if stop > start:
                inputs[start:stop] = [self._vector(word) for word in sentence]
                inside[start:stop] = 1.0
        scores = self._read(inputs, inside)
        best = scores[:, :-1].argmax(axis=1)
        finite = 1.0 / (1.0 + np.exp(-scores[:, -1]))
        return [
            Tagging(
                [self._tags[tag] for tag in best[start:stop]],
                [round(float(chance), 3) for chance in finite[start:stop]],
            )
            for start, stop in places
        ]

    def _vector(self, form: str) -> Array:
        vector = self._vectors.get(form)
        if vector is None:
            vector = np.zeros(self._width, dtype=np.float32)
            for table, row in features(form, self._rows):
                vector += self._tables[table][row]
            if len(self._vectors) >= _REMEMBERED_FORMS:
                self._vectors.clear()
            self._vectors[form] = vector
        return vector

    def _read(self, hidden: Array, inside: Array) -> Array:
        """Scores of shape (words, tags + 1); rows where ``inside`` is 0 stay 0 in every layer."""
        width = self._width
        window = np.zeros((len(hidden), 3 * width), dtype=np.float32)
        for weight, bias, scale, shift in self._layers:
            window[1:, :width] = hidden[:-1]
            window[:, width : 2 * width] = hidden
            window[:-1, 2 * width :] = hidden[1:]
            mixed = window @ weight + bias
            mixed -= mixed.mean(axis=1, keepdims=True)
            mixed /= np.sqrt((mixed * mixed).mean(axis=1, keepdims=True) + _EPSILON)
            np.maximum(mixed * scale + shift, 0.0, out=mixed)
            hidden = (hidden + mixed) * inside
        scores: Array = hidden @ self._out + self._out_bias
        return scores


@cache
def load_tagger() -> Tagger:
    """The shipped tagger.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    with np.load(WEIGHTS, allow_pickle=False) as weights:
        return Tagger({key: weights[key] for key in weights.files})
