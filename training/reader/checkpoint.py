"""Where a training stands, kept so that it can be stopped at any minute."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch


def restored(
    path: Path, model: torch.nn.Module, optimizer: torch.optim.Optimizer
) -> dict[str, Any]:
    """Put model and optimizer back to where the checkpoint left them, and give what it says.

    Without a checkpoint nothing changes, and no rounds are done.
    """
    if not path.exists():
        return {"round": 0}
    stored: dict[str, Any] = torch.load(path, weights_only=True)
    model.load_state_dict(stored["model"])
    optimizer.load_state_dict(stored["optimizer"])
    print(f"going on after round {stored['round']}", flush=True)
    return stored


def store(
    path: Path, model: torch.nn.Module, optimizer: torch.optim.Optimizer, **said: Any
) -> None:
    """Write a checkpoint whole or not at all; ``said`` is what a training needs besides."""
    partial = path.with_suffix(".partial")
    states = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save({**states, **said}, partial)
    partial.replace(path)
