"""The articles in files, in what files of records hold, and in the files that findings name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from lintnews.document.document import BlockKind, Document
from lintnews.document.files import STDIN, display_name, read_file, read_stream
from lintnews.document.formats import reader_of
from lintnews.document.reading import Bytes, Reading
from lintnews.model import Problem
from lintnews.queue.work.storing import FORMATS, Incoming

_LINES = "jsonl"
_STDIN_NAME = "<stdin>"


class Sources(NamedTuple):
    """How articles are read.

    Attributes:
        reading: how a file of a name is read.
        stdin: standard input.
        stdin_name: the name of the article or the file that comes by it; None if findings do.
    """

    reading: Callable[[str], Reading]
    stdin: IO[bytes]
    stdin_name: str | None = None


class Arrival(NamedTuple):
    """An article, and where it was read: the name of its file, and the line where it has one."""

    article: Incoming
    file: str
    line: int | None

    def problem(self, reason: str) -> Problem:
        """A problem with this article."""
        return Problem(path=self.file, line=self.line, reason=reason)


class _Finding(msgspec.Struct, frozen=True):
    """What tells a finding from a record that is an article."""

    path: str
    rule: str
    fingerprint: str
    matched: str


def arrivals(files: Iterable[str], sources: Sources) -> Iterator[Arrival | Problem]:
    """The articles, one after another, and what could not be read.

    A text, a Markdown file or a page is kept with its source, under its path. Of a file of records
    each is an article, under the path and its id, or its number if it has none. Files of findings
    stand for the files that the findings name.

    Args:
        files: the files that were found; ``-`` is standard input.
        sources: how they are read.
    """
    known: set[str] = set()
    for file in files:
        if file == STDIN:
            yield from _of_stdin(sources, known)
        elif _holds_findings(file, sources.reading(file)):
            with Path(file).open("rb") as lines:
                yield from _named(lines, display_name(file), sources, known)
        else:
            yield from _of_file(file, sources.reading(file), known)


def name_of(path: str) -> str:
    """The name of a file: its path from the working directory, or from the root if it is not there.

    It is written with slashes, so that it is the same on every system.
    """
    whole = os.path.abspath(path)  # noqa: PTH100 - Path.resolve would follow symbolic links
    here = Path.cwd()
    inside = Path(whole)
    return display_name((inside.relative_to(here) if here in inside.parents else inside).as_posix())


def _of_stdin(sources: Sources, known: set[str]) -> Iterator[Arrival | Problem]:
    name = sources.stdin_name
    if name is not None:
        items = read_stream(sources.stdin, name, sources.reading(name))
        yield from _articles(items, name, sources.reading(name))
        return
    first = sources.stdin.readline(sources.reading(_STDIN_NAME).max_size)
    if not first:
        return
    if _finding(first) is None:
        reason = "these are no findings as lintnews check --format jsonl prints them"
        more = "an article or a file of records needs a name, by --stdin-filename"
        yield Problem(path=_STDIN_NAME, line=1, reason=f"{reason}; {more}")
        return
    yield from _named(_Joined(first, sources.stdin), _STDIN_NAME, sources, known)


def _of_file(file: str, reading: Reading, known: set[str]) -> Iterator[Arrival | Problem]:
    # A file may be named itself and by findings.
    name = name_of(file)
    if name not in known:
        known.add(name)
        yield from _articles(read_file(file, reading), name, reading)


def _holds_findings(file: str, reading: Reading) -> bool:
    if reader_of(file, reading).name != _LINES:
        return False
    try:
        with Path(file).open("rb") as lines:
            return _finding(lines.readline(reading.max_size)) is not None
    except OSError:
        # Whoever reads it as a file of records tells why it cannot be read.
        return False


def _finding(line: bytes) -> _Finding | None:
    try:
        return msgspec.json.decode(line, type=_Finding)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _named(
    lines: Bytes, name: str, sources: Sources, known: set[str]
) -> Iterator[Arrival | Problem]:
    """The articles in the files that findings name, each file once."""
    number = 0
    asked: set[str] = set()
    while line := lines.readline(sources.reading(name).max_size):
        number += 1
        if not line.strip():
            continue
        found = _finding(line)
        if found is None:
            reason = "this is no finding as lintnews check --format jsonl prints it"
            yield Problem(path=name, line=number, reason=reason)
        elif found.path not in asked:
            asked.add(found.path)
            file = _file_of(found.path)
            if file is None:
                reason = (
                    f'the finding is about "{found.path}", and there is no such file here; run the '
                    "command where lintnews check ran, and on files, not on standard input"
                )
                yield Problem(path=name, line=number, reason=reason)
            else:
                yield from _of_file(file, sources.reading(file), known)


def _file_of(path: str) -> str | None:
    """The file that a finding is about; a row of a table may stand behind its name."""
    names = (path, path.rpartition(", ")[0])
    # Unlike Path, it finds no file under a name that none can have.
    return next((one for one in names if os.path.isfile(one)), None)  # noqa: PTH113


def _articles(
    items: Iterable[Document | Problem], name: str, reading: Reading
) -> Iterator[Arrival | Problem]:
    reader = reader_of(name, reading)
    if reader.name in FORMATS:
        for item in items:
            yield _whole(item, name, reader.name) if isinstance(item, Document) else item
        return
    # Of each id some bytes only, for there may be millions of records.
    seen: set[bytes] = set()
    for number, item in enumerate(items, 1):
        if isinstance(item, Problem):
            yield item
            continue
        arrival = _record(item, name, number)
        digest = blake2b(arrival.article.external_id.encode(), digest_size=12).digest()
        if digest in seen:
            reason = f'a record with the id "{arrival.article.article_id}" stands before this one'
            yield arrival.problem(f"{reason}; this one is left out")
        else:
            seen.add(digest)
            yield arrival


def _whole(document: Document, name: str, format: str) -> Arrival:
    article = Incoming(name, document.source, format, name, title=_title(document))
    return Arrival(article, document.path, None)


def _record(document: Document, name: str, number: int) -> Arrival:
    record = (document.article_id or "").removeprefix("id ")
    article = Incoming(
        f"{name}#{record or number}",
        document.prose,
        path=name,
        article_id=record,
        title=_title(document),
    )
    return Arrival(article, document.path, document.first_line)


def _title(document: Document) -> str:
    """The headline, or else what stands first."""
    headlines = (block for block in document.blocks if block.kind is BlockKind.HEADLINE)
    block = next(headlines, None) or next(iter(document.blocks), None)
    return " ".join(document.prose[block.start : block.end].split()) if block else ""


class _Joined:
    """A line that was read, and the stream that it was read from."""

    def __init__(self, first: bytes, rest: IO[bytes]) -> None:
        self._first = first
        self._rest = rest

    def read(self, size: int = -1, /) -> bytes:
        first, self._first = self._first, b""
        return first + self._rest.read(size)

    def readline(self, size: int = -1, /) -> bytes:
        first, self._first = self._first, b""
        return first or self._rest.readline(size)
