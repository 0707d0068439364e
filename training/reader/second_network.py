"""The second reader in PyTorch, for training: a small encoder and two heads."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn

from lintnews.reader.labels import LABELS
from lintnews.reader.pieces import LOOKS
from lintnews.reader.windows import LONGEST, ROLES, SPEECH

WIDTH = 384
HEADS = 12
INSIDE = 1536
LAYERS = 6


class Layer(nn.Module):
    """Self-attention and a feed-forward network, each with its normalisation behind it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.attend = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen = nn.Linear(WIDTH, INSIDE)
        self.narrow = nn.Linear(INSIDE, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        # Written out: on a CPU the fused attention of PyTorch is slower in the backward pass.
        batch, length, _ = x.shape
        shape = (batch, length, 3, HEADS, WIDTH // HEADS)
        query, key, value = self.attend(x).view(shape).permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias
        mixed = scores.softmax(-1).to(value.dtype) @ value
        mixed = mixed.transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.attended_norm(x + self.drop(self.attended(mixed)))
        return self.norm(x + self.drop(self.narrow(nn.functional.gelu(self.widen(x)))))


class Reader(nn.Module):
    """Label logits (B, P, labels) and sentence logits (B, P) for windows of pieces (B, P)."""

    def __init__(self, vocabulary: int, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(LONGEST, WIDTH)
        self.looks = nn.Embedding(LOOKS, WIDTH)
        self.speech = nn.Embedding(SPEECH, WIDTH)
        self.roles = nn.Embedding(ROLES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList([Layer(dropout) for _ in range(LAYERS)])
        self.token = nn.Linear(WIDTH, len(LABELS))
        self.sentence = nn.Linear(WIDTH, 1)
        self.words.weight.requires_grad = False
        nn.init.normal_(self.looks.weight, std=0.02)
        nn.init.normal_(self.speech.weight, std=0.02)
        nn.init.normal_(self.roles.weight, std=0.02)

    def forward(
        self,
        numbers: torch.Tensor,
        looks: torch.Tensor,
        speech: torch.Tensor,
        roles: torch.Tensor,
        mask: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        places = self.places.weight[: numbers.shape[1]]
        x = self.words(numbers) + places + self.looks(looks) + self.roles(roles)
        x = x + self.speech(speech)
        x = self.drop(self.norm(x))
        bias = (mask[:, None, None, :].to(x.dtype) - 1) * 1e4
        for layer in self.layers:
            x = layer(x, bias)
        return self.token(x), self.sentence(x)[..., 0]

    def start_from(self, encoder: Path) -> None:
        """Take the weights of a BERT-like encoder of the same size (``model.safetensors``)."""
        stored = load_file(str(encoder))
        own = self.state_dict()
        taken = {
            "words.weight": stored["embeddings.word_embeddings.weight"],
            "places.weight": stored["embeddings.position_embeddings.weight"][:LONGEST]
            + stored["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": stored["embeddings.LayerNorm.weight"],
            "norm.bias": stored["embeddings.LayerNorm.bias"],
        }
        parts = {
            "attended": "attention.output.dense",
            "attended_norm": "attention.output.LayerNorm",
            "widen": "intermediate.dense",
            "narrow": "output.dense",
            "norm": "output.LayerNorm",
        }
        for index in range(LAYERS):
            theirs = f"encoder.layer.{index}"
            for end in ("weight", "bias"):
                attention = [
                    stored[f"{theirs}.attention.self.{part}.{end}"]
                    for part in ("query", "key", "value")
                ]
                taken[f"layers.{index}.attend.{end}"] = torch.cat(attention)
                for mine, other in parts.items():
                    taken[f"layers.{index}.{mine}.{end}"] = stored[f"{theirs}.{other}.{end}"]
        assert all(own[name].shape == value.shape for name, value in taken.items())
        own.update(taken)
        self.load_state_dict(own)
