"""Which files a list of paths means, and the documents in them."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple

from lintnews.document.decode import UnreadableError
from lintnews.document.document import Document
from lintnews.document.formats import known_endings, plugin_of, reader_of
from lintnews.document.reading import Bytes, Fixing, Reader, Reading
from lintnews.model import Problem

STDIN = "-"
SIDECAR_ENDING = ".lintnews.yml"
"""The end of the name of the file beside a text that holds answers to its findings."""
_SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv"})
# Formats of which people would expect that they are read; as plain text they are noise.
_NO_READER = {
    ".doc": "old Word files (.docx is read)", ".odt": "OpenDocument", ".rtf": "RTF", ".pdf": "PDF",
    ".xml": "XML",
    ".json": "JSON", ".epub": "EPUB",
}  # fmt: skip


class Begun(NamedTuple):
    """What follows was read from a file that can be fixed; ``name`` is what reports call it.

    With ``by_line`` fixes are written a line at a time, otherwise the whole file at once.
    """

    name: str
    path: str
    by_line: bool


class Ended(NamedTuple):
    """The file that was begun has been read to its end; ``digest`` is that of its bytes."""

    digest: bytes


def find_files(
    paths: Iterable[str], left_out: Callable[[str, str], bool] = lambda folder, file: False
) -> tuple[list[str], list[Problem]]:
    """The files that paths mean, each once and sorted, and the paths that mean none.

    A folder means every file below it in a known format; folders that are hidden or hold installed
    packages are passed over, and sidecars, which are no texts. ``-`` means standard input and is
    kept as it is.

    Args:
        paths: the paths.
        left_out: whether a folder among the paths does not mean a file below it.
    """
    endings = known_endings()
    files: dict[str, str] = {}
    problems: list[Problem] = []
    for path in paths:
        if path == STDIN:
            files[STDIN] = STDIN
        elif os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a folder is closed
            there = list(_below(path, endings, problems))
            below = [file for file in there if not left_out(path, file)]
            if there and not below:
                reason = "the configuration excludes every file in this folder; name those to read"
                problems.append(Problem(path=display_name(path), reason=reason))
            elif not below:
                known = ", ".join(endings)
                reason = f"the folder holds no text to read (no file that ends in {known})"
                problems.append(Problem(path=display_name(path), reason=reason))
            for file in below:
                files.setdefault(os.path.realpath(file), file)
        elif not path.endswith(SIDECAR_ENDING):
            files.setdefault(os.path.realpath(path), os.path.normpath(path))
    return sorted(files.values()), problems


def _below(folder: str, endings: Sequence[str], problems: list[Problem]) -> Iterator[str]:
    def unreadable(error: OSError) -> None:
        problems.append(Problem(path=display_name(str(error.filename)), reason=_said(error)))

    for place, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in _SKIPPED_FOLDERS
        )
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in endings:
                yield str(Path(place) / name)


def file_size(path: str) -> int:
    """The size of a file in bytes, 0 if it is not known."""
    try:
        return 0 if path == STDIN else Path(path).stat().st_size
    except OSError:
        return 0


def display_name(path: str) -> str:
    """The path as reports print it; bytes that are no Unicode become escapes such as ``\\xe9``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def read_file(
    path: str, reading: Reading, show: Callable[[bytes], None] | None = None
) -> Iterator[Document | Problem]:
    """The documents in a file; what can't be read is a problem that says why.

    Args:
        path: the file.
        reading: how it is read.
        show: is given the bytes of the file as they are read; for no format that seeks.
    """
    return _documents(path, display_name(path), reading, show)


def read_to_fix(
    path: str, name: str, reading: Reading
) -> Iterator[Begun | Document | Problem | Ended]:
    """The documents in a file that reports call ``name``, between marks of its begin and end.

    Around documents of a format into which fixes cannot be written there are no marks.
    """
    fixing = reader_of(name, reading).fixing
    if fixing is Fixing.NEVER:
        yield from _documents(path, name, reading, None)
        return
    digest = new_digest()
    yield Begun(name, path, fixing is Fixing.LINES)
    yield from _documents(path, name, reading, digest.update)
    yield Ended(digest.digest())


def new_digest() -> blake2b:
    """What makes the digest of a file, which says whether it is still what was read."""
    return blake2b(digest_size=20)


class _Watched:
    """A stream of which somebody is shown every byte that is read."""

    def __init__(self, stream: Bytes, show: Callable[[bytes], None]) -> None:
        self._stream = stream
        self._show = show

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(size)
        self._show(data)
        return data

    def readline(self, size: int = -1, /) -> bytes:
        data = self._stream.readline(size)
        self._show(data)
        return data


def _documents(
    path: str, name: str, reading: Reading, show: Callable[[bytes], None] | None
) -> Iterator[Document | Problem]:
    try:
        with _open(path, name, reading) as stream:
            yield from read_stream(_Watched(stream, show) if show else stream, name, reading)
    except UnreadableError as error:
        yield error.problem(name)
    except OSError as error:
        yield Problem(path=name, reason=_said(error))


def read_stream(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    """The documents in a stream of bytes, read as a file of that name would be."""
    reader = reader_of(name, reading)
    if reader.extra is not None and not reader.extra.is_installed:
        reason = f"reading {reader.title} needs {reader.extra.module}, which is not installed"
        yield Problem(path=name, reason=f"{reason}; {reader.extra.remedy}")
        return
    if reader.whole:
        data = stream.read(reading.max_size + 1)
        if len(data) > reading.max_size:
            yield Problem(path=name, reason=_too_large(f"more than {reading.max_size:,}", reading))
            return
        stream = BytesIO(data)
    yield from _read(reader, stream, name, reading)


def _read(
    reader: Reader, stream: Bytes, name: str, reading: Reading
) -> Iterator[Document | Problem]:
    """What a reader reads; one of a plug-in that fails costs no more than the file."""
    try:
        yield from reader.read(stream, name, reading)
    except (OSError, UnreadableError):
        raise
    except Exception as error:
        if (plugin := plugin_of(reader)) is None:
            raise
        reason = f"the reader {reader.name} of {plugin} failed: {type(error).__name__}: {error}"
        yield Problem(path=name, reason=reason)


def _open(path: str, name: str, reading: Reading) -> IO[bytes]:
    about = Path(path).stat()
    if not stat.S_ISREG(about.st_mode):
        raise UnreadableError("this is no regular file")
    ending = Path(name).suffix.lower()
    if reading.format is None and ending in _NO_READER and ending not in known_endings():
        feeds = "--input-format feed reads RSS and Atom, " if ending == ".xml" else ""
        raise UnreadableError(
            f"lintnews does not read {_NO_READER[ending]} yet; "
            f"{feeds}--input-format text reads the file as plain text"
        )
    if reader_of(name, reading).whole and about.st_size > reading.max_size:
        raise UnreadableError(_too_large(f"{about.st_size:,}", reading))
    if about.st_size == 0:
        return BytesIO()
    return Path(path).open("rb")


def _too_large(size: str, reading: Reading) -> str:
    return (
        f"the file has {size} bytes; the limit is {reading.max_size:,}, "
        "since an article is never that long (--max-size raises it)"
    )


def _said(error: OSError) -> str:
    return {
        "FileNotFoundError": "there is no such file or folder",
        "PermissionError": "you have no right to read it",
        "IsADirectoryError": "this is a folder",
    }.get(type(error).__name__, f"it cannot be read: {error.strerror or error}")
