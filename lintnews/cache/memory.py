"""Remembers what was found in files, from run to run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from lintnews.cache.keys import digest, program
from lintnews.cache.store import Store
from lintnews.document.files import Ended, new_digest
from lintnews.model import Problem
from lintnews.outcomes import Fresh, Linted, Outcome
from lintnews.rulebook.rule import RuleFile

# The outcome of a larger file is worth more than the room and the time that it takes to keep it.
_LARGEST_FILE = 64 * 1024 * 1024
_FILES_AT_ONCE = 200
_CHUNK = 1 << 20


class Rulebook(NamedTuple):
    """The rules that run for some files, and whether the reader is missing that should run too."""

    rules: list[RuleFile]
    reader_is_missing: bool


class Subject(NamedTuple):
    """A file that is to be checked.

    ``name`` is what reports call it, ``identity`` the digest of what decides what is found in it.
    """

    path: str
    name: str
    identity: bytes


class Memory:
    """The outcomes of earlier runs.

    Args:
        store: where they are kept.
        wanted: what is told of each finding, which differs from report to report.
    """

    def __init__(self, store: Store, wanted: Sequence[object]) -> None:
        self._store = store
        self._about = digest(program(), repr(tuple(wanted)).encode())
        self._encoder = msgspec.msgpack.Encoder()

    def recall(self, subjects: Iterable[Subject]) -> Iterator[bytes | None]:
        """The keys under which the outcomes of files are remembered that are as they were then.

        None for a file of which nothing is known.
        """
        keys = [self._key_of(subject) for subject in subjects]
        known = self._store.holds(key for key in keys if key is not None)
        return (key if key in known else None for key in keys)

    def outcome(self, key: bytes) -> list[Linted] | None:
        """What is remembered under a key; None if it is gone meanwhile."""
        return _decoded(self._store.get(key))

    def rulebook(self, identity: bytes) -> Rulebook | None:
        """The rules for files of an identity, if they were remembered."""
        key = digest(self._about, b"rules", identity)
        value = self._store.get(key)
        if value is None:
            return None
        try:
            return msgspec.msgpack.decode(value, type=Rulebook)
        except msgspec.DecodeError:
            return None

    def keep_rulebook(self, identity: bytes, rulebook: Rulebook) -> None:
        """Remember the rules for files of an identity."""
        key = digest(self._about, b"rules", identity)
        self._store.put({key: self._encoder.encode(rulebook)})

    def keep(
        self, outcomes: Iterable[Outcome], identities: Sequence[bytes]
    ) -> Iterator[Linted | Problem]:
        """Pass on what comes of files, and remember it where there was no problem.

        Args:
            outcomes: what comes, between marks where it is to be remembered.
            identities: the identity for the number of each kit.
        """
        fresh: Fresh | None = None
        linted: list[Linted] | None = []
        values: dict[bytes, bytes] = {}
        try:
            for outcome in outcomes:
                if isinstance(outcome, Fresh):
                    fresh, linted = outcome, []
                elif isinstance(outcome, Ended):
                    if fresh is not None and linted is not None:
                        key = self._key(fresh.name, identities[fresh.kit], outcome.digest)
                        values[key] = self._encoder.encode(linted)
                    fresh = None
                    if len(values) >= _FILES_AT_ONCE:
                        self._store.put(values)
                        values = {}
                elif isinstance(outcome, Linted | Problem):
                    # A problem may be gone in the next run, such as a worker that died.
                    if isinstance(outcome, Problem) or outcome.lacking:
                        linted = None
                    elif fresh is not None and linted is not None:
                        linted.append(outcome)
                    yield outcome
        finally:
            self._store.put(values)

    def _key(self, name: str, identity: bytes, content: bytes) -> bytes:
        return digest(self._about, name.encode("utf-8", "surrogatepass"), identity, content)

    def _key_of(self, subject: Subject) -> bytes | None:
        content = _content(Path(subject.path))
        return None if content is None else self._key(subject.name, subject.identity, content)


def _content(path: Path) -> bytes | None:
    """The digest of a file; None if it cannot be read or is not worth it."""
    hashed: blake2b = new_digest()
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST_FILE:
            return None
        with path.open("rb") as file:
            while piece := file.read(_CHUNK):
                hashed.update(piece)
    except OSError:
        return None
    return hashed.digest()


def _decoded(value: bytes | None) -> list[Linted] | None:
    if value is None:
        return None
    try:
        return msgspec.msgpack.decode(value, type=list[Linted])
    except msgspec.DecodeError:
        return None
