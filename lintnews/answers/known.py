"""What is known of the findings of files before they are linted: sidecars and a baseline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from lintnews.answers.baseline import Folder, read_baseline
from lintnews.answers.entries import Entry, Scopes, Spot, recognised
from lintnews.answers.sidecar import read_if_there, sidecar_of
from lintnews.answers.sources import AnswerSources
from lintnews.document.document import Document
from lintnews.model import Answer, AnswerBy, Finding, Problem, State
from lintnews.rulebook.errors import RuleError


class Recognition(NamedTuple):
    """What is known of the findings of one file.

    ``sidecar`` and ``baseline`` say which of their entries each finding was recognised by.
    """

    known: FileAnswers
    sidecar: dict[Spot, int]
    baseline: dict[Spot, int]

    def answered(self, finding: Finding, spot: Spot) -> Finding:
        """A finding with its answer; what a comment in the text says comes before all else."""
        if finding.answer is not None and finding.answer.by is AnswerBy.COMMENT:
            return finding
        if spot in self.sidecar:
            entry, state, by = self.known.sidecar[self.sidecar[spot]], State.SUPPRESSED, "sidecar"
            path = sidecar_of(self.known.path)
        elif spot in self.baseline:
            entry, state, by = self.known.baseline[self.baseline[spot]], State.BASELINED, "baseline"
            path = self.known.baseline_path
        else:
            return msgspec.structs.replace(finding, state=State.NEW, answer=None)
        answer = Answer(by=AnswerBy(by), path=path, line=entry.line, reason=entry.reason)
        return msgspec.structs.replace(finding, state=state, answer=answer)


class FileAnswers(NamedTuple):
    """The entries of one file; ``name`` is what the baseline calls it.

    ``problem`` says why its sidecar could not be read.
    """

    path: str
    name: str
    sidecar: Sequence[Entry]
    baseline: Sequence[Entry]
    baseline_path: str
    problem: Problem | None

    def recognise(self, scopes: Scopes) -> Recognition:
        """What is known of findings in this file."""
        return Recognition(
            self, recognised(self.sidecar, scopes), recognised(self.baseline, scopes)
        )


class KnownAnswers:
    """The entries that there are, by file.

    Raises:
        BaselineError: the baseline is broken, or cannot be read.
    """

    def __init__(self, sources: AnswerSources) -> None:
        path = sources.baseline
        self.baseline = read_baseline(path) if path is not None else {}
        self._path = str(path) if path is not None else ""
        self.folder = Folder.of(path or Path())
        self._lost = _Lost(
            (name, entries)
            for name, entries in self.baseline.items()
            if not self.folder.exists(name)
        )

    def of(self, path: str) -> FileAnswers:
        """The entries of a file under the name that reports use."""
        name = self.folder.relative(path) if self._path else ""
        sidecar, problem = _sidecar(path)
        return FileAnswers(path, name, sidecar, self.baseline.get(name, ()), self._path, problem)

    def of_document(self, document: Document, found: Sequence[Finding]) -> tuple[Finding, ...]:
        """What was found in a document, with the answers there are.

        The other documents of its file are not known here, so that an answer to what stands in one
        of them may count here too.
        """
        answers = self.of(document.path)
        if not self.concerns(answers):
            return tuple(found)
        scopes = {document.article_id: [finding.keys for finding in found]}
        recognition = self.moved(answers, scopes, take=False).recognise(scopes)
        return tuple(
            recognition.answered(finding, (document.article_id, at))
            for at, finding in enumerate(found)
        )

    def concerns(self, answers: FileAnswers) -> bool:
        """Whether anything may be known of the findings of a file."""
        return bool(answers.sidecar or answers.baseline or self._lost.is_there)

    def moved(self, answers: FileAnswers, scopes: Scopes, *, take: bool) -> FileAnswers:
        """The entries of a file that the baseline does not know, if it knows it by another name.

        That is the name of a file which is not there any more, half of whose findings at least are
        in this one, with three words on both sides; it is clear which file that is. With ``take``
        no other file is the same again.
        """
        if answers.baseline or not self._lost.is_there:
            return answers
        name = self._lost.best(keys.anchor for scope in scopes.values() for keys in scope)
        if name is None:
            return answers
        if take:
            self._lost.take(name)
        return answers._replace(name=name, baseline=self.baseline[name])


class _Lost:
    """The entries of files that are not there any more."""

    def __init__(self, files: Iterable[tuple[str, Sequence[Entry]]]) -> None:
        self._sizes: dict[str, int] = {}
        self._names: dict[str, list[str]] = {}
        for name, entries in files:
            self._sizes[name] = len(entries)
            for anchor in {entry.keyed.keys.anchor for entry in entries}:
                self._names.setdefault(anchor, []).append(name)

    @property
    def is_there(self) -> bool:
        """Whether there are any."""
        return bool(self._sizes)

    def best(self, anchors: Iterable[str]) -> str | None:
        """The file that has most of these anchors, if it is one and these are half of its own."""
        counts = Counter(
            name
            for anchor in set(anchors)
            for name in self._names.get(anchor, ())
            if name in self._sizes
        )
        first, second = (*counts.most_common(2), ("", 0), ("", 0))[:2]
        clear = first[1] > second[1] and 2 * first[1] >= self._sizes[first[0]]
        return first[0] if clear else None

    def take(self, name: str) -> None:
        """Forget a file."""
        del self._sizes[name]


def _sidecar(path: str) -> tuple[Sequence[Entry], Problem | None]:
    try:
        return read_if_there(path), None
    except RuleError as error:
        return (), Problem(path=error.path, line=error.line, reason=error.reason)
    except OSError as error:
        reason = f"it cannot be read: {error.strerror or error}"
        return (), Problem(path=sidecar_of(path), reason=reason)
