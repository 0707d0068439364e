"""Step 4: the first reader's weights as they are shipped."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
from first_network import FirstReader, tagger_weights

from training.whole_numbers import longest, small_numbers, whole_numbers


def arrays_of(model: FirstReader, tagger: dict[str, np.ndarray]) -> dict[str, Any]:
    """The arrays of ``lintnews.language.first_reader.FirstReader``."""
    full = {name: value.detach().numpy() for name, value in model.state_dict().items()}
    arrays: dict[str, Any] = {"dilations": np.array(model.dilations)}
    arrays["words"], arrays["words_scale"] = small_numbers(full["words.weight"])
    own = float(np.linalg.norm(full["words.weight"], axis=1).max())
    entry = longest(tagger["enter_gain"], tagger["enter_shift"])
    last = len(tagger["dilations"]) - 1
    below = longest(tagger[f"gain{last}"], tagger[f"shift{last}"])

    def add(name: str, matrix: str, reach: float) -> None:
        arrays[name], arrays[f"{name}_scale"] = whole_numbers(full[f"{matrix}.weight"].T, reach)

    def add_normalised(name: str, part: str, reach: float, names: str = "{}") -> float:
        add(name, f"{part}.times", reach)
        bias, gain, shift = (names.format(kind) for kind in ("bias", "gain", "shift"))
        arrays[bias] = full[f"{part}.times.bias"]
        arrays[gain] = full[f"{part}.norm.weight"]
        arrays[shift] = full[f"{part}.norm.bias"]
        return longest(arrays[gain], arrays[shift])

    reach = below + add_normalised("enter", "enter", (entry**2 + own**2) ** 0.5, "enter_{}")
    for index in range(len(model.dilations)):
        reach = add_normalised(f"conv{index}", f"layers.{index}", 3**0.5 * reach, f"{{}}{index}")
    # These two are multiplied in 64 bits.
    for name in ("pooled", "sentence"):
        add(name, name, 1.0)
        arrays[f"{name}_bias"] = full[f"{name}.bias"]
    return arrays


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()

    model = FirstReader.trained(arguments.checkpoint)
    np.savez_compressed(arguments.out, **arrays_of(model, tagger_weights()))
    print(f"{arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
