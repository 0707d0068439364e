"""The weights as they are shipped: tables as bytes, matrices as whole numbers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from batches import PARTS

from training.whole_numbers import longest, small_numbers, whole_numbers


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
        arrays[name], arrays[f"{name}_scale"] = small_numbers(full[name])
        most = float(np.linalg.norm(full[name], axis=1).max())
        reach["enter"] += most * (1 if name == "words" else PARTS)
    before = (full["enter_gain"], full["enter_shift"])
    for index in range(len(dilations)):
        reach[f"conv{index}"] = 3**0.5 * longest(*before)
        before = (full[f"gain{index}"], full[f"shift{index}"])
    reach["leave"] = longest(*before)
    for name, value in full.items():
        if name in reach:
            arrays[name], arrays[f"{name}_scale"] = whole_numbers(value, reach[name])
        elif name not in arrays:
            arrays[name] = value
    np.savez(path, **arrays)
