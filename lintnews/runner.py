"""Lints many documents, on one core or on several, with the same outcome in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path

from lintnews.answers.comments import answer_comments
from lintnews.answers.known import KnownAnswers
from lintnews.backends.languagetool.paragraphs import consulted, read_languagetool
from lintnews.backends.languagetool.starting import started
from lintnews.crew import died, failed, outcomes
from lintnews.document.article import article_of
from lintnews.document.document import Document, Excerpt
from lintnews.document.rewriting import Change
from lintnews.document.written import written
from lintnews.engine import lint_text, text_for
from lintnews.fixing import fix
from lintnews.language.asides import Asides, asides_of
from lintnews.language.english import chosen_variety
from lintnews.language.text import Text
from lintnews.model import Finding, Severity
from lintnews.names.archive.styles import read_desk
from lintnews.names.sources import known_names
from lintnews.outcomes import (
    Assigned,
    Fixes,
    Item,
    Kit,
    Linted,
    Outcome,
    Report,
    Settings,
    Unsure,
)
from lintnews.rulebook.loader import load_rule
from lintnews.rulebook.registry import LANGUAGETOOL, known_checks
from lintnews.rulebook.rule import Rule
from lintnews.style.article import NO_DESK, StyledArticle
from lintnews.styling import styled

_EXCERPT_REACH = 400


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
    kits = [_with_server(kit) for kit in kits]
    return outcomes(items, _Linting(kits), jobs=jobs, start_method=start_method)


def _with_server(kit: Kit) -> Kit:
    """The kit, the LanguageTool that it asks running or about to, for all workers."""
    wanted = kit.settings.languagetool
    if not any(rule.extra == LANGUAGETOOL for rule in kit.rules):
        wanted = None
    return kit._replace(settings=kit.settings._replace(languagetool=started(wanted)))


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
        self._files = [rule.file for rule in rules]
        self._settings = settings
        self._given = dict(known_names(settings.names))
        if settings.languagetool is not None:
            self._given[read_languagetool] = consulted(settings.languagetool, settings.cache)
        self._given[chosen_variety] = settings.variety
        self._asides = Asides()
        self._text: Text | None = None
        # Only what is fixed is answered here: what is reported waits for the rest of its file.
        self._answers = KnownAnswers(settings.answers) if settings.fix else None

    def outcome(self, document: Document) -> Outcome:
        try:
            return self._fixed(document) if self._settings.fix else self._linted(document)
        except Exception as error:
            return failed(document, "linted", error, debug=self._settings.debug)

    def _linted(self, document: Document) -> Linted:
        report = self._report(document, self._found(document))
        return _linted(document, report, None, self._asides)

    def _fixed(self, document: Document) -> Linted:
        fixed = fix(document, self._answered, self._is_sure)
        report = self._report(fixed.document, fixed.findings)
        place = document.place(0, len(document.prose))
        change, unfixed = None, report
        if fixed.edit is not None:
            start, end, text = fixed.edit
            change = Change(*document.position(start), start, end - start, text)
            unfixed = self._report(document, fixed.unfixed)
        fixes = Fixes(place.line, place.start, change, fixed.mended, unfixed, fixed.problems)
        return _linted(document, report, fixes, self._asides)

    def _found(self, document: Document) -> tuple[Finding, ...]:
        self._asides = Asides()
        given = {**self._given, asides_of: self._asides}
        self._text = text_for(document, self._rules, given)
        findings = lint_text(self._text, self._rules)
        return answer_comments(document, findings, self._files)

    def _answered(self, document: Document) -> tuple[Finding, ...]:
        """All that is found in a document, with the answers, for these places are not fixed."""
        found = self._found(document)
        return self._answers.of_document(document, found) if self._answers else found

    def _is_sure(self, finding: Finding) -> bool:
        least = self._settings.thresholds.get(finding.rule, self._settings.min_confidence)
        return finding.confidence >= least

    def _report(self, document: Document, found: Sequence[Finding]) -> Report:
        settings = self._settings
        findings: list[Finding] = []
        unsure: list[Unsure] = []
        for finding in found:
            if self._is_sure(finding):
                findings.append(finding)
            else:
                unsure.append(Unsure(len(findings), finding.keys))
        excerpts: Iterable[Excerpt] = ()
        if settings.excerpts:
            excerpts = (document.excerpt(one.start, one.end, _EXCERPT_REACH) for one in findings)
        return Report(
            tuple(findings),
            tuple(excerpts),
            article_of(document, findings) if settings.articles else None,
            tuple(written(document, one) for one in findings) if settings.written else (),
            tuple(unsure),
            self._styled(document) if settings.figures and document.prose.strip() else None,
        )

    def _styled(self, document: Document) -> StyledArticle:
        text = self._text
        if text is None or text.document is not document:
            # What was fixed was linted after it.
            text = text_for(document, (), self._given)
        known = text.once(read_desk)
        return styled(text, NO_DESK if known is None else known.desk)


def _linted(document: Document, report: Report, fixes: Fixes | None, asides: Asides) -> Linted:
    size = len(document.source.encode("utf-8", "surrogatepass"))
    return Linted(
        document.path,
        size,
        *report,
        fixes=fixes,
        article_id=document.article_id,
        record=document.provenance.record,
        words=len(document.prose.split()),
        spared=asides.spared,
        lacking=asides.lacking,
    )


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
