"""Which lines of files have changed since a revision, as Git tells it."""

from __future__ import annotations

import os
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from lintnews.model import Finding

_HUNK = re.compile(rb"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
_ROW = re.compile(r", row \d+\Z")
_OPTIONS = (
    "--unified=0",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--no-prefix",
    "--ignore-submodules",
    "--find-renames",
)
# More paths than this may not fit into one command line.
_PATHS_AT_ONCE = 500


class GitError(Exception):
    """Git could not say what has changed; the message says why and what to do."""


class Lines(NamedTuple):
    """The first and the last of some lines that stand together, from 1."""

    first: int
    last: int


class ChangedLines:
    """The changed lines of some files.

    Args:
        lines: the lines of each file that has some, by its real path; None for a file that is new
            or that is no text to Git.
    """

    def __init__(self, lines: Mapping[str, list[Lines] | None]) -> None:
        self._lines = lines

    def touch(self, path: str, first: int, last: int) -> bool:
        """Whether any of some lines of a file has changed, or what stood beside them is gone.

        Args:
            path: the file, by its real path.
            first: the first of the lines, from 1.
            last: the last of them.
        """
        lines = self._lines.get(path, [])
        if lines is None:
            return True
        return any(some.first <= last and first <= some.last for some in lines)

    def concern(self, finding: Finding) -> bool:
        """Whether any place of a finding is touched."""
        # A row of a Parquet file stands behind its name.
        path = os.path.realpath(_ROW.sub("", finding.path))
        return self.touch(path, finding.line, finding.end_line) or any(
            self.touch(path, other.line, other.line) for other in finding.related
        )


def changed_lines(files: Iterable[str], revision: str) -> ChangedLines:
    """What has changed in files between a revision and what stands on the disk.

    Where lines were only taken away, the lines around the gap count as changed. Of a file that Git
    does not know every line does. Each file is looked up in the repository that it lies in.

    Raises:
        GitError: Git is missing, a file lies in no repository, or there is no such revision.
    """
    folders: dict[str, list[str]] = defaultdict(list)
    for file in files:
        folders[os.path.dirname(os.path.realpath(file))].append(os.path.realpath(file))  # noqa: PTH120
    roots: dict[str, list[str]] = defaultdict(list)
    for folder, paths in folders.items():
        roots[_root(folder)].extend(paths)
    lines: dict[str, list[Lines] | None] = {}
    for root, paths in roots.items():
        _refuse_unknown(root, revision)
        for start in range(0, len(paths), _PATHS_AT_ONCE):
            some = paths[start : start + _PATHS_AT_ONCE]
            lines.update(dict.fromkeys(_untracked(root, some)))
            lines.update(_hunks(root, _git(root, "diff", *_OPTIONS, revision, "--", *some)))
            lines.update(dict.fromkeys(_binary(root, revision, some)))
    return ChangedLines(lines)


def _root(folder: str) -> str:
    said = _git(folder, "rev-parse", "--show-toplevel").rstrip(b"\r\n")
    return os.path.realpath(os.fsdecode(said))


def _refuse_unknown(root: str, revision: str) -> None:
    try:
        _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitError as error:
        raise GitError(f"{root}: Git knows no revision {revision!r}") from error


def _untracked(root: str, paths: Iterable[str]) -> Iterator[str]:
    options = ("ls-files", "--others", "-z", "--full-name", "--")
    for name in _git(root, *options, *paths).split(b"\0"):
        if name:
            yield str(Path(root) / os.fsdecode(name))


def _binary(root: str, revision: str, paths: Iterable[str]) -> Iterator[str]:
    options = ("diff", "--numstat", "-z", "--no-renames", revision, "--")
    for entry in _git(root, *options, *paths).split(b"\0"):
        if entry.startswith(b"-\t-\t"):
            yield str(Path(root) / os.fsdecode(entry[4:]))


def _hunks(root: str, diff: bytes) -> Mapping[str, list[Lines]]:
    """The lines that a diff without context adds, by the file."""
    found: dict[str, list[Lines]] = {}
    lines: list[Lines] = []
    header = True
    for line in diff.split(b"\n"):
        if line.startswith(b"diff --git "):
            header = True
        elif header and line.startswith(b"+++ "):
            lines = found.setdefault(str(Path(root) / _name(line[4:])), [])
        elif hunk := _HUNK.match(line):
            header = False
            first, count = int(hunk[1]), int(hunk[2] or 1)
            lines.append(Lines(first, first + count - 1) if count else Lines(first, first + 1))
    return found


def _name(written: bytes) -> str:
    """A path as a diff writes it, in quotation marks with escapes if it has unusual characters."""
    name = written.rstrip(b"\t\r")
    if name.startswith(b'"'):
        name = re.sub(rb"\\([0-7]{3}|.)", _unescaped, name[1:-1])
    return os.fsdecode(name)


def _unescaped(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    if len(code) == 3:
        return bytes([int(code, 8)])
    return {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b"}.get(code, code)


def _git(folder: str, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", folder, "-c", "core.quotePath=true", *arguments],
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise GitError("--changed-since asks Git, which is not installed") from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
        raise GitError(f"{folder}: Git cannot say what has changed: {said}")
    return done.stdout
