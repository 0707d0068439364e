"""The texts that an editor holds."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import unquote, urlsplit

from lsprotocol.types import (
    TextDocumentContentChangeEvent,
    TextDocumentContentChangePartial,
)
from pygls.uris import to_fs_path

from lintnews.lsp.positions import Positions

_FILE = "file:"


class Buffer:
    """A text as it is in one version.

    Attributes:
        uri: what the editor calls it.
        language: what the editor takes it for ("markdown").
        version: the number of the version.
        text: the text.
        encoding: how the editor counts within lines, as for ``Positions``.
    """

    def __init__(self, uri: str, language: str, version: int, text: str, encoding: str) -> None:
        self.uri = uri
        self.language = language
        self.version = version
        self.text = text
        self.encoding = encoding

    @cached_property
    def positions(self) -> Positions:
        """The positions in the text."""
        return Positions(self.text, self.encoding)

    @property
    def file(self) -> str | None:
        """The path of its file, None if it has none."""
        return to_fs_path(self.uri) if self.uri.startswith(_FILE) else None

    @property
    def name(self) -> str:
        """The path of its file, or the name that it has without one ("Untitled-1")."""
        return self.file or os.path.basename(unquote(urlsplit(self.uri).path)) or "untitled"  # noqa: PTH119

    def changed(self, version: int, changes: Iterable[TextDocumentContentChangeEvent]) -> Buffer:
        """The text after changes, each of which is made in what the one before it left."""
        buffer = self
        for change in changes:
            text = change.text
            if isinstance(change, TextDocumentContentChangePartial):
                start = buffer.positions.offset(change.range.start)
                end = max(start, buffer.positions.offset(change.range.end))
                text = buffer.text[:start] + text + buffer.text[end:]
            buffer = Buffer(self.uri, self.language, version, text, self.encoding)
        if buffer is self:
            buffer = Buffer(self.uri, self.language, version, self.text, self.encoding)
        return buffer
