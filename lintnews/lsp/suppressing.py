"""Says in a text, or beside it, that a finding is meant so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lintnews.answers.directives import directives, line_start
from lintnews.answers.ignoring import entry_of, user
from lintnews.answers.sidecar import read_if_there, sidecar_of, write_sidecar
from lintnews.document.document import Document
from lintnews.document.edits import Edit, applied
from lintnews.lsp.linting import Result, read_again
from lintnews.model import Finding

MEANT = "meant so"
"""The reason that is written, for people to say it better."""
_WITH_COMMENTS = ("markdown", "html")
_LINE_END = re.compile(r"\r\n|\r|\n")
_INDENT = re.compile(r"[ \t]*")


def comment(result: Result, finding: Finding) -> Edit | None:
    """The edit that puts a comment into the text by which a finding is suppressed.

    It stands on a line of its own above the block, in front of the block, or at the end of the
    line: the first of these that leaves the prose as it is. None if there is no such place.
    """
    if result.format not in _WITH_COMMENTS:
        return None
    for document in result.documents:
        if document.shift <= finding.start <= document.shift + len(document.source):
            edits = _edits(document, finding, f"<!-- lintnews-ignore {finding.rule}: {MEANT} -->")
            return next((edit for edit in edits if _works(result, document, finding, edit)), None)
    return None


def _edits(document: Document, finding: Finding, said: str) -> Iterator[Edit]:
    source = document.source
    at = finding.start - document.shift
    block = document.block_at(document.prose_around(finding.start, finding.end)[0])
    first = at if block is None else document.place(block.start, block.end).start - document.shift
    line = line_start(source, first)
    indent = _INDENT.match(source, line)
    ends = _LINE_END.search(source)
    above = (indent[0] if indent else "") + said + (ends[0] if ends else "\n")
    end = _LINE_END.search(source, at)
    behind = end.start() if end else len(source)
    for place, text in ((line, above), (first, said), (behind, f" {said}")):
        yield Edit(place + document.shift, place + document.shift, text)


def _works(result: Result, document: Document, finding: Finding, edit: Edit) -> bool:
    """Whether the text says the same after an edit, and the finding is then suppressed."""
    again = read_again(result, document, applied(document.source, [edit], document.shift))
    if again is None or (again.prose, again.blocks) != (document.prose, document.blocks):
        return False
    found, faults = directives(again)
    moved = len(edit.text) if edit.start <= finding.start else 0
    covered = (finding.start + moved, finding.end + moved)
    return len(faults) <= len(directives(document)[1]) and any(
        finding.rule in directive.names and directive.covers(*covered) for directive in found
    )


def ignore(result: Result, fingerprint: str) -> Path | None:
    """Write into the sidecar of a text that one finding is meant so.

    Returns:
        The path of the sidecar; None if nothing is found any more that has the fingerprint.

    Raises:
        RuleError: what stands there is no sidecar.
        UnwritableError: it cannot be written.
        OSError: it cannot be read.
    """
    file = result.file
    if file is None:
        return None
    there = [each for each in file.reported if each.finding.fingerprint == fingerprint]
    if not there:
        return None
    found = there[0]
    path = Path(sidecar_of(file.path))
    if found.spot not in file.recognition.sidecar:
        write_sidecar(path, [*read_if_there(file.path), entry_of(found, MEANT, user())])
    return path
