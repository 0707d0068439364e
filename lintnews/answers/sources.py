"""Where answers come from besides the texts and their sidecars."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class AnswerSources(NamedTuple):
    """``baseline`` is the list of what was found before, None if there is none."""

    baseline: Path | None = None
