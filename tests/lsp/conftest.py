"""An editor: the client of pygls, with the server as a process of its own."""

import asyncio
import os
import sys
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
QUICK = {"model": False, "delay": 50}


class Editor(LanguageClient):
    """An editor that keeps all that it is told."""

    def __init__(self, settings=None):
        super().__init__("editor", "1")
        self.settings = settings
        self.published = []
        self.messages = []
        self.registered = []
        self.shown = []
        self._told = asyncio.Event()

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def publish(params):
            self.published.append(params)
            self._told.set()

        @self.feature(types.WINDOW_SHOW_MESSAGE)
        def show(params):
            self.messages.append(params.message)
            self._told.set()

        @self.feature(types.WINDOW_LOG_MESSAGE)
        def log(params):
            pass

        @self.feature(types.WORKSPACE_CONFIGURATION)
        def configuration(params):
            assert [item.section for item in params.items] == ["lintnews"]
            return [self.settings]

        @self.feature(types.CLIENT_REGISTER_CAPABILITY)
        def register(params):
            self.registered += [each.method for each in params.registrations]

        @self.feature(types.WINDOW_SHOW_DOCUMENT)
        def show_document(params):
            self.shown.append(params.uri)
            self._told.set()
            return types.ShowDocumentResult(success=True)

    async def start(self, options=QUICK, *, folder=None, encodings=None, capabilities=None):
        """Start the server and shake hands."""
        await self.start_io(
            sys.executable,
            "-m",
            "lintnews",
            "lsp",
            "--stdio",
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        capabilities = capabilities or types.ClientCapabilities(
            text_document=types.TextDocumentClientCapabilities(
                publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
                    related_information=True
                )
            )
        )
        capabilities.general = types.GeneralClientCapabilities(position_encodings=encodings)
        answer = await self.initialize_async(
            types.InitializeParams(
                capabilities=capabilities,
                process_id=os.getpid(),
                root_uri=folder.as_uri() if folder else None,
                workspace_folders=[types.WorkspaceFolder(folder.as_uri(), "texts")]
                if folder
                else None,
                initialization_options=options,
            )
        )
        self.initialized(types.InitializedParams())
        return answer.capabilities

    def open(self, uri, text, language="plaintext", version=1):
        item = types.TextDocumentItem(uri, language, version, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, uri, version, *changes):
        """Change a text; a change is a new text, or a range and what comes in its place."""
        made = [
            types.TextDocumentContentChangeWholeDocument(change)
            if isinstance(change, str)
            else types.TextDocumentContentChangePartial(*change)
            for change in changes
        ]
        text = types.VersionedTextDocumentIdentifier(version, uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(text, made))

    def close(self, uri):
        text = types.TextDocumentIdentifier(uri)
        self.text_document_did_close(types.DidCloseTextDocumentParams(text))

    async def until(self, told):
        """Wait until something has been told that is looked for; gives what is found."""
        async with asyncio.timeout(PATIENCE):
            while not (found := told()):
                self._told.clear()
                await self._told.wait()
        return found

    async def diagnostics(self, uri, version):
        """Wait for what is found in a version of a text."""
        return await self.until(
            lambda: next((p for p in self.published if (p.uri, p.version) == (uri, version)), None)
        )

    async def actions(self, uri, diagnostic_or_range, *, only=None, trigger=None):
        is_range = isinstance(diagnostic_or_range, types.Range)
        given = [] if is_range else [diagnostic_or_range]
        return await self.text_document_code_action_async(
            types.CodeActionParams(
                types.TextDocumentIdentifier(uri),
                diagnostic_or_range if is_range else diagnostic_or_range.range,
                types.CodeActionContext(given, only, trigger),
            )
        )

    async def end(self):
        """Say goodbye; gives the exit status of the server."""
        await self.shutdown_async(None)
        self.exit(None)
        return await asyncio.wait_for(self._server.wait(), PATIENCE)


class Seat:
    """Runs what an editor does, and sees to it that no server is left behind."""

    def __call__(self, work, settings=None):
        async def run():
            editor = Editor(settings)
            try:
                return await asyncio.wait_for(work(editor), 2 * PATIENCE)
            finally:
                server = editor._server
                if server is not None and server.returncode is None:
                    server.kill()
                    await server.wait()
                await editor.stop()

        return asyncio.run(run())


@pytest.fixture
def edit():
    """Run a coroutine function that is given an editor."""
    return Seat()


@pytest.fixture
def units():
    """How an editor counts: the length of a text in code units of an encoding."""
    sizes = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
    codecs = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
    return lambda text, encoding: len(text.encode(codecs[encoding])) // sizes[encoding]
