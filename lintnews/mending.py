"""Brings what was fixed in documents into their files, and findings to where they stand then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from lintnews.document.files import Begun, Ended
from lintnews.document.rewriting import Change, Rewriting, UnwritableError
from lintnews.model import Finding, Problem
from lintnews.outcomes import Fresh, Linted, Outcome


class Mended(NamedTuple):
    """A file that was changed: how many findings were fixed in it, and what is to be told of it."""

    path: str
    mended: int
    note: str | None


def mended(
    outcomes: Iterable[Outcome], rewriting: Callable[[Begun], Rewriting]
) -> Iterator[Linted | Problem | Mended]:
    """Change files, each once, and pass on what was linted as it stands afterwards.

    What stands between no marks of a file is passed on as it is. A plain text is passed on when its
    file is written. The articles of JSON Lines are passed on as they come; if their file cannot be
    written after all, a problem behind them says so.

    Args:
        outcomes: what came of documents with fixes, between the marks of their files.
        rewriting: what is done with the changes of a file.
    """
    file: _File | None = None
    try:
        for outcome in outcomes:
            if isinstance(outcome, Begun):
                file = _File(outcome.name, rewriting(outcome), by_line=outcome.by_line)
            elif isinstance(outcome, Fresh):
                continue
            elif isinstance(outcome, Ended):
                assert file is not None
                yield from file.end(outcome.digest)
                file = None
            elif file is None:
                yield _as_it_is(outcome)
            else:
                yield from file.take(outcome)
    finally:
        if file is not None:
            file.abandon()


class _File:
    """A file whose documents pass; what belongs together waits until its change is made."""

    def __init__(self, name: str, rewriting: Rewriting, *, by_line: bool) -> None:
        self._name = name
        self._rewriting = rewriting
        self._by_line = by_line
        self._waiting: list[Linted | Problem] = []
        self._growth = 0
        self._mended = 0
        self._failed = False
        self._told = False

    def take(self, outcome: Linted | Problem) -> Iterator[Linted | Problem]:
        if self._by_line and self._waiting and _line(self._waiting[-1]) != _line(outcome):
            yield from self._line_settled()
        self._waiting.append(outcome)

    def end(self, digest: bytes) -> Iterator[Linted | Problem | Mended]:
        if self._by_line:
            yield from self._line_settled()
        changes = self._changes()
        problem = note = None
        try:
            if changes:
                self._rewriting.change(changes)
            if self._mended and not self._failed:
                note = self._rewriting.finish(digest)
        except UnwritableError as error:
            problem = self._failure(error)
        finally:
            self.abandon()
        yield from self._passed_on(changes)
        if problem is not None:
            yield problem
        elif self._mended and not self._failed:
            yield Mended(self._name, self._mended, note)

    def abandon(self) -> None:
        self._rewriting.abandon()

    def _line_settled(self) -> Iterator[Linted | Problem]:
        changes, problem = self._changes(), None
        try:
            if changes:
                self._rewriting.change(changes)
        except UnwritableError as error:
            self.abandon()
            problem = self._failure(error)
        yield from self._passed_on(changes)
        if problem is not None:
            yield problem

    def _changes(self) -> list[Change]:
        """The changes of what waits, in order; none where the file cannot be written."""
        fixes = [one.fixes for one in self._waiting if isinstance(one, Linted) and one.fixes]
        if self._failed:
            return []
        self._mended += sum(each.mended for each in fixes)
        return sorted(each.change for each in fixes if each.change)

    def _failure(self, error: UnwritableError) -> Problem:
        self._failed = True
        told = "; the findings before this are those of the fixed text" if self._told else ""
        return Problem(path=self._name, reason=f"nothing in it was fixed: {error}{told}")

    def _passed_on(self, changes: list[Change]) -> Iterator[Linted | Problem]:
        """What waits, where it stands after changes, or as it is without them."""
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            if isinstance(one, Problem) or one.fixes is None:
                yield one
            elif self._failed:
                yield _as_it_is(one)
            else:
                before = [change for change in changes if change.start < one.fixes.start]
                growth = sum(change.growth for change in before)
                # A change keeps every line break, and only a line of its own moves to the side.
                columns = sum(each.growth for each in before if each.line == one.fixes.line)
                yield _moved(one, self._growth + growth, columns)
                yield from one.fixes.problems
        self._growth += sum(change.growth for change in changes)
        self._told = self._told or bool(changes)


def _line(outcome: Linted | Problem) -> int | None:
    if isinstance(outcome, Problem):
        return outcome.line
    return outcome.fixes.line if outcome.fixes else None


def _as_it_is(outcome: Linted | Problem) -> Linted | Problem:
    """What was linted, with what is found if nothing is written."""
    if isinstance(outcome, Problem) or outcome.fixes is None:
        return outcome
    return outcome._replace(**outcome.fixes.unfixed._asdict(), fixes=None)


def _moved(linted: Linted, offset: int, columns: int) -> Linted:
    """What was linted, so many code points further in its file and in its line."""
    if not offset and not columns:
        return linted
    return linted._replace(
        findings=tuple(_finding_moved(finding, offset, columns) for finding in linted.findings),
        excerpts=tuple(
            excerpt._replace(start=excerpt.start + offset) for excerpt in linted.excerpts
        ),
        # By how many bytes the line grew is not known.
        written=() if columns else linted.written,
    )


def _finding_moved(finding: Finding, offset: int, columns: int) -> Finding:
    return msgspec.structs.replace(
        finding,
        start=finding.start + offset,
        end=finding.end + offset,
        column=finding.column + columns,
        end_column=finding.end_column + columns,
        related=tuple(
            msgspec.structs.replace(
                other,
                start=other.start + offset,
                end=other.end + offset,
                column=other.column + columns,
            )
            for other in finding.related
        ),
    )
