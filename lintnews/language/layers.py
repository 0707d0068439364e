"""What the networks that read sentences are built of: layers, and tables of word vectors.

Matrices hold whole numbers and so do, times ``GRID``, the vectors they are multiplied with. No sum
reaches 2^24, so 32-bit floats hold all of them exactly, whatever the order of addition, which a
linear algebra library chooses by the size of a batch: sentences do not depend on their company.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

GRID = 256.0
"""Vectors are rounded to multiples of 1/GRID before they are multiplied."""

_FORMS_KEPT = 20_000
# Few enough for the cache of a processor, which makes this a third faster than many.
_ROWS_AT_ONCE = 2048
_TINY = np.float32(1e-5)


class Layer(NamedTuple):
    """A matrix (I, O) of whole numbers with scale and bias (O,), and gain and shift behind it."""

    matrix: Floats
    scale: Floats
    bias: Floats
    gain: Floats
    shift: Floats

    @classmethod
    def of(cls, weights: dict[str, NDArray[Any]], matrix: str, *vectors: str) -> Layer:
        """The layer whose arrays have these names; bias, gain and shift may lack at the end."""
        arrays = [weights[name].astype(np.float32) for name in (matrix, f"{matrix}_scale")]
        arrays += [weights[name].astype(np.float32) for name in vectors]
        nothing = np.zeros(0, dtype=np.float32)
        return cls(*arrays, *[nothing] * (5 - len(arrays)))

    def times(self, x: Floats) -> Floats:
        """The product of ``x`` (N, I) with the matrix, plus the bias, (N, O)."""
        return self._scaled(whole(x) @ self.matrix)

    def times_exactly(self, x: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same as ``times`` in 64 bits, for values of any size that a text can give."""
        product: NDArray[np.float64] = np.rint(x * GRID) @ self.matrix
        return product * self.scale + self.bias

    def times_neighbours(self, x: Floats, reach: int) -> Floats:
        """The same for each row of ``x`` (N, I / 3) between the rows ``reach`` above and below.

        Rows beyond the edges are zeros.
        """
        rounded = whole(x)
        above, itself, below = np.split(self.matrix, 3)
        result: Floats = rounded @ itself
        result[reach:] += rounded[:-reach] @ above
        result[:-reach] += rounded[reach:] @ below
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


class Convolutions(NamedTuple):
    """Layers in a row, each of which lets a word see its neighbours at the distance ``reaches``."""

    reaches: list[int]
    layers: list[Layer]

    @classmethod
    def of(cls, weights: dict[str, NDArray[Any]]) -> Convolutions:
        """The layers ``conv<i>``, ``bias<i>``, ``gain<i>`` and ``shift<i>``, and ``dilations``."""
        reaches: list[int] = weights["dilations"].tolist()
        return cls(
            reaches,
            [
                Layer.of(weights, f"conv{index}", f"bias{index}", f"gain{index}", f"shift{index}")
                for index in range(len(reaches))
            ],
        )

    def read(self, x: Floats, true: NDArray[np.bool_]) -> Floats:
        """Vectors (N, H) in their sentences; rows that are not ``true`` are gaps."""
        gaps = np.flatnonzero(~true)
        for reach, layer in zip(self.reaches, self.layers, strict=True):
            change = layer.times_neighbours(x, reach)
            np.maximum(change, 0, out=change)
            change += x
            x = layer.normalized(change)
            x[gaps] = 0
        return x


def whole(x: Floats) -> Floats:
    """``x`` times ``GRID`` in whole numbers."""
    rounded: Floats = x * np.float32(GRID)
    return np.rint(rounded, out=rounded)


class FormVectors:
    """The vectors of word forms outside any sentence, each worked out once and kept.

    Args:
        vectors_of: works out the vectors (F, H) of some forms.
        width: H.
    """

    def __init__(self, vectors_of: Callable[[list[str]], Floats], width: int) -> None:
        self._vectors_of = vectors_of
        self._rows: dict[str, int] = {}
        self.vectors = np.zeros((_FORMS_KEPT + 1, width), dtype=np.float32)
        """A vector for each row that ``rows`` gave last; row 0 is no word, and all zeros."""

    def rows(self, sentences: Sequence[Sequence[str]], gap: int) -> NDArray[np.intp]:
        """The rows of all forms in order, with ``gap`` zeros around each sentence."""
        self._remember(set(chain.from_iterable(sentences)))
        rows = [0] * gap
        for sentence in sentences:
            rows.extend(map(self._rows.__getitem__, sentence))
            rows.extend([0] * gap)
        return np.array(rows, dtype=np.intp)

    def _remember(self, forms: set[str]) -> None:
        missing = sorted(forms - self._rows.keys())
        if len(self._rows) + len(missing) > _FORMS_KEPT:
            missing = sorted(forms)
            self._rows = {}
            kept = max(_FORMS_KEPT, len(missing))
            self.vectors = np.zeros((kept + 1, self.vectors.shape[1]), dtype=np.float32)
        if missing:
            first = len(self._rows) + 1
            self._rows.update(zip(missing, range(first, first + len(missing)), strict=True))
            self.vectors[first : first + len(missing)] = self._vectors_of(missing)


def stretches(length: int, context: int) -> Iterator[tuple[slice, slice]]:
    """Rows to read at once, with ``context`` rows around them, and which of those are their own."""
    for start in range(0, length, _ROWS_AT_ONCE):
        first = max(0, start - context)
        own = min(_ROWS_AT_ONCE, length - start)
        yield slice(first, start + own + context), slice(start - first, start - first + own)
