"""Matrices as whole numbers, in which a network can be run without any rounding."""

from __future__ import annotations

import numpy as np

from lintnews.language.layers import GRID


def longest(gain: np.ndarray, shift: np.ndarray) -> float:
    """The greatest length of a normalised vector with this gain and shift, both (H,)."""
    return float(np.abs(gain).max() * len(gain) ** 0.5 + np.linalg.norm(shift))


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


def small_numbers(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A table as 8-bit integers and a scale for each row."""
    scale = np.maximum(np.abs(table).max(axis=1) / 127, 1e-6).astype(np.float16)
    whole = np.round(table / scale.astype(np.float32)[:, None])
    return np.clip(whole, -127, 127).astype(np.int8), scale
