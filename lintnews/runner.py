"""Lints many documents, on one core or on several, with the same outcome in the same order."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple, cast

from lintnews.checks import CHECKS
from lintnews.document.document import Document, Excerpt
from lintnews.document.files import Begun, Ended
from lintnews.document.rewriting import Change
from lintnews.engine import lint
from lintnews.fixing import fix
from lintnews.model import Finding, Problem
from lintnews.names.sources import NameSources, known_names
from lintnews.rulebook.loader import load_rule
from lintnews.rulebook.rule import Rule

# About a tenth of a second of work: enough to outweigh the way to a worker and back, and little
# enough that the last batches end at about the same time.
BATCH_CHARACTERS = 15_000
_BATCHES_AHEAD = 4
_EXCERPT_REACH = 400


class Report(NamedTuple):
    """The findings of one document, and the source around each if it was asked for."""

    findings: tuple[Finding, ...]
    excerpts: tuple[Excerpt, ...]


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
    fixes: Fixes | None = None


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
Batch = list[Item]


class Settings(NamedTuple):
    """How documents are linted.

    Findings below ``min_confidence`` are left out; ``debug`` puts the traceback of an unexpected
    error into the problem that reports it; ``names`` says where what is known of names comes from;
    with ``fix`` every document is fixed too.
    """

    min_confidence: float = 0.0
    excerpts: bool = False
    debug: bool = False
    names: NameSources = NameSources()
    fix: bool = False


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


def _batches(documents: Iterable[Item]) -> Iterator[Batch]:
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
        self._given = known_names(settings.names)

    def outcome(self, item: Item) -> Outcome:
        if not isinstance(item, Document):
            return item
        try:
            return self._fixed(item) if self._settings.fix else self._linted(item)
        except Exception as error:
            reason = f"could not be linted: {type(error).__name__}: {error}"
            if self._settings.debug:
                reason += "\n" + traceback.format_exc().rstrip()
            else:
                reason += " (an error in lintnews; --debug shows where)"
            return Problem(path=item.path, line=item.first_line, reason=reason)

    def _linted(self, document: Document) -> Linted:
        report = self._report(document, self._found(document))
        return Linted(document.path, _size(document), *report)

    def _fixed(self, document: Document) -> Linted:
        fixed = fix(document, self._found)
        report = self._report(fixed.document, fixed.findings)
        place = document.place(0, len(document.prose))
        change, unfixed = None, report
        if fixed.mended:
            text = fixed.document.stretch
            change = Change(place.line, place.column, len(document.stretch), text)
            unfixed = self._report(document, fixed.unfixed)
        fixes = Fixes(place.line, place.column, change, fixed.mended, unfixed, fixed.problems)
        return Linted(document.path, _size(document), *report, fixes)

    def _found(self, document: Document) -> tuple[Finding, ...]:
        return tuple(
            finding
            for finding in lint(document, self._rules, self._given)
            if finding.confidence >= self._settings.min_confidence
        )

    def _report(self, document: Document, findings: tuple[Finding, ...]) -> Report:
        excerpts = (
            tuple(
                document.excerpt(finding.start, finding.end, _EXCERPT_REACH) for finding in findings
            )
            if self._settings.excerpts
            else ()
        )
        return Report(findings, excerpts)


def _size(document: Document) -> int:
    return len(document.source.encode("utf-8", "surrogatepass"))


class _Job:
    """A batch on its way, and what came of it once that is known."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch
        self.done: list[Outcome] | None = None


class _Worker:
    """A process, the pipe to it, and the job it is at."""

    def __init__(self, crew: _Crew) -> None:
        self.pipe, theirs = crew.context.Pipe()
        # A forked process holds copies of the pipes that are open here; it must close them, or the
        # end of this process would not close them for the others.
        inherited = [*(worker.pipe for worker in crew.workers), self.pipe] if crew.forks else []
        self.process: BaseProcess = crew.context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, inherited, crew.hire), daemon=True
        )
        self.process.start()
        theirs.close()
        self.job: _Job | None = None

    def dismiss(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join()


class _Crew:
    """Worker processes and the batches that are on their way through them.

    Each worker has a pipe of its own, so that the death of one is the end of its pipe, whatever it
    was doing, and says which batch it was at. (The queue that the workers of a ProcessPoolExecutor
    share waits for ever for the rest of a message whose writer was killed.)
    """

    def __init__(
        self, rules: Sequence[Rule], settings: Settings, jobs: int, start_method: str | None
    ) -> None:
        method = start_method or ("fork" if sys.platform == "linux" else "spawn")
        self.context = multiprocessing.get_context(method)
        self.forks = method == "fork"
        # A forked worker inherits the rules; they cannot be sent to a spawned one, which loads
        # them from their files.
        self.hire: Callable[[], _Work] = (
            partial(_Work, rules, settings)
            if self.forks
            else partial(_loaded_work, [rule.path for rule in rules], settings)
        )
        self.workers: list[_Worker] = []
        for _ in range(jobs):
            self.workers.append(_Worker(self))

    def outcomes(self, batches: Iterator[Batch]) -> Iterator[Outcome]:
        underway: deque[_Job] = deque()
        limit = len(self.workers) * _BATCHES_AHEAD
        more = True
        while more or underway:
            idle = [worker for worker in self.workers if worker.job is None]
            for worker in idle[: limit - len(underway)]:
                batch = next(batches, None)
                if batch is None:
                    more = False
                    break
                underway.append(_Job(batch))
                self._give(worker, underway[-1])
            while underway and underway[0].done is not None:
                yield from underway.popleft().done or ()
            self._collect()

    def _give(self, worker: _Worker, job: _Job) -> None:
        worker.job = job
        try:
            worker.pipe.send(job.batch)
        except OSError:
            self._replace(worker)

    def _collect(self) -> None:
        """Wait until a worker at least is done, and take what is done."""
        busy = {worker.pipe: worker for worker in self.workers if worker.job is not None}
        for pipe in wait(busy) if busy else ():
            worker = busy[cast("Connection[Any, Any]", pipe)]
            assert worker.job is not None
            try:
                worker.job.done = worker.pipe.recv()
                worker.job = None
            except (EOFError, OSError):
                self._replace(worker)

    def _replace(self, dead: _Worker) -> None:
        """Put a new worker in the place of one that died, and do the job that it was at."""
        dead.dismiss()
        self.workers.remove(dead)
        if dead.job is not None:
            dead.job.done = [self._alone(item) for item in dead.job.batch]
        self.workers.append(_Worker(self))

    def _alone(self, item: Item) -> Outcome:
        """The outcome of one document in a process of its own, which it may kill."""
        if not isinstance(item, Document):
            return item
        worker = _Worker(self)
        try:
            worker.pipe.send([item])
            (outcome,) = worker.pipe.recv()
        except (EOFError, OSError):
            reason = "the process that linted it died; it may need more memory than there is"
            outcome = Problem(path=item.path, line=item.first_line, reason=reason)
        finally:
            worker.dismiss()
        return cast(Outcome, outcome)

    def dismiss(self) -> None:
        for worker in self.workers:
            worker.dismiss()


def _loaded_work(paths: Sequence[str], settings: Settings) -> _Work:
    return _Work([load_rule(Path(path), CHECKS) for path in paths], settings)


def _serve(
    pipe: Connection[Any, Any],
    inherited: Sequence[Connection[Any, Any]],
    hire: Callable[[], _Work],
) -> None:
    """Be a worker until the other end of the pipe is closed."""
    # Ctrl-C reaches all processes of a terminal; a worker then ends without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for other in inherited:
        other.close()
    work = hire()
    # The pipe ends when the process at its other end has ended, in whatever way.
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send([work.outcome(item) for item in pipe.recv()])
