"""Lints many documents, on one core or on several, with the same outcome in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from lintnews.answers.comments import answer_comments
from lintnews.answers.known import AnswerSources, KnownAnswers
from lintnews.checks import CHECKS
from lintnews.crew import died, failed, outcomes
from lintnews.document.document import Document, Excerpt
from lintnews.document.files import Begun, Ended
from lintnews.document.rewriting import Change
from lintnews.engine import lint
from lintnews.fixing import fix
from lintnews.model import Finding, Keys, Problem
from lintnews.names.sources import NameSources, known_names
from lintnews.rulebook.loader import load_rule
from lintnews.rulebook.rule import Rule

_EXCERPT_REACH = 400


class Unsure(NamedTuple):
    """A finding that is not reported, for it is too unsure; ``after`` so many that are."""

    after: int
    keys: Keys


class Report(NamedTuple):
    """The findings of one document, and the source around each if it was asked for.

    ``unsure`` is what else was found: answers to that still mean something.
    """

    findings: tuple[Finding, ...]
    excerpts: tuple[Excerpt, ...]
    unsure: tuple[Unsure, ...] = ()


class Linted(NamedTuple):
    """What came of one document.

    ``excerpts`` holds the source around each finding if they were asked for, else nothing;
    ``size`` is the length of the source in bytes of UTF-8. If fixes were asked for, ``fixes`` says
    which there are, and the findings are those that remain when they are made.
    """

    path: str
    size: int
    findings: tuple[Finding, ...]
    excerpts: tuple[Excerpt, ...]
    unsure: tuple[Unsure, ...] = ()
    fixes: Fixes | None = None
    article: str | None = None
    record: str = ""


class Fixes(NamedTuple):
    """What would be fixed in a document.

    ``line`` and ``column`` say where the document begins in its file. If it changes, ``change``
    says to what, ``mended`` is the number of findings that are gone then, and ``unfixed`` what is
    found if it is not changed after all. ``problems`` say what stood in the way of other fixes.
    """

    line: int
    column: int
    change: Change | None
    mended: int
    unfixed: Report
    problems: tuple[Problem, ...]


Item = Document | Problem | Begun | Ended
Outcome = Linted | Problem | Begun | Ended


class Settings(NamedTuple):
    """How documents are linted.

    Findings below ``min_confidence`` are left out; ``debug`` puts the traceback of an unexpected
    error into the problem that reports it; ``names`` says where what is known of names comes from;
    with ``fix`` every document is fixed too, but for what ``answers`` say is meant so.
    """

    min_confidence: float = 0.0
    excerpts: bool = False
    debug: bool = False
    names: NameSources = NameSources()
    fix: bool = False
    answers: AnswerSources = AnswerSources()


def lint_documents(
    documents: Iterable[Item],
    rules: Sequence[Rule],
    settings: Settings,
    *,
    jobs: int = 1,
    start_method: str | None = None,
) -> Iterator[Outcome]:
    """Lint documents and pass all else through, in the order given.

    Documents are taken from the iterable as they are needed, so that any number of them fits into
    memory. Workers are started only if there is more than one batch of work. A worker that dies
    costs only the document that killed it, which becomes a problem.

    Args:
        documents: what was read.
        rules: the rules to run.
        settings: how to lint.
        jobs: the greatest number of processes.
        start_method: how workers are started; by default "fork" on Linux and "spawn" elsewhere.
    """
    return outcomes(documents, _Linting(rules, settings), jobs=jobs, start_method=start_method)


class _Work:
    """The rules and the settings, ready to lint one document after another."""

    def __init__(self, rules: Sequence[Rule], settings: Settings) -> None:
        self._rules = rules
        self._settings = settings
        self._given = known_names(settings.names)
        # Only what is fixed is answered here: what is reported waits for the rest of its file.
        self._answers = KnownAnswers(settings.answers) if settings.fix else None

    def outcome(self, item: Item) -> Outcome:
        if not isinstance(item, Document):
            return item
        try:
            return self._fixed(item) if self._settings.fix else self._linted(item)
        except Exception as error:
            return failed(item, "linted", error, debug=self._settings.debug)

    def _linted(self, document: Document) -> Linted:
        report = self._report(document, self._found(document))
        return _linted(document, report, None)

    def _fixed(self, document: Document) -> Linted:
        fixed = fix(document, self._answered, self._is_sure)
        report = self._report(fixed.document, fixed.findings)
        place = document.place(0, len(document.prose))
        change, unfixed = None, report
        if fixed.mended:
            text = fixed.document.stretch
            change = Change(place.line, place.column, len(document.stretch), text)
            unfixed = self._report(document, fixed.unfixed)
        fixes = Fixes(place.line, place.column, change, fixed.mended, unfixed, fixed.problems)
        return _linted(document, report, fixes)

    def _found(self, document: Document) -> tuple[Finding, ...]:
        findings = lint(document, self._rules, self._given)
        return answer_comments(document, findings, self._rules)

    def _answered(self, document: Document) -> tuple[Finding, ...]:
        """All that is found in a document, with the answers, for these places are not fixed."""
        found = self._found(document)
        return self._answers.of_document(document, found) if self._answers else found

    def _is_sure(self, finding: Finding) -> bool:
        return finding.confidence >= self._settings.min_confidence

    def _report(self, document: Document, found: Sequence[Finding]) -> Report:
        findings: list[Finding] = []
        unsure: list[Unsure] = []
        for finding in found:
            if self._is_sure(finding):
                findings.append(finding)
            else:
                unsure.append(Unsure(len(findings), finding.keys))
        excerpts = (
            tuple(
                document.excerpt(finding.start, finding.end, _EXCERPT_REACH) for finding in findings
            )
            if self._settings.excerpts
            else ()
        )
        return Report(tuple(findings), excerpts, tuple(unsure))


def _linted(document: Document, report: Report, fixes: Fixes | None) -> Linted:
    size = len(document.source.encode("utf-8", "surrogatepass"))
    record = document.provenance.record
    return Linted(document.path, size, *report, fixes, document.article, record)


class _Linting:
    """The task of linting documents."""

    def __init__(self, rules: Sequence[Rule], settings: Settings) -> None:
        self._rules = rules
        self._settings = settings

    def hire(self, *, forked: bool) -> Callable[[], _Work]:
        # A forked worker inherits the rules; they cannot be sent to a spawned one, which loads
        # them from their files.
        if forked:
            return partial(_Work, self._rules, self._settings)
        return partial(_loaded_work, [rule.path for rule in self._rules], self._settings)

    def size(self, item: Item) -> int:
        return len(item.source) if isinstance(item, Document) else 1

    def lost(self, item: Item) -> Outcome:
        return died(item, "linted") if isinstance(item, Document) else item


def _loaded_work(paths: Sequence[str], settings: Settings) -> _Work:
    return _Work([load_rule(Path(path), CHECKS) for path in paths], settings)
