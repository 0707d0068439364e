"""The weights as they are shipped: tables as bytes, matrices as whole numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from batches import PARTS

from lintnews.language.tagger import GRID


def save(
    path: Path,
    params: Any,
    hashes: list[int],
    labels: list[str],
    dilations: tuple[int, ...],
) -> None:
    """Write weights for ``lintnews.language.tagger.Tagger``."""
    arrays: dict[str, Any] = {
        "word_hashes": np.array(hashes, dtype=np.uint32),
        "labels": np.array(labels),
        "dilations": np.array(dilations),
    }
    full = {name: np.asarray(value, dtype=np.float32) for name, value in params.items()}
    reach = {"enter": 0.0}
    for name in ("words", "parts"):
        scale = np.maximum(np.abs(full[name]).max(axis=1) / 127, 1e-6).astype(np.float16)
        arrays[f"{name}_scale"] = scale
        whole = np.round(full[name] / scale.astype(np.float32)[:, None])
        arrays[name] = np.clip(whole, -127, 127).astype(np.int8)
        longest = float(np.linalg.norm(full[name], axis=1).max())
        reach["enter"] += longest * (1 if name == "words" else PARTS)
    before = ("enter_gain", "enter_shift")
    for index in range(len(dilations)):
        reach[f"conv{index}"] = 3**0.5 * _longest(full, *before)
        before = (f"gain{index}", f"shift{index}")
    reach["leave"] = _longest(full, *before)
    for name, value in full.items():
        if name in reach:
            arrays[name], arrays[f"{name}_scale"] = whole_numbers(value, reach[name])
        elif name not in arrays:
            arrays[name] = value
    np.savez(path, **arrays)


def _longest(full: dict[str, np.ndarray], gain: str, shift: str) -> float:
    """The greatest length of a normalised vector with this gain and shift."""
    width = len(full[gain])
    return float(np.abs(full[gain]).max() * width**0.5 + np.linalg.norm(full[shift]))


def whole_numbers(matrix: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """A matrix as 16-bit integers and a scale for each column.

    Inputs, no longer than ``reach``, are whole multiples of 1/GRID. By the inequality of Cauchy and
    Schwarz no partial sum of a product then reaches 2^24, so that 32-bit floats hold it exactly.
    """
    rounding = 0.5 * len(matrix) ** 0.5
    lengths = np.linalg.norm(matrix, axis=0) + 1e-9
    room = 0.98 * 2**24 / (reach * GRID + rounding) - rounding
    scale = np.maximum(lengths / room, np.abs(matrix).max(axis=0) / 32_000).astype(np.float32)
    return np.round(matrix / scale).astype(np.int16), scale / GRID
