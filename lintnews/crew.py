"""Work on many items, on one core or on several processes, with the outcomes in the same order."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Protocol, TypeVar, cast

from lintnews.document.document import Document
from lintnews.model import Problem
from lintnews.plugins import PluginError

# About a tenth of a second of work: enough to outweigh the way to a worker and back, and little
# enough that the last batches end at about the same time.
BATCH_CHARACTERS = 15_000
_BATCHES_AHEAD = 4

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")
Taken = TypeVar("Taken", contravariant=True)
Made = TypeVar("Made", covariant=True)


class Work(Protocol[Taken, Made]):
    """What a worker does with one item after another."""

    def outcome(self, item: Taken, /) -> Made:
        """What comes of an item; it raises nothing."""


class Task(Protocol[Taken, Made]):
    """What there is to do with many items."""

    def hire(self, *, forked: bool) -> Callable[[], Work[Taken, Made]]:
        """A function that makes the work ready in a process.

        Unless the process is ``forked`` the function is sent to it, pickled.
        """

    def size(self, item: Taken, /) -> int:
        """About how many characters of work an item is."""

    def lost(self, item: Taken, /) -> Made:
        """What comes of an item that killed the process that worked on it."""


def failed(document: Document, done: str, error: Exception, *, debug: bool) -> Problem:
    """The problem that a document could not be "linted" or "read", for what should not happen.

    It is called where the error is handled; with ``debug`` it holds the traceback.
    """
    reason = f"could not be {done}: {type(error).__name__}: {error}"
    if debug:
        reason += "\n" + traceback.format_exc().rstrip()
    elif isinstance(error, PluginError):
        reason = f"could not be {done}: {error} (--debug shows where)"
    else:
        reason += " (an error in lintnews; --debug shows where)"
    return Problem(path=document.path, line=document.first_line, reason=reason)


def died(document: Document, done: str) -> Problem:
    """The problem that the process died that "linted" or "read" a document."""
    reason = f"the process that {done} it died; it may need more memory than there is"
    return Problem(path=document.path, line=document.first_line, reason=reason)


def cores() -> int:
    """How many processes can run at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def outcomes(
    items: Iterable[Item],
    task: Task[Item, Outcome],
    *,
    jobs: int = 1,
    start_method: str | None = None,
) -> Iterator[Outcome]:
    """What comes of each item, in the order given.

    Items are taken from the iterable as they are needed, so that any number of them fits into
    memory. Workers are started only if there is more than one batch of work. A worker that dies
    costs only the item that killed it.

    Args:
        items: what to work on.
        task: what to do.
        jobs: the greatest number of processes.
        start_method: how workers are started; by default "fork" on Linux and "spawn" elsewhere.
    """
    items = iter(items)
    batches = _batches(items, task.size)
    first = list(_take(batches, jobs)) if jobs > 1 else []
    if len(first) < 2:
        work = task.hire(forked=True)()
        for item in chain(*first, items):
            yield work.outcome(item)
        return
    crew = _Crew(task, len(first), start_method)
    try:
        yield from crew.outcomes(chain(first, batches))
    finally:
        crew.dismiss()


def _take(batches: Iterator[list[Item]], count: int) -> Iterator[list[Item]]:
    for _ in range(count):
        batch = next(batches, None)
        if batch is None:
            return
        yield batch


def _batches(items: Iterable[Item], size_of: Callable[[Item], int]) -> Iterator[list[Item]]:
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += size_of(item)
        if size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Job(Generic[Item, Outcome]):
    """A batch on its way, and what came of it once that is known."""

    def __init__(self, batch: list[Item]) -> None:
        self.batch = batch
        self.done: list[Outcome] | None = None


class _Worker(Generic[Item, Outcome]):
    """A process, the pipe to it, and the job it is at."""

    def __init__(self, crew: _Crew[Item, Outcome]) -> None:
        self.pipe, theirs = crew.context.Pipe()
        # A forked process holds copies of the pipes that are open here; it must close them, or the
        # end of this process would not close them for the others.
        inherited = [*(worker.pipe for worker in crew.workers), self.pipe] if crew.forks else []
        self.process: BaseProcess = crew.context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, inherited, crew.hire), daemon=True
        )
        self.process.start()
        theirs.close()
        self.job: _Job[Item, Outcome] | None = None

    def dismiss(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join()


class _Crew(Generic[Item, Outcome]):
    """Worker processes and the batches that are on their way through them.

    Each worker has a pipe of its own, so that the death of one is the end of its pipe, whatever it
    was doing, and says which batch it was at. (The queue that the workers of a ProcessPoolExecutor
    share waits for ever for the rest of a message whose writer was killed.)
    """

    def __init__(self, task: Task[Item, Outcome], jobs: int, start_method: str | None) -> None:
        method = start_method or ("fork" if sys.platform == "linux" else "spawn")
        self.context = multiprocessing.get_context(method)
        self.forks = method == "fork"
        self.hire = task.hire(forked=self.forks)
        self._lost = task.lost
        self.workers: list[_Worker[Item, Outcome]] = []
        for _ in range(jobs):
            self.workers.append(_Worker(self))

    def outcomes(self, batches: Iterator[list[Item]]) -> Iterator[Outcome]:
        underway: deque[_Job[Item, Outcome]] = deque()
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

    def _give(self, worker: _Worker[Item, Outcome], job: _Job[Item, Outcome]) -> None:
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

    def _replace(self, dead: _Worker[Item, Outcome]) -> None:
        """Put a new worker in the place of one that died, and do the job that it was at."""
        dead.dismiss()
        self.workers.remove(dead)
        if dead.job is not None:
            dead.job.done = [self._alone(item) for item in dead.job.batch]
        self.workers.append(_Worker(self))

    def _alone(self, item: Item) -> Outcome:
        """The outcome of one item in a process of its own, which it may kill."""
        worker = _Worker(self)
        try:
            worker.pipe.send([item])
            (outcome,) = worker.pipe.recv()
        except (EOFError, OSError):
            return self._lost(item)
        finally:
            worker.dismiss()
        return cast(Outcome, outcome)

    def dismiss(self) -> None:
        for worker in self.workers:
            worker.dismiss()


def _serve(
    pipe: Connection[Any, Any],
    inherited: Sequence[Connection[Any, Any]],
    hire: Callable[[], Work[Any, Any]],
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
