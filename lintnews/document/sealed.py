"""The origin of documents into whose files nothing is written."""

from __future__ import annotations

from typing import NamedTuple

from lintnews.document.document import Document


class SealedOrigin(NamedTuple):
    """A document that is read and never changed."""

    encoding: str = "utf-8"

    def written(self, text: str, source: str) -> str:
        """The text itself."""
        return text

    def read(self, source: str) -> Document:
        """Nothing is read again.

        Raises:
            ValueError: always.
        """
        raise ValueError("files of this format are never changed")
