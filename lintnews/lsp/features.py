"""What the server answers to, and what it asks to be told."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from lintnews.answers.baseline import DEFAULT_BASELINE
from lintnews.config.file import FILE_NAME, PYPROJECT
from lintnews.document.files import SIDECAR_ENDING
from lintnews.lsp.actions import FIX_ALL, IGNORE
from lintnews.lsp.lenses import REASON
from lintnews.lsp.options import SECTION, concern_lintnews
from lintnews.lsp.server import Server

_ENDINGS = (FILE_NAME, PYPROJECT, DEFAULT_BASELINE, SIDECAR_ENDING)


def make_server() -> Server:
    """A server that answers what editors ask."""
    server = Server()

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.configure(params.initialization_options, first=True)

    @server.feature(types.INITIALIZED)
    async def initialized(_params: types.InitializedParams) -> None:
        await server.start(list(_registrations(server)))

    @server.feature(types.SHUTDOWN)
    def shutdown(_params: None) -> None:
        server.was_shut_down = True

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def did_change_configuration(params: types.DidChangeConfigurationParams) -> None:
        if concern_lintnews(params.settings):
            server.configure(params.settings)
        else:
            await server.fetch_options()

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def did_change_watched_files(_params: types.DidChangeWatchedFilesParams) -> None:
        server.desk.put_all_again()

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        # An editor that watches no files tells by this that one of these files has changed.
        if params.text_document.uri.endswith(_ENDINGS):
            server.desk.put_all_again()

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def on_hover(params: types.HoverParams) -> types.Hover | None:
        return server.hover_at(params)

    @server.feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL]),
    )
    async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        return await server.actions_for(params)

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensOptions())
    def code_lens(params: types.CodeLensParams) -> list[types.CodeLens]:
        return server.lenses_of(params.text_document.uri)

    @server.command(REASON)
    async def show_reason(uri: str, offset: int, said: str) -> None:
        await server.show(uri, offset, said)

    @server.command(IGNORE)
    async def ignore_finding(uri: str, fingerprint: str) -> None:
        await server.ignore(uri, fingerprint)

    return server


def _registrations(server: Server) -> Iterator[types.Registration]:
    """What an editor is asked to tell that tells it only if it is asked."""
    if server.can("workspace.did_change_watched_files.dynamic_registration"):
        watchers = [types.FileSystemWatcher(f"**/*{ending}") for ending in _ENDINGS]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        yield types.Registration("lintnews-files", method, options)
    if server.can("workspace.did_change_configuration.dynamic_registration"):
        method = types.WORKSPACE_DID_CHANGE_CONFIGURATION
        yield types.Registration("lintnews-options", method, {"section": SECTION})
