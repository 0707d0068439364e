"""Parts of speech, by a small convolutional network run in numpy.

A word form becomes a vector from its spelling alone (``form_keys``), which is kept for the next
time; convolutions then let each word see its neighbours. ``training/tagger`` makes the weights and
says how good they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from lintnews.language.layers import Convolutions, Floats, FormVectors, Layer, stretches

_WEIGHTS = Path(__file__).with_name("data") / "tagger.npz"
_LONGEST_FORM = 48
_DIGIT = re.compile(r"\d")
_PLAIN = str.maketrans("’‘ʼ‐‑", "'''--")


class Tagging(NamedTuple):
    """The reading of one sentence.

    ``tags`` holds a Penn Treebank tag for each token, ``finite`` the probability that the token is
    a finite verb or a modal; imperatives count although their tag is ``VB``.
    """

    tags: list[str]
    finite: list[float]


class Stretch(NamedTuple):
    """Some rows of a text, read: tokens, and the gaps between sentences.

    ``rows`` says which of all rows they are, ``own`` which of these are no mere context of others,
    ``true`` (N,) which are tokens; ``vectors`` (N, H) is what the network knows of each.
    """

    rows: slice
    own: slice
    true: NDArray[np.bool_]
    vectors: Floats


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
        self._enter = Layer.of(weights, "enter", "enter_bias", "enter_gain", "enter_shift")
        self._convolutions = Convolutions.of(weights)
        self._leave = Layer.of(weights, "leave", "leave_bias")
        labels: list[str] = weights["labels"].tolist()
        self._tags = [label.rstrip("!") for label in labels]
        self._finite = [labels.index(label) for label in ("VBD", "VBZ", "VBP", "MD", "VB!")]
        self._base = labels.index("VB")
        self._finite_base = labels.index("VB!")
        self.forms = FormVectors(self._vectors_of, self._enter.matrix.shape[1])

    def tag(self, sentences: Sequence[Sequence[str]]) -> list[Tagging]:
        """The tags of each sentence. No sentence sees another, whatever stands beside it."""
        return self.taggings(sentences, self.probabilities(sentences))

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """The probability of each label for each token, (tokens of all sentences, T)."""
        return np.concatenate([self.chances(stretch) for stretch in self.stretches(sentences)])

    def stretches(
        self, sentences: Sequence[Sequence[str]], reaches: Sequence[int] = ()
    ) -> Iterator[Stretch]:
        """All rows in order, read, with room for further layers that look as far as ``reaches``."""
        rows = self.forms.rows(sentences, self.gap(reaches))
        for part, own in stretches(len(rows), sum(self._convolutions.reaches) + sum(reaches)):
            true = rows[part] != 0
            yield Stretch(
                part, own, true, self._convolutions.read(self.forms.vectors[rows[part]], true)
            )

    def gap(self, reaches: Sequence[int] = ()) -> int:
        """How many rows keep two sentences apart."""
        return max(*self._convolutions.reaches, *reaches)

    def chances(self, stretch: Stretch) -> Floats:
        """The probability of each label for each token of a stretch's own, (tokens, T)."""
        scores = self._leave.times(stretch.vectors[stretch.own][stretch.true[stretch.own]])
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores

    def taggings(self, sentences: Sequence[Sequence[str]], probabilities: Floats) -> list[Tagging]:
        """What the ``probabilities`` (tokens of all sentences, T) say of each sentence."""
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

    def word_rows(self, forms: Sequence[str]) -> NDArray[np.intp]:
        """Which of the known words each form is, counted from 1; 0 for an unknown one."""
        return np.array([self._word_rows.get(_hash(normal_form(form)), 0) for form in forms])

    def _vectors_of(self, forms: list[str]) -> Floats:
        """The vectors (F, H) of word forms outside any sentence."""
        keys = [form_keys(form) for form in forms]
        words = np.array([self._word_rows.get(key.word, 0) for key in keys])
        parts = np.array([key.parts for key in keys]) % len(self._parts)
        total = self._words[words] * self._words_scale[words, None].astype(np.float32)
        for column in parts.T:
            total += self._parts[column] * self._parts_scale[column, None].astype(np.float32)
        return self._enter.normalized(np.maximum(self._enter.times(total), 0))


@cache
def load_tagger() -> Tagger:
    """The tagger with the shipped weights, loaded once.

    Raises:
        FileNotFoundError: the weights are missing from the installation.
    """
    with np.load(_WEIGHTS, allow_pickle=False) as arrays:
        return Tagger(dict(arrays))
