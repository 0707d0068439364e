"""The first reader in PyTorch, for training: layers on top of the tagger, which stays as it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import nn

import lintnews.language
from lintnews.language.layers import GRID
from lintnews.reader.labels import LABELS

OWN_WIDTH = 64
WIDTH = 128
POOLED = 64


def tagger_weights() -> dict[str, np.ndarray]:
    """The arrays of the shipped tagger."""
    data = Path(lintnews.language.__file__).with_name("data")
    with np.load(data / "tagger.npz", allow_pickle=False) as arrays:
        return dict(arrays)


class Normalised(nn.Module):
    """A matrix and a layer normalisation behind it."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.times = nn.Linear(inputs, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)


class FirstReader(nn.Module):
    """Token logits (tokens, labels) and a logit for each sentence (S,).

    Args:
        words: W + 1, the rows of the tagger's known words, row 0 for unknown ones.
        dilations: how far each layer looks.
    """

    def __init__(self, words: int, *, dilations: tuple[int, ...]) -> None:
        super().__init__()
        self.dilations = dilations
        self.words = nn.Embedding(words, OWN_WIDTH)
        self.enter = Normalised(WIDTH + OWN_WIDTH)
        self.layers = nn.ModuleList([Normalised(3 * WIDTH) for _ in dilations])
        self.pooled = nn.Linear(2 * WIDTH, POOLED)
        self.sentence = nn.Linear(POOLED, 1)
        self.token = nn.Linear(WIDTH, len(LABELS))

    def forward(
        self,
        vectors: torch.Tensor,
        forms: torch.Tensor,
        entries: torch.Tensor,
        words: torch.Tensor,
        lengths: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Read rows (N,), gaps included.

        Args:
            vectors: (N, H) what the tagger knows of each row.
            forms: (N,) which of the forms stands there, 0 for a gap.
            entries: (F, H) the tagger's vectors of the forms, and something for gaps.
            words: (F,) their word rows.
            lengths: (S,) the tokens of each sentence, at least one.
        """
        true = forms > 0
        mask = true[:, None].to(vectors.dtype)
        table = torch.cat([entries, self.words(words)], dim=1)
        table = self.enter.norm(torch.relu(self.enter.times(table)))
        x = (vectors + table[forms]) * mask
        for reach, layer in zip(self.dilations, self.layers, strict=True):
            apart = x.new_zeros(reach, WIDTH)
            before, after = torch.cat([apart, x[:-reach]]), torch.cat([x[reach:], apart])
            change = layer.times(torch.cat([before, x, after], dim=1))
            x = layer.norm(x + torch.relu(change)) * mask
        tokens = x[true]
        highest = torch.segment_reduce(tokens, "max", lengths=lengths, unsafe=True).relu()
        mean = torch.segment_reduce(tokens, "mean", lengths=lengths, unsafe=True)
        pooled = torch.relu(self.pooled(torch.cat([highest, mean], dim=1)))
        return self.token(tokens), self.sentence(pooled)[:, 0]

    @classmethod
    def trained(cls, checkpoint: Path) -> FirstReader:
        """The reader that a checkpoint of ``first.py`` holds."""
        stored = torch.load(checkpoint, weights_only=True)
        model = cls(len(tagger_weights()["words"]), dilations=tuple(stored["dilations"]))
        model.load_state_dict(stored["model"])
        return model

    def go_on_from(self, shipped: Path) -> None:
        """Take the weights that ``first_weights.py`` wrote, rounded as they are; not the heads of
        the tokens, which do not ship.
        """
        with np.load(shipped, allow_pickle=False) as arrays:
            stored = dict(arrays)
        self.start_from(stored)
        state = self.state_dict()

        def take(part: str, matrix: str, bias: str) -> None:
            scale = stored[f"{matrix}_scale"].astype(np.float32) * GRID
            weight = (stored[matrix] * scale).T
            state[f"{part}.weight"] = torch.from_numpy(np.ascontiguousarray(weight))
            state[f"{part}.bias"] = torch.from_numpy(stored[bias])

        take("enter.times", "enter", "enter_bias")
        norms = [("enter", "enter_gain", "enter_shift")]
        for index in range(len(self.dilations)):
            take(f"layers.{index}.times", f"conv{index}", f"bias{index}")
            norms.append((f"layers.{index}", f"gain{index}", f"shift{index}"))
        for part, gain, shift in norms:
            state[f"{part}.norm.weight"] = torch.from_numpy(stored[gain])
            state[f"{part}.norm.bias"] = torch.from_numpy(stored[shift])
        for name in ("pooled", "sentence"):
            take(name, name, f"{name}_bias")
        self.load_state_dict(state)

    def start_from(self, arrays: dict[str, np.ndarray]) -> None:
        """Take the word vectors of the tagger, or of a reader that shipped."""
        words = arrays["words"] * arrays["words_scale"][:, None].astype(np.float32)
        with torch.no_grad():
            self.words.weight.copy_(torch.from_numpy(words))
