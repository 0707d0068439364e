"""Lints many documents, on one core or on several, with the same outcome in the same order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from lintnews.checks import CHECKS
from lintnews.document.document import Document, Excerpt
from lintnews.engine import lint
from lintnews.model import Finding, Problem
from lintnews.rulebook.loader import load_rule
from lintnews.rulebook.rule import Rule

# About half a second of work: enough to outweigh the way to a worker and back, and little enough
# that the last batches end at about the same time.
BATCH_CHARACTERS = 30_000
_BATCHES_AHEAD = 4
_EXCERPT_REACH = 400


class Linted(NamedTuple):
    """What came of one document.

    ``excerpts`` holds the source around each finding if they were asked for, else nothing;
    ``size`` is the length of the source in code points.
    """

    path: str
    size: int
    findings: tuple[Finding, ...]
    excerpts: tuple[Excerpt, ...]


Outcome = Linted | Problem
Batch = list[Document | Problem]


class Settings(NamedTuple):
    """How documents are linted.

    Findings below ``min_confidence`` are left out; ``debug`` puts the traceback of an unexpected
    error into the problem that reports it.
    """

    min_confidence: float = 0.0
    excerpts: bool = False
    debug: bool = False


def lint_documents(
    documents: Iterable[Document | Problem],
    rules: Sequence[Rule],
    settings: Settings,
    *,
    jobs: int = 1,
    start_method: str | None = None,
) -> Iterator[Outcome]:
    """Lint documents and pass problems through, in the order given.

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
    documents = iter(documents)
    batches = _batches(documents)
    first = list(_take(batches, jobs)) if jobs > 1 else []
    if len(first) < 2:
        work = _Work(rules, settings)
        for item in chain(*first, documents):
            yield work.outcome(item)
        return
    crew = _Crew(rules, settings, len(first), start_method)
    try:
        yield from crew.outcomes(chain(first, batches))
    finally:
        crew.dismiss()


def _take(batches: Iterator[Batch], count: int) -> Iterator[Batch]:
    for _ in range(count):
        batch = next(batches, None)
        if batch is None:
            return
        yield batch


def _batches(documents: Iterable[Document | Problem]) -> Iterator[Batch]:
    batch: Batch = []
    size = 0
    for item in documents:
        batch.append(item)
        size += len(item.source) if isinstance(item, Document) else 1
        if size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Work:
    """The rules and the settings, ready to lint one document after another."""

    def __init__(self, rules: Sequence[Rule], settings: Settings) -> None:
        self._rules = rules
        self._settings = settings

    def outcome(self, item: Document | Problem) -> Outcome:
        if isinstance(item, Problem):
            return item
        try:
            return self._linted(item)
        except Exception as error:
            reason = f"could not be linted: {type(error).__name__}: {error}"
            if self._settings.debug:
                reason += "\n" + traceback.format_exc().rstrip()
            else:
                reason += " (an error in lintnews; --debug shows where)"
            return Problem(path=item.path, line=item.first_line, reason=reason)

    def _linted(self, document: Document) -> Linted:
        findings = tuple(
            finding
            for finding in lint(document, self._rules)
            if finding.confidence >= self._settings.min_confidence
        )
        excerpts = (
            tuple(
                document.excerpt(finding.start, finding.end, _EXCERPT_REACH) for finding in findings
            )
            if self._settings.excerpts
            else ()
        )
        return Linted(document.path, len(document.source), findings, excerpts)


class _Crew:
    """Worker processes and the batches that are on their way through them."""

    def __init__(
        self, rules: Sequence[Rule], settings: Settings, jobs: int, start_method: str | None
    ) -> None:
        self._jobs = jobs
        method = start_method or ("fork" if sys.platform == "linux" else "spawn")
        self._context = multiprocessing.get_context(method)
        # A forked worker inherits the rules; they cannot be sent to a spawned one, which loads
        # them from their files.
        self._hire: Callable[[], _Work] = (
            partial(_Work, rules, settings)
            if method == "fork"
            else partial(_loaded_work, [rule.path for rule in rules], settings)
        )
        self._pool = self._new_pool(jobs)

    def outcomes(self, batches: Iterator[Batch]) -> Iterator[Outcome]:
        underway: deque[tuple[Batch, Future[list[Outcome]]]] = deque()
        while True:
            for batch in _take(batches, self._jobs * _BATCHES_AHEAD - len(underway)):
                underway.append((batch, self._submit(batch)))
            if not underway:
                return
            batch, future = underway.popleft()
            try:
                done = future.result()
            except BrokenProcessPool:
                done = self._one_by_one(batch)
            yield from done

    def _submit(self, batch: Batch) -> Future[list[Outcome]]:
        try:
            return self._pool.submit(_outcomes, batch)
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = self._new_pool(self._jobs)
            return self._pool.submit(_outcomes, batch)

    def _one_by_one(self, batch: Batch) -> list[Outcome]:
        """Lint a batch that was under way when a worker died, each document on its own."""
        done: list[Outcome] = []
        pool = self._new_pool(1)
        for item in batch:
            try:
                done += pool.submit(_outcomes, [item]).result()
            except BrokenProcessPool:
                assert isinstance(item, Document)
                reason = "the process that linted it died; it may need more memory than there is"
                done.append(Problem(path=item.path, line=item.first_line, reason=reason))
                pool.shutdown()
                pool = self._new_pool(1)
        pool.shutdown()
        return done

    def _new_pool(self, jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            jobs, mp_context=self._context, initializer=_begin, initargs=(self._hire,)
        )

    def dismiss(self) -> None:
        self._pool.shutdown(cancel_futures=True)


def _loaded_work(paths: Sequence[str], settings: Settings) -> _Work:
    return _Work([load_rule(Path(path), CHECKS) for path in paths], settings)


_work: _Work


def _begin(hire: Callable[[], _Work]) -> None:
    """Make a new process a worker."""
    # Ctrl-C reaches all processes of a terminal; a worker then ends without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    global _work
    _work = hire()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _outcomes(batch: Batch) -> list[Outcome]:
    return [_work.outcome(item) for item in batch]
