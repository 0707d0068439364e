"""The second reader: a small transformer that reads where the first reader hesitates.

It is slow for a linter (some thousand words a second), so it reads the windows of the sentences
that are asked for and no others. ``training/reader`` makes the network and says how good it is.

A window is run by itself: the scales of its eight-bit numbers then depend on nothing else, and what
is said of a sentence does not depend on which others are read. (Batches would be no faster.)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lintnews.language.text import Text
from lintnews.reader.forms import forms, sentences_by_block
from lintnews.reader.pieces import Vocabulary
from lintnews.reader.windows import Layout, Window, inputs, lay_out, windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = NDArray[np.float32]
_Outputs = tuple[Floats, Floats]
"""Probabilities (P, labels) and log-odds (P,) of the pieces of a window that are judged."""

_DATA = Path(__file__).with_name("data")
# The last digits of sums differ between processors.
_DECIMALS = 3
_ERRORS_ONLY = 3


class SentenceReading(NamedTuple):
    """What is said of a sentence.

    ``labels`` (tokens, labels) holds the probability of each of ``LABELS`` for each token,
    ``damage`` the log-odds that the sentence is damaged.
    """

    labels: Floats
    damage: float


class _Laid(NamedTuple):
    """A text laid out, its windows with where they start, and the running sentences by index.

    ``places`` says for a sentence where in ``layout.sentences`` it stands, ``outputs`` holds what
    the network said of the windows that were run: none is run twice.
    """

    layout: Layout
    windows: list[Window]
    starts: list[int]
    places: dict[int, int]
    outputs: dict[int, _Outputs]

    def windows_of(self, index: int) -> list[int]:
        """The windows in which pieces of a sentence are judged, by number."""
        start, end = self.layout.sentences[self.places[index]]
        first = bisect_right(self.starts, start) - 1
        return list(range(first, bisect_left(self.starts, end)))


class SecondReader:
    """The network with its vocabulary.

    Args:
        session: runs the network: ``numbers``, ``looks``, ``speech`` and ``roles`` (1, P) to
            probabilities (1, P, labels) and log-odds (1, P).
        vocabulary: the pieces that the numbers stand for.
    """

    def __init__(self, session: InferenceSession, vocabulary: Vocabulary) -> None:
        self._session = session
        self._vocabulary = vocabulary
        self._most = 0
        self._known: OrderedDict[bytes, _Outputs] = OrderedDict()

    def remember(self, windows: int) -> None:
        """Keep what was said of so many windows, for texts that are read again and again.

        Nothing that is said changes by it, for a window is judged alike wherever it stands.
        """
        self._most = windows

    def read(self, text: Text, wanted: Collection[int]) -> Mapping[int, SentenceReading]:
        """The readings of sentences, by their index in ``text.sentences``.

        A sentence outside of running text has none.
        """
        laid = text.once(self._laid_out)
        chosen = sorted(index for index in set(wanted) if index in laid.places)
        needed = sorted({number for index in chosen for number in laid.windows_of(index)})
        for number in needed:
            if number not in laid.outputs:
                laid.outputs[number] = self._run(laid.layout, laid.windows[number])
        return {index: _reading(laid, index) for index in chosen}

    def _laid_out(self, text: Text) -> _Laid:
        blocks = []
        places: dict[int, int] = {}
        first = 0
        for running, sentences in sentences_by_block(text):
            blocks.append((running, [forms(sentence) for sentence in sentences]))
            if running:
                for index in range(first, first + len(sentences)):
                    places[index] = len(places)
            first += len(sentences)
        layout = lay_out(blocks, self._vocabulary)
        found = windows(layout)
        return _Laid(layout, found, [window.start for window in found], places, {})

    def _run(self, layout: Layout, window: Window) -> _Outputs:
        given = inputs(layout, window, self._vocabulary)
        feed = {name: np.array([row], dtype=np.int64) for name, row in given._asdict().items()}
        key = b"".join(row.tobytes() for row in feed.values()) if self._most else b""
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        labels, damage = self._session.run(None, feed)
        first = 1 + window.start - window.left
        own = slice(first, first + window.end - window.start)
        outputs = labels[0, own], damage[0, own]
        if self._most:
            self._known[key] = outputs
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return outputs


def _reading(laid: _Laid, index: int) -> SentenceReading:
    start, end = laid.layout.sentences[laid.places[index]]
    numbers = laid.windows_of(index)
    begin = laid.starts[numbers[0]]
    own = slice(start - begin, end - begin)
    labels = np.concatenate([laid.outputs[number][0] for number in numbers])[own]
    damage = np.concatenate([laid.outputs[number][1] for number in numbers])[own]
    tokens = np.array(laid.layout.tokens[start:end])
    _, firsts, pieces = np.unique(tokens, return_index=True, return_counts=True)
    means = (np.add.reduceat(labels, firsts) / pieces[:, None]).astype(np.float32)
    return SentenceReading(means.round(_DECIMALS), round(float(damage.mean()), _DECIMALS))


def shipped_vocabulary() -> list[str]:
    """The pieces that the shipped network knows, in the order of their numbers."""
    return (_DATA / "pieces.txt").read_text(encoding="utf-8").splitlines()


@cache
def load_second_reader() -> SecondReader:
    """The second reader with the shipped weights, loaded once.

    Raises:
        ModuleNotFoundError: onnxruntime is not installed.
        FileNotFoundError: the weights are missing from the installation.
    """
    # Imported here because it takes a fifth of a second, and is an extra.
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    onnxruntime.set_default_logger_severity(_ERRORS_ONLY)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        (_DATA / "second.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )
    return SecondReader(session, Vocabulary(shipped_vocabulary()))
