"""The error of a rule file that cannot be used."""

from __future__ import annotations

from pathlib import Path


class RuleError(ValueError):
    """A rule file is wrong; the message names the file, the line and the reason."""

    def __init__(self, path: Path | str, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = str(path)
        self.line = line
        self.reason = reason
