"""Writes changed documents into their files: whole, or not at all."""

from __future__ import annotations

import codecs
import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, NamedTuple, Protocol

from lintnews.document.decode import UnreadableError, decode
from lintnews.document.edits import Edit, applied
from lintnews.document.files import Begun, new_digest

# A file by this name is hidden and no text to lint, and whoever finds it knows whose it is.
_PREFIX, _SUFFIX = ".lintnews-", ".tmp"
_CHUNK = 1 << 20


class Change(NamedTuple):
    """A stretch of a file and what comes in its place; in JSON Lines it is inside one line.

    ``line`` and ``column`` count from 1, ``start`` from the beginning of the file; the column, the
    start and ``length`` are in code points.
    """

    line: int
    column: int
    start: int
    length: int
    text: str

    @property
    def growth(self) -> int:
        """How many code points longer the file gets."""
        return len(self.text) - self.length

    @property
    def edit(self) -> Edit:
        """The same as an edit."""
        return Edit(self.start, self.start + self.length, self.text)


class UnwritableError(Exception):
    """A file could not be changed and is as it was; the message says why."""


class Rewriting(Protocol):
    """What becomes of the changes of one file."""

    def change(self, changes: Sequence[Change]) -> None:
        """Take the changes of a line, in order; lines come in order too.

        Raises:
            UnwritableError: the file cannot be changed.
        """

    def finish(self, digest: bytes) -> str | None:
        """Let the changes hold if the file still has this digest; what to tell of it, if anything.

        Raises:
            UnwritableError: the file cannot be changed.
        """

    def abandon(self) -> None:
        """Let nothing be changed; after ``finish`` it does nothing."""


class Original:
    """The file to change, read a second time, from one changed line to the next."""

    def __init__(self, stream: IO[bytes], *, is_lines: bool) -> None:
        self._stream = stream
        self._is_lines = is_lines
        self._digest = new_digest()
        self._lines = 0

    def before(self, line: int) -> bytes:
        """Some of what stands before a line and was not read yet, nothing if all was."""
        if not self._is_lines or self._lines >= line - 1:
            return b""
        piece = self._stream.readline(_CHUNK)
        self._digest.update(piece)
        self._lines += piece.endswith(b"\n")
        return piece

    def rest(self) -> bytes:
        """Some of what was not read yet, nothing if all was."""
        piece = self._stream.read(_CHUNK)
        self._digest.update(piece)
        return piece

    def next(self) -> bytes:
        """The next line of JSON Lines, or the whole of a plain text."""
        data = self._stream.readline() if self._is_lines else self._stream.read()
        self._digest.update(data)
        self._lines += 1
        return data

    def check(self, digest: bytes) -> None:
        """Make sure, all being read, that this is what was read before.

        Raises:
            UnwritableError: it is not.
        """
        if self._digest.digest() != digest:
            raise changed_meanwhile()


def changed_meanwhile() -> UnwritableError:
    """The error that says that a file is not any more what was read."""
    return UnwritableError("it was changed while lintnews was at work; run it again")


def changed(data: bytes, changes: Sequence[Change], *, is_lines: bool) -> tuple[str, str, bytes]:
    """A line of JSON Lines or a plain text before and after changes, and the bytes to write.

    Raises:
        UnwritableError: the bytes are other ones by now, or the text could not be read from them.
        UnicodeEncodeError: a character does not exist in the encoding.
    """
    if is_lines:
        mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) and changes[0].line == 1 else b""
        before = data.removeprefix(mark).decode("utf-8", "replace")
        shift = changes[0].start - changes[0].column + 1
        after = applied(before, [change.edit for change in changes], shift)
        return before, after, mark + after.encode("utf-8", "surrogatepass")
    try:
        decoded = decode(data)
    except UnreadableError as error:
        raise changed_meanwhile() from error
    after = applied(decoded.text, [change.edit for change in changes])
    written = decoded.encoded(after)
    if decode(written).text != after:
        raise UnwritableError(
            f"with what was fixed it could not be told any more that it is {decoded.encoding}; "
            "save it as UTF-8"
        )
    return decoded.text, after, written


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, a new one or in the place of another, whole or not at all.

    Raises:
        UnwritableError: it cannot be written and is as it was.
    """
    with writing_whole(path) as new:
        new.write(data)


@contextmanager
def writing_whole(path: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """A file to write to that takes its place when all of it is there, or not at all.

    Args:
        path: the place, which may be that of another file.
        private: whether nobody else may read the file if it is a new one.

    Raises:
        UnwritableError: it cannot be written, and what was there is as it was.
    """
    path = Path(os.path.realpath(path))
    try:
        # On a full disk closing fails too, and that is told in the same way.
        with ExitStack() as stack:
            about = path.stat() if path.exists() else None
            if about is not None and not os.access(path, os.W_OK):
                raise UnwritableError("you have no right to change it")
            new, name = _begun_beside(path, stack)
            if about is not None:
                _keep_owner(name, about)
            elif not private:
                Path(name).chmod(0o666 & ~_mask())
            yield new
            _finish(new)
            _put_in_place(name, path)
    except OSError as error:
        raise UnwritableError(_said(error)) from error


def _mask() -> int:
    """The rights that new files do not get; the system tells them only when they are set."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


class Replacement:
    """A file that grows beside another and takes its place once it is whole.

    It gets the mode and the owner of the other one. Of a symbolic link the target is replaced.
    """

    def __init__(self, begun: Begun) -> None:
        self._path = Path(os.path.realpath(begun.path))
        self._is_lines = begun.by_line
        self._stack = ExitStack()
        self._files: _Files | None = None

    def change(self, changes: Sequence[Change]) -> None:
        """Take the changes of a line; with the first ones the new file is begun."""
        try:
            files = self._files = self._files or self._opened()
            while piece := files.original.before(changes[0].line):
                files.new.write(piece)
            data = files.original.next()
            files.new.write(changed(data, changes, is_lines=self._is_lines)[2])
        except (OSError, UnicodeError) as error:
            raise UnwritableError(_said(error)) from error

    def finish(self, digest: bytes) -> str | None:
        """Put the new file into the place of the old one, if that is still what was read."""
        if self._files is None:
            return None
        original, about, new, name = self._files
        try:
            while piece := original.rest():
                new.write(piece)
            original.check(digest)
            _finish(new)
            if _identity(self._path.stat()) != _identity(about):
                raise changed_meanwhile()
            _put_in_place(name, self._path)
        except OSError as error:
            raise UnwritableError(_said(error)) from error
        if about.st_nlink > 1:
            return "it has another name (a hard link), under which the text is as it was"
        return None

    def abandon(self) -> None:
        """Take away the new file, if it has not replaced the other one."""
        # On a full disk closing fails too; what is written is not needed any more.
        with suppress(OSError):
            self._stack.close()

    def _opened(self) -> _Files:
        if not os.access(self._path, os.W_OK):
            raise UnwritableError("you have no right to change it")
        old = self._stack.enter_context(self._path.open("rb"))
        about = os.fstat(old.fileno())
        new, name = _begun_beside(self._path, self._stack)
        _keep_owner(name, about)
        return _Files(Original(old, is_lines=self._is_lines), about, new, name)


class _Files(NamedTuple):
    """The old file, what was known of it when it was opened, and the new one with its name."""

    original: Original
    about: os.stat_result
    new: IO[bytes]
    name: str


def _begun_beside(path: Path, stack: ExitStack) -> tuple[IO[bytes], str]:
    """A new file beside another, and its name; at the end of the stack it is taken away."""
    handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=path.parent)
    stack.callback(_removed, name)
    return stack.enter_context(os.fdopen(handle, "wb")), name


def _finish(new: IO[bytes]) -> None:
    """Close a file when all of it is on the disk."""
    new.flush()
    os.fsync(new.fileno())
    new.close()


def _put_in_place(name: str, path: Path) -> None:
    """Put a file into the place of the one beside it, or where there was none."""
    os.replace(name, path)  # noqa: PTH105 - both are on one file system
    _sync(path.parent)


def _keep_owner(name: str, about: os.stat_result) -> None:
    """Give a file the owner and the mode of another."""
    own = Path(name).stat()
    if (own.st_uid, own.st_gid) != (about.st_uid, about.st_gid):
        try:
            os.chown(name, about.st_uid, about.st_gid)
        except OSError as error:
            raise UnwritableError(
                "the file that replaces it could not be given its owner"
            ) from error
    Path(name).chmod(stat.S_IMODE(about.st_mode))


def _identity(about: os.stat_result) -> tuple[int, ...]:
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns


def _removed(name: str) -> None:
    with suppress(FileNotFoundError):
        Path(name).unlink()


def _sync(folder: Path) -> None:
    """Make a change of names in a folder last through a crash, where the system can do so."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _said(error: OSError | UnicodeError) -> str:
    if isinstance(error, PermissionError):
        return "you have no right to write in its folder"
    if isinstance(error, OSError):
        return f"it cannot be written: {error.strerror or error}"
    return f"it cannot be written: {error}"
