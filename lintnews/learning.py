"""Learns the names and the style of many documents into an archive, on one core or on several."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import NamedTuple

from lintnews.crew import died, failed, outcomes
from lintnews.document.document import Document
from lintnews.language.text import Text
from lintnews.model import Problem
from lintnews.names.archive.sightings import Record, read_sightings, record_of
from lintnews.names.archive.writer import ArchiveWriter, Outcome
from lintnews.style.reading import read_style

# What is kept back until it is written in one transaction; the file is held for that time alone.
_RECORDS_AT_ONCE = 500
_SECONDS_BETWEEN_WRITES = 1.0


class Found(NamedTuple):
    """A document, the whole path of its file, and when it was published unless it says itself."""

    document: Document
    file: str
    day: date | None


class Learned:
    """What became of the documents so far, and how many names they hold."""

    def __init__(self) -> None:
        self.documents: Counter[Outcome] = Counter()
        self.mentions = 0

    def count(self, outcomes: Iterable[Outcome], records: Iterable[Record]) -> None:
        """Add records and what became of them."""
        for outcome, record in zip(outcomes, records, strict=True):
            self.documents[outcome] += 1
            if outcome is not Outcome.KNOWN:
                self.mentions += sum(sighting.uses for sighting in record.sightings)


def learn(
    documents: Iterable[Found | Problem],
    writer: ArchiveWriter,
    learned: Learned,
    *,
    jobs: int = 1,
    debug: bool = False,
) -> Iterator[Problem]:
    """Learn documents and give back what could not be done.

    Documents that are known as they are now are not read again. What is written is written for
    good, a few hundred documents or a second of work at a time; when the caller stops, the rest is
    lost.

    Args:
        documents: what was read.
        writer: where it is written.
        learned: counts what is done.
        jobs: the greatest number of processes that read.
        debug: whether a problem shows where an unexpected error came from.

    Raises:
        ArchiveError: the archive cannot be written.
    """
    pending: list[Record] = []
    written = time.monotonic()
    unknown = _unknown(documents, writer, learned)
    for outcome in outcomes(unknown, _Reading(debug), jobs=jobs):
        if isinstance(outcome, Problem):
            yield outcome
            continue
        pending.append(outcome)
        late = time.monotonic() - written > _SECONDS_BETWEEN_WRITES
        if late or len(pending) >= _RECORDS_AT_ONCE:
            learned.count(writer.add(pending), pending)
            pending, written = [], time.monotonic()
    learned.count(writer.add(pending), pending)


def _unknown(
    documents: Iterable[Found | Problem], writer: ArchiveWriter, learned: Learned
) -> Iterator[Found | Problem]:
    """The documents that must be read."""
    for found in documents:
        if isinstance(found, Found) and writer.knows(record_of(*found)):
            learned.documents[Outcome.KNOWN] += 1
        else:
            yield found


class _Work:
    """Reads the names of one document after another."""

    def __init__(self, debug: bool) -> None:
        self._debug = debug

    def outcome(self, found: Found | Problem) -> Record | Problem:
        if isinstance(found, Problem):
            return found
        try:
            text = Text(found.document)
            sightings, style = read_sightings(text), read_style(text)
            return record_of(*found)._replace(sightings=sightings, style=style)
        except Exception as error:
            return failed(found.document, "read", error, debug=self._debug)


class _Reading:
    """The task of reading names."""

    def __init__(self, debug: bool) -> None:
        self._debug = debug

    def hire(self, *, forked: bool) -> Callable[[], _Work]:
        return partial(_Work, self._debug)

    def size(self, found: Found | Problem) -> int:
        return len(found.document.source) if isinstance(found, Found) else 1

    def lost(self, found: Found | Problem) -> Record | Problem:
        return found if isinstance(found, Problem) else died(found.document, "read")
