"""The baseline file: findings that were there when a house began to look, one a line.

It is JSON Lines. The first line says what the file is, each other one holds a finding. The lines
stand in the order of paths and texts and hold no positions, so that a comparison of two versions
shows what was added and what was fixed, and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Annotated, NamedTuple

import msgspec

from lintnews import __version__
from lintnews.answers.entries import CONFLICT, CONFLICT_REASON, KEYS, Entry, joined, split
from lintnews.answers.matching import Keyed
from lintnews.document.rewriting import write_whole

DEFAULT_BASELINE = "lintnews.baseline"
_FORM = 1
_MARKS = tuple(mark.encode() for mark in CONFLICT)


class BaselineError(ValueError):
    """A baseline cannot be used; the message names the file, the line if there is one, and why."""

    def __init__(self, path: Path, line: int | None, reason: str) -> None:
        place = path if line is None else f"{path}:{line}"
        super().__init__(f"{place}: {reason}")


class _Header(msgspec.Struct, frozen=True, kw_only=True, rename={"form": "lintnews-baseline"}):
    form: Annotated[int, msgspec.Meta(ge=1)]
    lintnews: str = ""


class _Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    path: Annotated[str, msgspec.Meta(min_length=1)]
    rule: str
    quote: str
    keys: Annotated[str, msgspec.Meta(pattern=KEYS)]
    number: Annotated[int, msgspec.Meta(ge=1)] = 1
    article: str | None = None
    reason: str | None = None


Entries = Mapping[str, list[Entry]]
"""The entries of a baseline by the paths of their files, relative to its folder."""


def read_baseline(path: Path) -> dict[str, list[Entry]]:
    """The entries of a baseline file.

    Lines that say the same, as a merge of two branches leaves them, count once.

    Raises:
        BaselineError: the file is no baseline, of a newer form, or broken, and the line is
            named; or it cannot be read.
    """
    try:
        return _read(path)
    except FileNotFoundError as error:
        reason = "there is no such file; lintnews baseline create writes one"
        raise BaselineError(path, None, reason) from error
    except OSError as error:
        raise BaselineError(path, None, f"it cannot be read: {error.strerror or error}") from error


def _read(path: Path) -> dict[str, list[Entry]]:
    entries: dict[str, list[Entry]] = {}
    seen: set[bytes] = set()
    decoder = msgspec.json.Decoder(_Line)
    with path.open("rb") as lines:
        _check_header(lines.readline(), path)
        for number, raw in enumerate(lines, 2):
            line = raw.strip()
            if not line or line in seen:
                continue
            seen.add(line)
            try:
                said = decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                raise BaselineError(path, number, _reason(line, error)) from error
            keyed = Keyed(split(said.keys), said.number)
            entry = Entry(
                said.rule, said.quote, keyed, said.article, said.reason, None, None, number
            )
            entries.setdefault(said.path, []).append(entry)
    return entries


def _check_header(line: bytes, path: Path) -> None:
    line = line.strip().removeprefix(b"\xef\xbb\xbf")
    if line.startswith(_MARKS):
        raise BaselineError(path, 1, _reason(line, ValueError()))
    try:
        header = msgspec.json.decode(line, type=_Header)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        reason = (
            'this is no baseline; it should begin with a line such as {"lintnews-baseline":1}'
            " (lintnews baseline create writes one)"
        )
        raise BaselineError(path, 1, reason) from error
    if header.form > _FORM:
        by = f"lintnews {header.lintnews}" if header.lintnews else "a newer lintnews"
        reason = f"this baseline was written by {by} and cannot be read by {__version__}"
        raise BaselineError(path, 1, f"{reason}; update lintnews")


def _reason(line: bytes, error: Exception) -> str:
    if line.startswith(_MARKS):
        return CONFLICT_REASON
    return f"the line is no finding of a baseline: {error}"


def write_baseline(path: Path, entries: Entries) -> None:
    """Write a baseline file, whole or not at all.

    Args:
        path: the file.
        entries: the entries of each file in the order of its text.

    Raises:
        UnwritableError: it cannot be written.
    """
    encode = msgspec.json.Encoder().encode
    lines = [encode(_Header(form=_FORM, lintnews=__version__))]
    for name, of_file in sorted(entries.items()):
        lines += [encode(_line(name, entry)) for entry in of_file]
    write_whole(path, b"\n".join([*lines, b""]))


def _line(path: str, entry: Entry) -> _Line:
    return _Line(
        path=path,
        rule=entry.rule,
        quote=entry.quote,
        keys=joined(entry.keyed.keys),
        number=entry.keyed.number,
        article=entry.article,
        reason=entry.reason,
    )


class Folder(NamedTuple):
    """The folder of a baseline, from which it names files."""

    path: str

    @classmethod
    def of(cls, baseline: Path) -> Folder:
        """The folder of a baseline file."""
        return cls(str(Path(os.path.abspath(baseline)).parent))  # noqa: PTH100 - keeps links

    def relative(self, path: str) -> str:
        """The name of a file in the baseline."""
        there = os.path.abspath(path)  # noqa: PTH100 - keeps links
        # From one drive to another there is no way.
        with suppress(ValueError):
            there = os.path.relpath(there, self.path)
        return PurePath(there).as_posix()

    def exists(self, name: str) -> bool:
        """Whether there is a file that the baseline calls so."""
        return os.path.lexists(os.path.join(self.path, name))  # noqa: PTH118
