"""The error of a setting that cannot be used."""

from __future__ import annotations


class ConfigError(ValueError):
    """A setting is wrong.

    The message says where it stands (a file with its line if that is known; on the command line
    nothing), which key it is, and what to do.
    """

    def __init__(self, place: str | None, reason: str) -> None:
        super().__init__(f"{place}: {reason}" if place else reason)
        self.place = place
        self.reason = reason
