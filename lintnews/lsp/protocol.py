"""The protocol, in which the texts are kept by lintnews itself.

The workspace of pygls splits lines where the protocol does not (at U+2028, form feed and others),
which would put every later change of such a text into the wrong place.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, cast

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method


class Texts(Protocol):
    """Who keeps the texts."""

    def opened(self, item: types.TextDocumentItem) -> None:
        """A text was opened."""

    def changed(
        self,
        text: types.VersionedTextDocumentIdentifier,
        changes: Iterable[types.TextDocumentContentChangeEvent],
    ) -> None:
        """A text was changed."""

    def closed(self, uri: str) -> None:
        """A text was closed."""


class TextsProtocol(LanguageServerProtocol):
    """The protocol for a server that keeps the texts itself."""

    @property
    def _texts(self) -> Texts:
        return cast(Texts, self._server)

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """A text was opened."""
        self._texts.opened(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """A text was changed."""
        self._texts.changed(params.text_document, params.content_changes)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """A text was closed."""
        self._texts.closed(params.text_document.uri)
