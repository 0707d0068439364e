"""What an editor offers to do about findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    Command,
    Diagnostic,
    OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from lintnews.answers.sidecar import sidecar_of
from lintnews.document.edits import Edit
from lintnews.document.rewriting import Change
from lintnews.language.edges import shared_edges
from lintnews.lsp.buffers import Buffer
from lintnews.lsp.linting import Result, Shown
from lintnews.lsp.suppressing import comment
from lintnews.report.cells import shortened

FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.lintnews"
IGNORE = "lintnews.ignore"
_LONGEST = 60


def wants(only: Sequence[str] | None, kind: str) -> bool:
    """Whether an editor asks for actions of a kind; it may ask for what the kind is a part of."""
    return only is None or any(kind == one or kind.startswith(f"{one}.") for one in only)


class Actions:
    """The actions for one version of a text.

    Args:
        buffer: the text.
        result: what was found in it.
        versioned: whether the editor takes edits for a version of a text, and makes them only if
            that is still the newest.
    """

    def __init__(self, buffer: Buffer, result: Result, *, versioned: bool) -> None:
        self._buffer = buffer
        self._result = result
        self._versioned = versioned

    def quick_fixes(
        self, touched: Sequence[Shown], shown_by_editor: Sequence[Diagnostic]
    ) -> Iterator[CodeAction]:
        """The suggestions for findings, and the ways to say that they are meant so.

        Args:
            touched: the findings.
            shown_by_editor: what the editor shows there, to be told which each action is about.
        """
        by_print = {_fingerprint(diagnostic): diagnostic for diagnostic in shown_by_editor}
        for make in (self._suggestions, self._suppressions):
            for shown in touched:
                about = by_print.get(shown.finding.fingerprint)
                for action in make(shown):
                    action.diagnostics = [about] if about else None
                    yield action

    def fix_all(self, changes: Sequence[Change]) -> CodeAction:
        """The action that makes changes of the whole text."""
        source = self._buffer.text[self._result.shift :]
        edits = [edit for change in changes for edit in _by_line(source, change)]
        return CodeAction("lintnews: fix all that is safe to fix", FIX_ALL, edit=self._edit(edits))

    def _suggestions(self, shown: Shown) -> Iterator[CodeAction]:
        finding, written = shown
        # The first suggestion changes the related places too.
        others = [
            Edit(other.start, other.end, text)
            for other, text in zip(finding.related, written.replacements, strict=False)
            if text is not None
        ]
        for suggestion, text in zip(finding.suggestions, written.suggestions, strict=False):
            edits = [Edit(finding.start, finding.end, text), *others]
            others = []
            yield CodeAction(
                _replacing(finding.matched, suggestion.text),
                CodeActionKind.QuickFix,
                is_preferred=suggestion.safe or None,
                edit=self._edit(edits),
            )

    def _suppressions(self, shown: Shown) -> Iterator[CodeAction]:
        finding = shown.finding
        edit = comment(self._result, finding)
        if edit is not None:
            title = f"Ignore {finding.rule} here, by a comment"
            yield CodeAction(title, CodeActionKind.QuickFix, edit=self._edit([edit]))
        if self._buffer.file is not None:
            sidecar = sidecar_of(self._buffer.file.replace("\\", "/").rpartition("/")[2])
            title = f"Ignore this {finding.rule}, in {sidecar}"
            command = Command(title, IGNORE, arguments=[self._buffer.uri, finding.fingerprint])
            yield CodeAction(title, CodeActionKind.QuickFix, command=command)

    def _edit(self, edits: Sequence[Edit]) -> WorkspaceEdit:
        buffer, shift = self._buffer, self._result.shift
        made = [
            TextEdit(buffer.positions.range(edit.start + shift, edit.end + shift), edit.text)
            for edit in sorted(set(edits))
        ]
        if not self._versioned:
            return WorkspaceEdit(changes={buffer.uri: made})
        document = OptionalVersionedTextDocumentIdentifier(buffer.uri, buffer.version)
        return WorkspaceEdit(document_changes=[TextDocumentEdit(document, made)])


def _by_line(source: str, change: Change) -> Iterator[Edit]:
    """A change as edits that leave alone what it leaves as it is, so that no cursor is moved.

    Fixes keep every line break, so that the lines of both texts belong together.
    """
    at = change.start
    old = source[at : at + change.length].split("\n")
    for before, after in zip(old, change.text.split("\n"), strict=True):
        if before != after:
            same, behind = shared_edges(before, after)
            yield Edit(at + same, at + len(before) - behind, after[same : len(after) - behind])
        at += len(before) + 1


def _fingerprint(diagnostic: Diagnostic) -> str | None:
    data = diagnostic.data
    said = data.get("fingerprint") if isinstance(data, dict) else getattr(data, "fingerprint", None)
    return said if isinstance(said, str) else None


def _replacing(matched: str, text: str) -> str:
    if not text:
        return f'Delete "{shortened(matched, _LONGEST)}"'
    if not matched:
        return f'Insert "{shortened(text, _LONGEST)}"'
    return f'Replace "{shortened(matched, _LONGEST)}" with "{shortened(text, _LONGEST)}"'
