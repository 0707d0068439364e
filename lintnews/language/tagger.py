"""Parts of speech, by a small convolutional network run in numpy.

A word form becomes a vector from its spelling alone (``form_keys``), which is kept for the next
time; convolutions then let each word see its neighbours. ``training/tagger`` makes the weights and
says how good they are.

Matrices hold whole numbers and so do, times ``GRID``, the vectors they are multiplied with. No sum
reaches 2^24, so 32-bit floats hold all of them exactly, whatever the order of addition, which a
linear algebra library chooses by the size of a batch: sentences do not depend on their company.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_WEIGHTS = Path(__file__).with_name("data") / "tagger.npz"
GRID = 256.0
"""Vectors are rounded to multiples of 1/GRID before they are multiplied."""

_LONGEST_FORM = 48
_FORMS_KEPT = 20_000
# Few enough for the cache of a processor, which makes this a third faster than many.
_ROWS_AT_ONCE = 2048
_TINY = np.float32(1e-5)
_DIGIT = re.compile(r"\d")
_PLAIN = str.maketrans("’‘ʼ‐‑", "'''--")


class Tagging(NamedTuple):
    """The reading of one sentence.

    ``tags`` holds a Penn Treebank tag for each token, ``finite`` the probability that the token is
    a finite verb or a modal; imperatives count although their tag is ``VB``.
    """

    tags: list[str]
    finite: list[float]


class FormKeys(NamedTuple):
    """What the network knows of a word form: a hash of the word and hashes of its parts."""

    word: int
    parts: tuple[int, ...]


def normal_form(form: str) -> str:
    """A form without case, with plain apostrophes and hyphens and 0 for every digit."""
    return _DIGIT.sub("0", form[:_LONGEST_FORM].translate(_PLAIN).lower())


def form_keys(form: str) -> FormKeys:
    """The hashes (CRC-32) of a form: the word without case, its beginning, endings and shape."""
    form = form[:_LONGEST_FORM].translate(_PLAIN)
    norm = normal_form(form)
    last = norm.rpartition("-")[2]
    parts = (
        f"1{norm[-1:]}",
        f"2{norm[-2:]}",
        f"3{norm[-3:]}",
        f"4{norm[-4:]}",
        f"b{norm[:1]}",
        f"c{norm[:3]}",
        f"s{_shape(form)}",
        f"h{last if last != norm else ''}",
    )
    return FormKeys(_hash(norm), tuple(_hash(part) for part in parts))


def _hash(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))


def _shape(form: str) -> str:
    """The kinds of characters in order, at most two of a kind in a row and eight in all."""
    shape = ""
    for character in form:
        if character.isupper():
            kind = "X"
        elif character.isalpha():
            kind = "x"
        elif character.isdigit():
            kind = "0"
        else:
            kind = character
        if shape[-2:] != kind * 2:
            shape += kind
        if len(shape) == 8:
            break
    return shape


class Tagger:
    """A network with its weights.

    Args:
        weights: the arrays of ``tagger.npz``. ``word_hashes`` (W,) sorted; ``words`` (W + 1, E)
            int8, row 0 for unknown words, and ``parts`` (P, E) int8, each with a ``_scale`` for
            a row; ``enter`` (E, H) with ``enter_bias``, ``enter_gain`` and ``enter_shift`` (H,);
            for each layer i ``conv<i>`` (3 H, H) with ``bias<i>``, ``gain<i>`` and ``shift<i>``
            (H,); ``leave`` (H, T) with ``leave_bias`` (T,); each matrix int16 with a ``_scale``
            for a column that includes 1/GRID; ``dilations`` (layers,): how far each layer looks;
            ``labels`` (T,), where "VB!" is a base form that is finite.
    """

    def __init__(self, weights: dict[str, NDArray[Any]]) -> None:
        hashes = weights["word_hashes"].tolist()
        self._word_rows: dict[int, int] = dict(zip(hashes, range(1, len(hashes) + 1), strict=True))
        self._words, self._parts = weights["words"], weights["parts"]
        self._words_scale, self._parts_scale = weights["words_scale"], weights["parts_scale"]
        self._dilations: list[int] = weights["dilations"].tolist()
        self._enter = _Layer.of(weights, "enter", "enter_bias", "enter_gain", "enter_shift")
        self._layers = [
            _Layer.of(weights, f"conv{index}", f"bias{index}", f"gain{index}", f"shift{index}")
            for index in range(len(self._dilations))
        ]
        self._leave = _Layer.of(weights, "leave", "leave_bias")
        labels: list[str] = weights["labels"].tolist()
        self._tags = [label.rstrip("!") for label in labels]
        self._finite = [labels.index(label) for label in ("VBD", "VBZ", "VBP", "MD", "VB!")]
        self._base = labels.index("VB")
        self._finite_base = labels.index("VB!")
        self._rows: dict[str, int] = {}
        self._width = self._enter.matrix.shape[1]
        self._vectors = np.zeros((_FORMS_KEPT + 1, self._width), dtype=np.float32)

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagging]:
        """The tags of each sentence. No sentence sees another, whatever stands beside it."""
        probabilities = self.probabilities(sentences)
        finite: list[float] = probabilities[:, self._finite].sum(axis=1).tolist()
        probabilities[:, self._base] += probabilities[:, self._finite_base]
        tags = [self._tags[index] for index in probabilities.argmax(axis=1).tolist()]
        taggings = []
        start = 0
        for sentence in sentences:
            end = start + len(sentence)
            taggings.append(Tagging(tags[start:end], finite[start:end]))
            start = end
        return taggings

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """The probability of each label for each token, (tokens of all sentences, T)."""
        self._remember(set(chain.from_iterable(sentences)))
        gap = max(self._dilations)
        rows = [0] * gap
        for sentence in sentences:
            rows.extend(map(self._rows.__getitem__, sentence))
            rows.extend([0] * gap)
        places = np.array(rows)
        halo = sum(self._dilations)
        read = []
        for start in range(0, len(places), _ROWS_AT_ONCE):
            first = max(0, start - halo)
            part = places[first : start + _ROWS_AT_ONCE + halo]
            true = part != 0
            probabilities = self._read(self._vectors[part], true)
            inside = slice(start - first, start - first + _ROWS_AT_ONCE)
            read.append(probabilities[inside][true[inside]])
        return np.concatenate(read)

    def _remember(self, forms: set[str]) -> None:
        """See to it that every one of ``forms`` has a row of vectors; row 0 is no word."""
        missing = sorted(forms - self._rows.keys())
        if len(self._rows) + len(missing) > _FORMS_KEPT:
            missing = sorted(forms)
            self._rows = {}
            kept = max(_FORMS_KEPT, len(missing))
            self._vectors = np.zeros((kept + 1, self._width), dtype=np.float32)
        if missing:
            first = len(self._rows) + 1
            self._rows.update(zip(missing, range(first, first + len(missing)), strict=True))
            self._vectors[first : first + len(missing)] = self._vectors_of(missing)

    def _vectors_of(self, forms: list[str]) -> Floats:
        """The vectors (F, H) of word forms outside any sentence."""
        keys = [form_keys(form) for form in forms]
        words = np.array([self._word_rows.get(key.word, 0) for key in keys])
        parts = np.array([key.parts for key in keys]) % len(self._parts)
        total = self._words[words] * self._words_scale[words, None].astype(np.float32)
        for column in parts.T:
            total += self._parts[column] * self._parts_scale[column, None].astype(np.float32)
        return self._enter.normalized(np.maximum(self._enter.times(total), 0))

    def _read(self, x: Floats, true: NDArray[np.bool_]) -> Floats:
        """Label probabilities (N, T) for vectors (N, H); rows that are not ``true`` are gaps."""
        mask = true.astype(np.float32)[:, None]
        for reach, layer in zip(self._dilations, self._layers, strict=True):
            change = layer.times_neighbours(x, reach)
            np.maximum(change, 0, out=change)
            change += x
            x = layer.normalized(change)
            x *= mask
        scores = self._leave.times(x)
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores


class _Layer(NamedTuple):
    """A matrix (I, O) of whole numbers with scale and bias (O,), and gain and shift behind it."""

    matrix: Floats
    scale: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    @classmethod
    def of(cls, weights: dict[str, NDArray[Any]], matrix: str, *vectors: str) -> _Layer:
        arrays = [weights[name].astype(np.float32) for name in (matrix, f"{matrix}_scale")]
        arrays += [weights[name].astype(np.float32) for name in vectors]
        nothing = np.zeros(0, dtype=np.float32)
        return cls(*arrays, *[nothing] * (5 - len(arrays)))

    def times(self, x: Floats) -> Floats:
        """The product of ``x`` (N, I) with the matrix, plus the bias, (N, O)."""
        return self._scaled(_whole(x) @ self.matrix)

    def times_neighbours(self, x: Floats, reach: int) -> Floats:
        """The same for each row of ``x`` (N, I / 3) between the rows ``reach`` above and below.

        Rows beyond the edges are zeros.
        """
        whole = _whole(x)
        above, itself, below = np.split(self.matrix, 3)
        result: Floats = whole @ itself
        result[reach:] += whole[:-reach] @ above
        result[:-reach] += whole[reach:] @ below
        return self._scaled(result)

    def _scaled(self, product: Floats) -> Floats:
        product *= self.scale
        product += self.bias
        return product

    def normalized(self, x: Floats) -> Floats:
        """Layer normalisation (Ba, Kiros and Hinton 2016) of each row, with gain and shift.

        It takes the place of ``x``.
        """
        x -= x.mean(axis=1, keepdims=True)
        x /= np.sqrt(np.einsum("ij,ij->i", x, x)[:, None] / np.float32(x.shape[1]) + _TINY)
        x *= self.gain
        x += self.shift
        return x


def _whole(x: Floats) -> Floats:
    whole: Floats = np.rint(x * np.float32(GRID))
    return whole


@cache
def load_tagger() -> Tagger:
    """The tagger with the shipped weights, loaded once.

    Raises:
        FileNotFoundError: the weights are missing from the installation.
    """
    with np.load(_WEIGHTS, allow_pickle=False) as arrays:
        return Tagger(dict(arrays))
