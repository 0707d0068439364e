"""The server: what an editor asks for, and what it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import BinaryIO

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from lintnews import __version__
from lintnews.answers.baseline import BaselineError
from lintnews.config.errors import ConfigError
from lintnews.document.rewriting import UnwritableError
from lintnews.lsp.actions import FIX_ALL, Actions, wants
from lintnews.lsp.buffers import Buffer
from lintnews.lsp.desk import Desk
from lintnews.lsp.diagnostics import diagnostics, failure
from lintnews.lsp.house import House
from lintnews.lsp.hovers import hover, touched
from lintnews.lsp.lenses import lenses
from lintnews.lsp.linting import Linter, Result
from lintnews.lsp.options import SECTION, Options, OptionsError, options_of, section_of
from lintnews.lsp.protocol import TextsProtocol
from lintnews.lsp.suppressing import MEANT, ignore
from lintnews.outcomes import lacking_line
from lintnews.plugins import PluginError
from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.registry import LANGUAGETOOL

# What is wrong with a setting or a file, and is told as it is; all else is an error in lintnews.
_TOLD = (
    BaselineError,
    ConfigError,
    OptionsError,
    OSError,
    PluginError,
    RuleError,
    UnwritableError,
)


class Server(LanguageServer):
    """The language server of lintnews; it keeps the texts that are open."""

    def __init__(self) -> None:
        super().__init__("lintnews", __version__, protocol_cls=TextsProtocol)
        self.options = Options()
        self.was_shut_down = False
        self._first: dict[str, object] = {}
        self._linter = Linter()
        self._complaints: set[str] = set()
        self._is_lacking = False
        self._lenses: dict[str, list[types.CodeLens]] = {}
        self.desk: Desk[Result] = Desk(
            self._lint, self._found, self._failed, lambda: self.options.delay / 1000
        )

    def serve(self, stdin: BinaryIO, stdout: BinaryIO) -> int:
        """Serve one editor until it says goodbye or is gone.

        Returns:
            The exit status: 0 if the editor shut the server down before, else 1.
        """
        self.start_io(stdin, stdout)
        return 0 if self.was_shut_down else 1

    # What the editor says of texts.

    def opened(self, item: types.TextDocumentItem) -> None:
        """Take a text that was opened; nobody types yet, so it is linted at once."""
        encoding = types.PositionEncodingKind(self.workspace.position_encoding).value
        buffer = Buffer(item.uri, item.language_id, item.version, item.text, encoding)
        self.desk.put(buffer, at_once=True)

    def changed(
        self,
        text: types.VersionedTextDocumentIdentifier,
        changes: Iterable[types.TextDocumentContentChangeEvent],
    ) -> None:
        """Take a new version of a text."""
        buffer = self.desk.get(text.uri)
        if buffer is None:
            raise ValueError(f"{text.uri} was changed, but it is not open")
        self.desk.put(buffer.changed(text.version, changes))

    def closed(self, uri: str) -> None:
        """Forget a text and clear what is shown of it."""
        self.desk.drop(uri)
        self._lenses.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    # What was found in them.

    def _lint(self, buffer: Buffer) -> Result:
        return self._linter.lint(buffer, self._house())

    def _found(self, buffer: Buffer, result: Result) -> None:
        self._note_lacking(result)
        self._publish(
            buffer,
            diagnostics(
                buffer,
                result,
                related=self.can("text_document.publish_diagnostics.related_information"),
                pages=self.options.rule_pages,
            ),
        )
        made = lenses(buffer, result) if self.options.verdict else []
        before = self._lenses.get(buffer.uri, [])
        self._lenses[buffer.uri] = made
        if made != before and self.can("workspace.code_lens.refresh_support"):
            self.workspace_code_lens_refresh(None)

    def _note_lacking(self, result: Result) -> None:
        """Tell people once that LanguageTool does not answer; again only when it has meanwhile."""
        if not any(rule.extra == LANGUAGETOOL for rule in result.rules.values()):
            return
        if result.lacking and not self._is_lacking:
            self._tell(types.MessageType.Warning, lacking_line(result.lacking))
        self._is_lacking = bool(result.lacking)

    def _failed(self, buffer: Buffer, error: Exception) -> None:
        reason = self.complain(error)
        if self.desk.get(buffer.uri) is buffer:
            self._publish(buffer, [failure(reason)])

    def _publish(self, buffer: Buffer, found: list[types.Diagnostic]) -> None:
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(buffer.uri, found, buffer.version)
        )

    def complain(self, error: Exception) -> str:
        """Tell people what could not be done, once, and put it into the log; gives the reason."""
        if isinstance(error, _TOLD):
            reason = str(error)
        else:
            reason = f"an error in lintnews: {type(error).__name__}: {error}"
        if reason in self._complaints:
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, reason))
        else:
            self._complaints.add(reason)
            self._tell(types.MessageType.Error, reason)
        return reason

    def _tell(self, kind: types.MessageType, told: str) -> None:
        self.window_log_message(types.LogMessageParams(kind, told))
        self.window_show_message(types.ShowMessageParams(kind, f"lintnews: {told}"))

    # What is asked about them.

    def hover_at(self, params: types.HoverParams) -> types.Hover | None:
        """What is known of the findings at a position."""
        known = self.desk.known(params.text_document.uri)
        formats = get_capability(self.client_capabilities, "text_document.hover.content_format", [])
        markdown = not formats or types.MarkupKind.Markdown in formats
        return known and hover(*known, params.position, markdown=markdown)

    def lenses_of(self, uri: str) -> list[types.CodeLens]:
        """The verdict on a text as it was linted last, so that it stays while somebody types."""
        return self._lenses.get(uri, [])

    async def show(self, uri: str, offset: int, said: str) -> None:
        """Go to a place of a text; an editor that cannot is told what is there."""
        buffer = self.desk.get(uri)
        if buffer is None:
            return
        if self.can("window.show_document.support"):
            place = buffer.positions.range(offset, offset)
            asked = types.ShowDocumentParams(uri, take_focus=True, selection=place)
            await self.window_show_document_async(asked)
        else:
            message = f"lintnews: {said}"
            self.window_show_message(types.ShowMessageParams(types.MessageType.Info, message))

    async def actions_for(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be done about the findings in a range.

        Where somebody asks, what is being typed is linted first; where the editor only moves its
        lamp, it gets what is known.
        """
        uri, context = params.text_document.uri, params.context
        by_itself = context.trigger_kind == types.CodeActionTriggerKind.Automatic
        wanted = context.only is not None or not by_itself
        known = await self.desk.settled(uri) if wanted else self.desk.known(uri)
        if known is None:
            return []
        buffer, result = known
        actions = Actions(
            buffer, result, versioned=self.can("workspace.workspace_edit.document_changes")
        )
        found: list[types.CodeAction] = []
        if wants(context.only, types.CodeActionKind.QuickFix):
            start, end = map(buffer.positions.offset, (params.range.start, params.range.end))
            near = touched(result, start, end)
            found += await self.desk.work(
                lambda: list(actions.quick_fixes(near, context.diagnostics))
            )
        if wanted and wants(context.only, FIX_ALL) and _has_safe(result):
            house = self._house()
            changes = await self.desk.work(lambda: self._linter.fixes(buffer, house))
            found += [actions.fix_all(changes)] if changes else []
        return found if self.desk.get(uri) is buffer else []

    async def ignore(self, uri: str, fingerprint: str) -> None:
        """Write into the sidecar of a text that a finding is meant so, and show it."""
        buffer = self.desk.get(uri)
        if buffer is None or buffer.file is None:
            return
        try:
            path = await self.desk.work(lambda: ignore(self._lint(buffer), fingerprint))
        except _TOLD as error:
            self.complain(error)
            return
        if path is None:
            self.window_show_message(
                types.ShowMessageParams(
                    types.MessageType.Warning,
                    "lintnews: this finding is not there any more; nothing was written",
                )
            )
            return
        self.desk.put_all_again()
        message = f'lintnews: {path.name} says "{MEANT}"; write there why'
        self.window_show_message(types.ShowMessageParams(types.MessageType.Info, message))
        if self.can("window.show_document.support"):
            uri = from_fs_path(str(path)) or ""
            await self.window_show_document_async(types.ShowDocumentParams(uri, take_focus=False))

    # How they are linted.

    def configure(self, said: object, *, first: bool = False) -> None:
        """Take options that the editor sends; where they are wrong, the old ones stay.

        What it sent ``first``, when it started the server, holds where it says nothing else later.
        """
        try:
            values = section_of(said)
            options = options_of(values if first else {**self._first, **values})
        except OptionsError as error:
            self.complain(error)
            return
        if first:
            self._first = values
        if options != self.options:
            self.options = options
            self.desk.put_all_again()

    async def fetch_options(self) -> None:
        """Ask the editor for the options, if it can be asked."""
        if self.can("workspace.configuration"):
            asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
            answer = await self.workspace_configuration_async(asked)
            if answer and answer[0] is not None:
                self.configure(answer[0])

    async def start(self, registrations: Sequence[types.Registration]) -> None:
        """Ask to be told of what matters, and load what linting needs meanwhile."""
        loading = asyncio.ensure_future(self._load())
        if registrations:
            await self.client_register_capability_async(types.RegistrationParams(registrations))
        await self.fetch_options()
        await loading

    async def _load(self) -> None:
        try:
            await self.desk.work(lambda: self._linter.warm(self._house()))
        except Exception as error:
            self.complain(error)

    def _house(self) -> House:
        uris = list(self.workspace.folders) or [self.workspace.root_uri]
        return House(self.options, [path for uri in uris if uri and (path := to_fs_path(uri))])

    def can(self, capability: str) -> bool:
        """Whether the editor can do something."""
        return bool(get_capability(self.client_capabilities, capability, False))


def _has_safe(result: Result) -> bool:
    return any(finding.suggestions and finding.suggestions[0].safe for finding, _ in result.shown)
