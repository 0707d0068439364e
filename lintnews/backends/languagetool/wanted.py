"""Which LanguageTool is asked; light enough for a run that asks none."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

DEFAULT_TIMEOUT = 30.0


class Wanted(NamedTuple):
    """Which LanguageTool is asked, and how.

    ``server`` is the address of one that runs already; else one is started from the folder ``jars``
    or, with ``download``, from what language-tool-python fetches. ``timeout`` is the time in
    seconds that it has for a paragraph. ``state`` is the file in which the keeper of a server that
    was started says where it is.
    """

    server: str | None = None
    jars: Path | None = None
    download: bool = False
    timeout: float = DEFAULT_TIMEOUT
    state: Path | None = None

    @property
    def title(self) -> str:
        """What messages call it."""
        if self.server is not None:
            return self.server
        return f"the LanguageTool in {self.jars}" if self.jars else "the LanguageTool to download"
