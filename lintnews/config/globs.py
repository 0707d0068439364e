"""Globs of paths, as a .gitignore file has them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class GlobError(ValueError):
    """A glob cannot be used; ``index`` is its number in the list."""

    def __init__(self, index: int, reason: str) -> None:
        super().__init__(reason)
        self.index = index


class Globs:
    """A list of globs that count from a folder.

    A glob with a slash before its end is one path from the folder on, one without matches at any
    depth; one that ends in a slash matches a folder with all that is in it; one that begins with an
    exclamation mark takes back what an earlier one matched.

    Raises:
        GlobError: a glob is wrong.
    """

    def __init__(self, globs: Sequence[str], folder: Path) -> None:
        for index, glob in enumerate(globs):
            if fault := _fault(glob):
                raise GlobError(index, fault)
        self._spec = _spec(globs)
        self._folder = str(folder)

    def match(self, path: str) -> bool:
        """Whether a file matches, given its absolute path.

        A file that does not stand in the folder matches by its name and the names of its folders.
        """
        inside = os.path.relpath(path, self._folder) if self._holds(path) else path
        return self._spec.match_file(inside.replace(os.sep, "/").lstrip("/"))

    def _holds(self, path: str) -> bool:
        # Where capitals do not count in paths, a drive may be written either way.
        folder = os.path.normcase(self._folder.rstrip(os.sep) + os.sep)
        return os.path.normcase(path).startswith(folder)


def _fault(glob: str) -> str | None:
    if "\\" in glob:
        return f"the glob {glob!r} has a backslash; write / between folders, on Windows too"
    if not glob.strip() or glob.startswith("#"):
        return f"the glob {glob!r} matches nothing"
    if not glob.isprintable():
        return f"the glob {glob!r} holds a character that cannot be seen"
    if ".." in glob.split("/"):
        return f"the glob {glob!r} leaves the folder of its file; put a file into that folder"
    if glob.count("[") > glob.count("]"):
        return f"the glob {glob!r} has a bracket that is not closed"
    return _fault_of_pattern(glob)


def _fault_of_pattern(glob: str) -> str | None:
    try:
        _spec([glob])
    except ValueError:
        return f"{glob!r} is no glob; write for example 'wire/' or '*.jsonl'"
    return None


def _spec(globs: Sequence[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(globs)
