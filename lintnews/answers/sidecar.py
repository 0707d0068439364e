"""The sidecar of a text: a YAML file beside it that says which of its findings are meant so.

``article.txt`` has ``article.txt.lintnews.yml``.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import msgspec

from lintnews.answers.entries import CONFLICT, CONFLICT_REASON, KEYS, Entry, joined, split
from lintnews.answers.matching import Keyed
from lintnews.document.files import SIDECAR_ENDING
from lintnews.document.rewriting import write_whole
from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.utf8 import read_utf8

_FORM = 1
_WIDE = 10_000
_HEAD = (
    "# What lintnews reports in {name} and what is meant as it is.\n"
    "# `lintnews ignore` writes this file anew: say why in `reason`, for comments are lost.\n"
)


class _Ignored(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    rule: str
    quote: str
    reason: Annotated[str, msgspec.Meta(min_length=1)]
    keys: Annotated[str, msgspec.Meta(pattern=KEYS)]
    number: Annotated[int, msgspec.Meta(ge=1)] = 1
    article: str | None = None
    record: str | None = None
    by: str | None = None
    at: str | None = None


class _Sidecar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Annotated[int, msgspec.Meta(ge=1)]
    ignored: list[_Ignored] = []


def sidecar_of(path: str) -> str:
    """The path of the sidecar of a file."""
    return path + SIDECAR_ENDING


def text_of(sidecar: str) -> str:
    """The path of the text of a sidecar."""
    return sidecar.removesuffix(SIDECAR_ENDING)


def read_sidecar(path: Path) -> tuple[Entry, ...]:
    """The entries of a sidecar, in its order.

    Raises:
        RuleError: the file is no sidecar, or of a newer form; the line is named.
        FileNotFoundError: there is none.
        OSError: the file cannot be read.
    """
    _refuse_conflict(path)
    # Most texts have no sidecar, and then no YAML has to be read.
    from lintnews.rulebook.typed_yaml import TypedYaml

    source = TypedYaml(path, trusted=False)
    version = source.data.get("version")
    if isinstance(version, int) and version > _FORM:
        reason = f"version {version} is newer than what this lintnews reads; update lintnews"
        raise source.error(".version", reason)
    sidecar = source.convert(_Sidecar)
    return tuple(
        Entry(
            said.rule,
            said.quote,
            Keyed(split(said.keys), said.number),
            said.article,
            said.reason,
            said.by,
            said.at,
            source.line(f".ignored[{index}]"),
            said.record,
        )
        for index, said in enumerate(sidecar.ignored)
    )


def _refuse_conflict(path: Path) -> None:
    for number, line in enumerate(read_utf8(path).splitlines(), 1):
        if line.startswith(CONFLICT):
            raise RuleError(path, number, CONFLICT_REASON)


def write_sidecar(path: Path, entries: Sequence[Entry]) -> None:
    """Write a sidecar, whole or not at all; without entries it is taken away.

    Raises:
        UnwritableError: it cannot be written.
        OSError: it cannot be taken away.
    """
    if not entries:
        path.unlink(missing_ok=True)
        return
    text = _HEAD.format(name=text_of(path.name)) + _yaml(entries)
    write_whole(path, text.replace("\n", _line_end(path)).encode("utf-8"))


def _line_end(path: Path) -> str:
    """The line end of a file, as its first line has it."""
    try:
        with path.open("rb") as file:
            return "\r\n" if file.readline().endswith(b"\r\n") else "\n"
    except FileNotFoundError:
        return "\n"


def _yaml(entries: Iterable[Entry]) -> str:
    import yaml

    from lintnews.yaml12 import Dumper

    data = {"version": _FORM, "ignored": [_fields(entry) for entry in entries]}
    text: str = yaml.dump(data, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=_WIDE)
    return text


def _fields(entry: Entry) -> dict[str, Any]:
    keyed = entry.keyed
    fields = {
        "rule": entry.rule,
        "quote": entry.quote,
        "reason": entry.reason,
        "by": entry.by,
        "at": entry.at,
        "article": entry.article,
        "record": entry.record,
        "number": keyed.number if keyed.number > 1 else None,
        "keys": joined(keyed.keys),
    }
    return {name: value for name, value in fields.items() if value is not None}


def read_if_there(path: str) -> tuple[Entry, ...]:
    """The entries of the sidecar of a text, none if it has none.

    Raises:
        RuleError: the file is no sidecar.
        OSError: the file cannot be read.
    """
    try:
        return read_sidecar(Path(sidecar_of(path)))
    except OSError as error:
        # There is none either where its name would be too long.
        if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG):
            return ()
        raise
