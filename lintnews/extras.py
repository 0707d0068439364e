"""The optional parts of lintnews, which are installed with their names in brackets."""

from __future__ import annotations

from importlib.util import find_spec
from typing import NamedTuple


class Extra(NamedTuple):
    """An optional part of lintnews: its name for pip, and the module that comes with it."""

    name: str
    module: str

    @property
    def remedy(self) -> str:
        """What to do where it is missing."""
        return f"pip install 'lintnews[{self.name}]' adds it"

    @property
    def is_installed(self) -> bool:
        """Whether its module is there; the module is not imported."""
        return find_spec(self.module) is not None
