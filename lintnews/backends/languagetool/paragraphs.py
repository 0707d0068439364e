"""What LanguageTool says of the paragraphs of a text, each asked about once and remembered."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec

from lintnews.backends.languagetool.client import Client, Match, SilentError
from lintnews.backends.languagetool.wanted import Wanted
from lintnews.cache.keys import digest
from lintnews.cache.store import Store
from lintnews.document.document import RUNNING_TEXT
from lintnews.language.asides import asides_of
from lintnews.language.english import read_variety
from lintnews.language.text import Text

# A longer paragraph is sent in parts of whole sentences.
LONGEST = 20_000
# What is asked about an article in which nothing shows another variety.
_IF_UNKNOWN = "en-US"
# After so many questions without an answer in a row no more is asked for a while.
_PATIENCE = 3
_WHILE_SECONDS = 60


class Consulted:
    """A LanguageTool that is asked about paragraphs.

    Args:
        wanted: which one, and how it is asked.
        folder: where its answers are remembered, by its version; None to remember none.
    """

    def __init__(self, wanted: Wanted, folder: Path | None) -> None:
        self._wanted = wanted
        self._client = Client(wanted)
        self._store = Store(folder) if folder is not None else None
        self._about: bytes | None = None
        self._is_nameless_until = 0.0
        self._failures = 0
        self._given_up = ""
        self._until = 0.0

    def answers(self, paragraphs: list[str], language: str) -> tuple[list[tuple[Match, ...]], str]:
        """What it says of each paragraph, and why some answers are missing (else empty).

        Args:
            paragraphs: the paragraphs.
            language: the language that they are in, as LanguageTool knows it ("en-GB").
        """
        known = self._known(paragraphs, language)
        fresh: dict[str, tuple[Match, ...]] = {}
        lacking = ""
        for paragraph in dict.fromkeys(paragraphs):
            if paragraph not in known:
                try:
                    known[paragraph] = fresh[paragraph] = self._asked(paragraph, language)
                except SilentError as error:
                    lacking = f"{self._wanted.title}: {error}"
        self._keep(fresh, language)
        return [known.get(paragraph, ()) for paragraph in paragraphs], lacking

    def _asked(self, paragraph: str, language: str) -> tuple[Match, ...]:
        if self._is_given_up:
            raise SilentError(self._given_up, lasting=True)
        try:
            matches = self._client.matches(paragraph, language)
        except SilentError as error:
            self._failures += 1
            if error.lasting or self._failures >= _PATIENCE:
                self._given_up = str(error)
                self._until = time.monotonic() + _WHILE_SECONDS
            raise
        self._failures = 0
        return matches

    @property
    def _is_given_up(self) -> bool:
        return time.monotonic() < self._until

    def _known(self, paragraphs: list[str], language: str) -> dict[str, tuple[Match, ...]]:
        if self._store is None or not paragraphs or self._is_given_up:
            return {}
        if self._about is None and time.monotonic() >= self._is_nameless_until:
            self._about = self._named()
        if self._about is None:
            return {}
        keys = {self._key(paragraph, language): paragraph for paragraph in paragraphs}
        return {
            keys[key]: matches
            for key in self._store.holds(keys)
            if (matches := _decoded(self._store.get(key))) is not None
        }

    def _named(self) -> bytes | None:
        """What tells this LanguageTool from others; None if it does not say it, for a while."""
        try:
            version = self._client.version()
        except SilentError:
            version = None
        if version is None:
            self._is_nameless_until = time.monotonic() + _WHILE_SECONDS
            return None
        return digest(b"languagetool", version.encode())

    def _keep(self, fresh: dict[str, tuple[Match, ...]], language: str) -> None:
        if self._store is not None and self._about is not None:
            encode = msgspec.msgpack.encode
            self._store.put(
                {self._key(text, language): encode(found) for text, found in fresh.items()}
            )

    def _key(self, paragraph: str, language: str) -> bytes:
        assert self._about is not None
        return digest(self._about, language.encode(), paragraph.encode("utf-8", "surrogatepass"))


def _decoded(value: bytes | None) -> tuple[Match, ...] | None:
    if value is None:
        return None
    try:
        return msgspec.msgpack.decode(value, type=tuple[Match, ...])
    except msgspec.DecodeError:
        return None


@cache
def consulted(wanted: Wanted, folder: Path | None) -> Consulted:
    """The LanguageTool that this process asks; nothing is sent before it is asked."""
    return Consulted(wanted, folder)


def read_languagetool(text: Text) -> Consulted | None:
    """The LanguageTool that is asked about a text: none, unless the text is given one."""
    return None


def read_matches(text: Text) -> tuple[Match, ...]:
    """What LanguageTool says of the running text, offsets in code points of the prose."""
    source = text.once(read_languagetool)
    if source is None:
        return ()
    places = list(_paragraphs(text))
    variety = text.once(read_variety).variety
    answers, lacking = source.answers(
        [text.prose[start:end] for start, end in places],
        _IF_UNKNOWN if variety is None else variety.languagetool,
    )
    if lacking:
        text.once(asides_of).lacking = lacking
    return tuple(
        match._replace(start=match.start + start, end=match.end + start)
        for (start, _), matches in zip(places, answers, strict=True)
        for match in matches
    )


def _paragraphs(text: Text) -> Iterator[tuple[int, int]]:
    """The paragraphs, each with the sentences that fit into one question."""
    first: int | None = None
    last = 0
    for sentence in text.sentences:
        if sentence.block.kind not in RUNNING_TEXT:
            continue
        if first is not None and (sentence.first or sentence.end - first > LONGEST):
            yield first, last
            first = None
        if first is None:
            first = sentence.start
        last = sentence.end
    if first is not None:
        yield first, last
