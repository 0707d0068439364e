"""The keys of the cache: digests of all that an outcome depends on."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from lintnews import __version__
from lintnews.plugins import places
from lintnews.resources import rules_directory

_SIZE = 20
_LARGE = 4 * 1024 * 1024
_PACKAGE = Path(__file__).resolve().parent.parent
_BYTECODE = "__pycache__"
_DESCRIBED = (".dist-info", ".egg-info")


def digest(*parts: bytes) -> bytes:
    """A digest of byte strings, each with its length, so that they cannot run into each other."""
    hashed = blake2b(digest_size=_SIZE)
    for part in parts:
        hashed.update(len(part).to_bytes(8, "big"))
        hashed.update(part)
    return hashed.digest()


def state(path: Path) -> bytes:
    """What tells whether a file has changed: what is in it, of a large one size and time of change.

    A file that cannot be read has a state too.
    """
    try:
        about = path.stat()
        if about.st_size > _LARGE:
            return f"{path} {about.st_size} {about.st_mtime_ns}".encode("utf-8", "surrogateescape")
        return digest(path.read_bytes())
    except OSError as error:
        return f"{type(error).__name__}".encode()


@cache
def program() -> bytes:
    """A digest of the program, its rules, its plug-ins and what is installed beside it.

    Files count by their size and the time of their last change, so that nothing has to be read.
    """
    files = sorted(
        {file for place in (_PACKAGE, rules_directory(), *places()) for file in _files(place)}
    )
    return digest(__version__.encode(), *(repr(file).encode() for file in files), *_installed())


def _files(folder: Path) -> Iterator[tuple[str, int, int]]:
    """The path, the size in bytes and the time of change in nanoseconds of each file."""
    if folder.is_file():
        about = folder.stat()
        yield str(folder), about.st_size, about.st_mtime_ns
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != _BYTECODE:
                    yield from _files(Path(entry.path))
            else:
                about = entry.stat()
                yield entry.path, about.st_size, about.st_mtime_ns


def _installed() -> Iterator[bytes]:
    """The names and versions of the packages that are installed, by the folders that say so."""
    for folder in sys.path:
        with suppress(OSError):
            names = os.listdir(folder or ".")  # noqa: PTH208 - only the names are needed
            yield from sorted(os.fsencode(name) for name in names if name.endswith(_DESCRIBED))
