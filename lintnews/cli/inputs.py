"""The files of a run, each with its profile, and the documents in them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lintnews.cache.memory import Memory, Subject
from lintnews.cli.answers import without_baseline
from lintnews.cli.fix import Spool
from lintnews.config.profile import Profile
from lintnews.config.profiles import Profiles
from lintnews.document.document import Document
from lintnews.document.files import (
    STDIN,
    Begun,
    Ended,
    display_name,
    file_size,
    find_files,
    new_digest,
    read_file,
    read_stream,
    read_to_fix,
)
from lintnews.document.formats import reader_of
from lintnews.model import Problem
from lintnews.outcomes import Assigned, Fresh, Item, Linted

_STDIN_NAME = "<stdin>"


class _Input(NamedTuple):
    """A file, what reports call it, and the number of its profile."""

    name: str
    file: str
    profile: int


class Inputs:
    """The files that paths mean, in the order of reports, and their profiles.

    Args:
        paths: the paths; a folder means the files in it that are not excluded.
        profiles: what holds for each file.
        stdin_name: the name of standard input.
        force_exclude: whether files are left out too that are named themselves.
        baseline: a list of findings, which may stand among the files and is none.

    Raises:
        ConfigError: the configuration of a file cannot be used.
    """

    def __init__(
        self,
        paths: Sequence[str],
        profiles: Profiles,
        *,
        stdin_name: str | None = None,
        force_exclude: bool = False,
        baseline: Path | None = None,
    ) -> None:
        stdin_name = stdin_name or _STDIN_NAME
        files, self._missing = find_files(paths, profiles.excluded)
        files = without_baseline(files, baseline)
        numbers: dict[int, int] = {}
        self.profiles: list[Profile] = []
        self._inputs: list[_Input] = []
        for file in files:
            path = stdin_name if file == STDIN else file
            if force_exclude and profiles.excluded(os.curdir, path):
                continue
            profile = profiles.profile_for(path)
            if id(profile) not in numbers:
                numbers[id(profile)] = len(self.profiles)
                self.profiles.append(profile)
            self._inputs.append(_Input(display_name(path), file, numbers[id(profile)]))
        self._inputs.sort(key=lambda one: (one.name, one.file))
        # Without a file the options are tried all the same.
        if not files:
            self.profiles.append(profiles.profile_for(_STDIN_NAME))
        self._numbers = {one.name: one.profile for one in self._inputs}
        self._memory: Memory | None = None
        self._known: dict[str, bytes] = {}

    def recall(self, memory: Memory) -> None:
        """Look up what is known of the files, and have remembered what is not."""
        self._memory = memory
        inputs = [one for one in self._inputs if self._is_remembered(one)]
        subjects = (
            Subject(one.file, one.name, self.profiles[one.profile].identity) for one in inputs
        )
        for one, key in zip(inputs, memory.recall(subjects), strict=True):
            if key is not None:
                self._known[one.file] = key

    def _is_remembered(self, one: _Input) -> bool:
        if self._memory is None or one.file == STDIN:
            return False
        return not reader_of(one.name, self.profiles[one.profile].reading).seeks

    def _outcome(self, file: str) -> list[Linted] | None:
        """What is remembered of a file, which is fetched when its turn comes."""
        key = self._known.get(file)
        return self._memory.outcome(key) if self._memory and key else None

    @property
    def are_known(self) -> bool:
        """Whether nothing has to be linted."""
        return bool(self._inputs) and len(self._known) == len(self._inputs)

    @property
    def size(self) -> int:
        """The sizes of all files together, in bytes."""
        return sum(file_size(one.file) for one in self._inputs)

    def number_of(self, name: str) -> int:
        """The number of the profile of a file, by the name under which a document is reported."""
        # A row of a Parquet file stands behind its name.
        return self._numbers.get(name, self._numbers.get(name.rpartition(", ")[0], 0))

    @property
    def files(self) -> list[str]:
        """The files, without standard input."""
        return [one.file for one in self._inputs if one.file != STDIN]

    @property
    def has_stdin(self) -> bool:
        """Whether standard input is read."""
        return any(one.file == STDIN for one in self._inputs)

    def documents(
        self, count: Callable[[], None], *, fix: bool, spool: Spool | None
    ) -> Iterator[Item]:
        """What is read of the files, each document assigned to its profile.

        Args:
            count: called for each file, unless none of it could be read.
            fix: whether the files are read to be fixed.
            spool: where standard input is kept meanwhile.
        """
        yield from self._missing
        for one in self._inputs:
            name, file, number = one
            reading = self.profiles[number].reading
            items: Iterable[Document | Problem | Begun | Ended]
            if fix:
                path = spool.fill() if spool and file == STDIN else file
                items = read_to_fix(path, name, reading)
            elif file == STDIN:
                items = read_stream(sys.stdin.buffer, name, reading)
            elif (known := self._outcome(file)) is not None:
                count()
                yield from known
                continue
            elif self._is_remembered(one):
                hashed = new_digest()
                yield Fresh(name, number)
                items = read_file(file, reading, hashed.update)
                yield from self._assigned(items, number, count)
                yield Ended(hashed.digest())
                continue
            else:
                items = read_file(file, reading)
            yield from self._assigned(items, number, count)

    def _assigned(
        self,
        items: Iterable[Document | Problem | Begun | Ended],
        number: int,
        count: Callable[[], None],
    ) -> Iterator[Item]:
        for item in _counted(items, count):
            yield Assigned(item, number) if isinstance(item, Document) else item


def _counted(
    items: Iterable[Document | Problem | Begun | Ended], count: Callable[[], None]
) -> Iterator[Document | Problem | Begun | Ended]:
    """What was read of a file, which is counted unless none of it could be read."""
    empty, readable = True, False
    for item in items:
        if not isinstance(item, Begun | Ended):
            empty, readable = False, readable or isinstance(item, Document)
        yield item
    if empty or readable:
        count()
