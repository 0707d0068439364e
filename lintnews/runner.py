"""Lints many documents, on one core or on several, with the same outcome in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import compress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from lintnews.crew import died, failed, outcomes
from lintnews.document.article import Article, article_of
from lintnews.document.document import Document, Excerpt
from lintnews.document.files import Begun, Ended
from lintnews.document.rewriting import Change
from lintnews.document.written import Written, written
from lintnews.engine import lint
from lintnews.fixing import fix
from lintnews.model import Finding, Problem, Severity
from lintnews.names.sources import NameSources, known_names
from lintnews.rulebook.loader import load_rule
from lintnews.rulebook.registry import known_checks
from lintnews.rulebook.rule import Rule

_EXCERPT_REACH = 400


class Report(NamedTuple):
    """The findings of one document, and what else of it was asked for, as in ``Linted``."""

    findings: tuple[Finding, ...]
    excerpts: tuple[Excerpt, ...]
    article: Article | None = None
    written: tuple[Written, ...] = ()


class Linted(NamedTuple):
    """What came of one document.

    ``size`` is the length of the source in bytes of UTF-8. If they were asked for, ``excerpts``
    holds the source around each finding, ``written`` how each stands in the file, and ``article``
    the prose with marks. If fixes were asked for, ``fixes`` says which there are, and the findings
    are those that remain when they are made.
    """

    path: str
    size: int
    findings: tuple[Finding, ...]
    excerpts: tuple[Excerpt, ...]
    article: Article | None = None
    written: tuple[Written, ...] = ()
    fixes: Fixes | None = None

    def only(self, wanted: Sequence[bool]) -> Linted:
        """The same with some of the findings, for each of which it is said whether it is wanted."""
        return self._replace(
            findings=tuple(compress(self.findings, wanted)),
            excerpts=tuple(compress(self.excerpts, wanted)),
            written=tuple(compress(self.written, wanted)),
            article=self.article.only(wanted) if self.article else None,
        )


class Fixes(NamedTuple):
    """What would be fixed in a document.

    ``line`` and ``start`` say where the document begins in its file. If it changes, ``change``
    says to what, ``mended`` is the number of findings that are gone then, and ``unfixed`` what is
    found if it is not changed after all. ``problems`` say what stood in the way of other fixes.
    """

    line: int
    start: int
    change: Change | None
    mended: int
    unfixed: Report
    problems: tuple[Problem, ...]


class Assigned(NamedTuple):
    """A document, and which of several kits it is linted with."""

    document: Document
    kit: int


Item = Document | Assigned | Problem | Begun | Ended
Outcome = Linted | Problem | Begun | Ended


class Settings(NamedTuple):
    """How documents are linted.

    Findings below ``min_confidence`` are left out, or below what ``thresholds`` has for the name of
    their rule; ``debug`` puts the traceback of an unexpected
    error into the problem that reports it; ``names`` says where what is known of names comes from;
    with ``fix`` every document is fixed too. ``excerpts``, ``articles`` and ``written`` say what is
    told besides the findings.
    """

    min_confidence: float = 0.0
    excerpts: bool = False
    debug: bool = False
    names: NameSources = NameSources()
    fix: bool = False
    articles: bool = False
    written: bool = False
    thresholds: Mapping[str, float] = MappingProxyType({})


class Kit(NamedTuple):
    """What documents are linted with."""

    rules: Sequence[Rule]
    settings: Settings


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
    return lint_assigned(documents, [Kit(rules, settings)], jobs=jobs, start_method=start_method)


def lint_assigned(
    items: Iterable[Item],
    kits: Sequence[Kit],
    *,
    jobs: int = 1,
    start_method: str | None = None,
) -> Iterator[Outcome]:
    """Lint each document with the kit that it was assigned to, as ``lint_documents`` does.

    Args:
        items: what was read; a document that was assigned to no kit is linted with the first.
        kits: all kits there are. Each worker gets them once.
        jobs: the greatest number of processes.
        start_method: how workers are started; by default "fork" on Linux and "spawn" elsewhere.
    """
    return outcomes(items, _Linting(kits), jobs=jobs, start_method=start_method)


class _Works:
    """The work of several kits; each is made ready when its first document comes."""

    def __init__(self, kits: Sequence[Kit]) -> None:
        self._kits = kits
        self._ready: dict[int, _Work] = {}

    def outcome(self, item: Item) -> Outcome:
        if isinstance(item, Assigned):
            return self._work(item.kit).outcome(item.document)
        return self._work(0).outcome(item) if isinstance(item, Document) else item

    def _work(self, kit: int) -> _Work:
        if kit not in self._ready:
            self._ready[kit] = _Work(*self._kits[kit])
        return self._ready[kit]


class _Work:
    """A kit, ready to lint one document after another."""

    def __init__(self, rules: Sequence[Rule], settings: Settings) -> None:
        self._rules = rules
        self._settings = settings
        self._given = known_names(settings.names)

    def outcome(self, document: Document) -> Outcome:
        try:
            return self._fixed(document) if self._settings.fix else self._linted(document)
        except Exception as error:
            return failed(document, "linted", error, debug=self._settings.debug)

    def _linted(self, document: Document) -> Linted:
        report = self._report(document, self._found(document))
        return Linted(document.path, _size(document), *report)

    def _fixed(self, document: Document) -> Linted:
        fixed = fix(document, self._found)
        report = self._report(fixed.document, fixed.findings)
        place = document.place(0, len(document.prose))
        change, unfixed = None, report
        if fixed.edit is not None:
            start, end, text = fixed.edit
            change = Change(*document.position(start), start, end - start, text)
            unfixed = self._report(document, fixed.unfixed)
        fixes = Fixes(place.line, place.start, change, fixed.mended, unfixed, fixed.problems)
        return Linted(document.path, _size(document), *report, fixes)

    def _found(self, document: Document) -> tuple[Finding, ...]:
        least, thresholds = self._settings.min_confidence, self._settings.thresholds
        return tuple(
            finding
            for finding in lint(document, self._rules, self._given)
            if finding.confidence >= thresholds.get(finding.rule, least)
        )

    def _report(self, document: Document, findings: tuple[Finding, ...]) -> Report:
        settings = self._settings
        excerpts: Iterable[Excerpt] = ()
        if settings.excerpts:
            excerpts = (document.excerpt(one.start, one.end, _EXCERPT_REACH) for one in findings)
        return Report(
            findings,
            tuple(excerpts),
            article_of(document, findings) if settings.articles else None,
            tuple(written(document, one) for one in findings) if settings.written else (),
        )


def _size(document: Document) -> int:
    return len(document.source.encode("utf-8", "surrogatepass"))


class _Linting:
    """The task of linting documents."""

    def __init__(self, kits: Sequence[Kit]) -> None:
        self._kits = kits

    def hire(self, *, forked: bool) -> Callable[[], _Works]:
        # A forked worker inherits the rules; they cannot be sent to a spawned one, which loads
        # them from their files.
        if forked:
            return partial(_Works, self._kits)
        return partial(
            _loaded_works,
            [
                (
                    [(rule.path, rule.origin, rule.file.severity) for rule in rules],
                    _sendable(settings),
                )
                for rules, settings in self._kits
            ],
        )

    def size(self, item: Item) -> int:
        document = item.document if isinstance(item, Assigned) else item
        return len(document.source) if isinstance(document, Document) else 1

    def lost(self, item: Item) -> Outcome:
        document = item.document if isinstance(item, Assigned) else item
        return died(document, "linted") if isinstance(document, Document) else document


def _sendable(settings: Settings) -> Settings:
    return settings._replace(thresholds=dict(settings.thresholds))


def _loaded_works(
    kits: Sequence[tuple[Sequence[tuple[str, str, Severity]], Settings]],
) -> _Works:
    checks = known_checks()

    @cache
    def loaded(path: str, origin: str) -> Rule:
        return load_rule(Path(path), checks, origin)

    return _Works(
        [
            Kit([loaded(path, origin).at(severity) for path, origin, severity in rules], settings)
            for rules, settings in kits
        ]
    )
