"""Lints the text that an editor holds, as ``lintnews check`` would lint its file."""

from __future__ import annotations

import codecs
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from lintnews.answers.known import KnownAnswers
from lintnews.answers.outcomes import Answering, File
from lintnews.answers.sources import AnswerSources
from lintnews.cache.folder import cache_folder
from lintnews.cache.keys import digest, state
from lintnews.document.document import Document
from lintnews.document.files import display_name, read_stream
from lintnews.document.formats import known_endings, reader_of, readers
from lintnews.document.reading import Reading
from lintnews.document.rewriting import Change
from lintnews.document.written import Written
from lintnews.lsp.buffers import Buffer
from lintnews.lsp.house import House
from lintnews.model import Finding, Problem, State
from lintnews.outcomes import Kit, Linted, Outcome, Settings
from lintnews.rulebook.registry import READER
from lintnews.rulebook.rule import Rule
from lintnews.runner import lint_assigned
from lintnews.verdict import Thresholds, Verdict, verdict_on

_MARK = "\ufeff"
# An editor holds a handful of texts, and an undo goes back a few steps.
_KEPT = 32
_KEPT_CHARACTERS = 4_000_000
_WINDOWS_KEPT = 1024
_WARMING = "The minister said on Monday that talks of the failed. The talks ended in Vienna."
# What editors call the formats.
_FORMATS = {
    "plaintext": "text",
    "text": "text",
    "markdown": "markdown",
    "html": "html",
    "jsonl": "jsonl",
    "csv": "csv",
    "tsv": "tsv",
    "po": "po",
    "gettext": "po",
}


class Shown(NamedTuple):
    """A finding, and how its suggestions stand in the file."""

    finding: Finding
    written: Written


class Result(NamedTuple):
    """What was found in a text.

    Attributes:
        shown: the findings in it that are not answered, in order.
        others: the findings about what stands beside it, such as its sidecar.
        problems: what could not be read or done.
        rules: the rules that ran, by name.
        documents: the documents in it; their offsets are less by ``shift``.
        format: the name of the format as which it was read; None if it is none that is read.
        shift: how many characters at its beginning are no part of the file, as lintnews counts.
        file: what is known of all findings, None if nothing was linted.
        lacking: why findings of LanguageTool are missing; empty if none is.
        verdicts: what the findings of each article in it come to, in order.
    """

    shown: tuple[Shown, ...] = ()
    others: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    rules: Mapping[str, Rule] = MappingProxyType({})
    documents: tuple[Document, ...] = ()
    format: str | None = None
    shift: int = 0
    file: File | None = None
    lacking: str = ""
    verdicts: tuple[Verdict, ...] = ()


class _Read(NamedTuple):
    """A text, read: its documents, the problems between them, and the format."""

    items: tuple[Document | Problem, ...]
    format: str
    shift: int

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(item for item in self.items if isinstance(item, Document))


class _Known(NamedTuple):
    """What came of a text of so many characters."""

    read: _Read
    outcomes: list[Outcome]
    characters: int


class Linter:
    """Lints texts, one at a time; what was linted last is remembered.

    A text that comes again, such as after an undo, is not linted again.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, _Known] = OrderedDict()
        self._answers = lru_cache(1)(_answers_as_of)

    def warm(self, house: House) -> None:
        """Load rules and models, so that the first text need not wait for them."""
        self.lint(Buffer("untitled:warming", "plaintext", 0, _WARMING, "utf-32"), house)
        if READER.is_installed:
            from lintnews.reader.second import load_second_reader

            load_second_reader().remember(_WINDOWS_KEPT)

    def lint(self, buffer: Buffer, house: House) -> Result:
        """What is found in a text.

        Raises:
            ConfigError: its configuration cannot be used.
            BaselineError: the baseline cannot be used.
            OSError: a file that its configuration names cannot be read.
        """
        if house.excludes(buffer.file):
            return Result()
        profile = house.profile(buffer)
        format = format_of(buffer, profile.reading)
        if format is None:
            return Result()
        kit = profile.kit(Settings(written=True, cache=cache_folder()))
        key = digest(
            profile.identity,
            repr((buffer.uri, format)).encode("utf-8", "surrogatepass"),
            buffer.text.encode("utf-8", "surrogatepass"),
        )
        # What is missing may be there when the text comes again.
        if key not in self._kept or _lacking(self._kept[key].outcomes):
            read = _read(buffer, profile.reading, format)
            self._kept[key] = _Known(read, list(lint_assigned(read.items, [kit])), len(buffer.text))
        self._kept.move_to_end(key)
        known = self._kept[key]
        while len(self._kept) > _KEPT or self._characters > _KEPT_CHARACTERS:
            self._kept.popitem(last=False)
        sources = house.answers(buffer.file)
        answers = self._answers(sources, state(sources.baseline) if sources.baseline else b"")
        limits = house.thresholds(buffer.file)
        return _result(buffer, known.read, known.outcomes, kit.rules, answers, limits)

    @property
    def _characters(self) -> int:
        return sum(known.characters for known in self._kept.values())

    def fixes(self, buffer: Buffer, house: House) -> list[Change]:
        """What the safe suggestions make of a text, in order; offsets as in ``Result``.

        Raises:
            ConfigError: its configuration cannot be used.
            BaselineError: the baseline cannot be used.
            OSError: a file that its configuration names cannot be read.
        """
        profile = house.profile(buffer)
        format = format_of(buffer, profile.reading)
        if format is None:
            return []
        kit: Kit = profile.kit(Settings(fix=True, answers=house.answers(buffer.file)))
        outcomes = lint_assigned(_read(buffer, profile.reading, format).items, [kit])
        return [
            outcome.fixes.change
            for outcome in outcomes
            if isinstance(outcome, Linted) and outcome.fixes and outcome.fixes.change
        ]


def format_of(buffer: Buffer, reading: Reading) -> str | None:
    """The name of the format in which a text is; None if it is none that is read.

    The configuration has the first word, then the name of the file, then the editor.
    """
    if reading.format is not None or Path(buffer.name).suffix.lower() in known_endings():
        return reader_of(buffer.name, reading).name
    format = _FORMATS.get(buffer.language, buffer.language)
    return format if format in readers() else None


def _read(buffer: Buffer, reading: Reading, format: str) -> _Read:
    text = buffer.text.removeprefix(_MARK)
    items = _items(text, display_name(buffer.name), reading._replace(format=format))
    return _Read(items, format, len(buffer.text) - len(text))


def _items(text: str, name: str, reading: Reading) -> tuple[Document | Problem, ...]:
    """Read what the editor holds as its file would be read."""
    # With the mark it is read as UTF-8, whatever it looks like.
    data = codecs.BOM_UTF8 + text.encode("utf-8", "surrogatepass")
    return tuple(read_stream(BytesIO(data), name, reading))


def read_again(result: Result, document: Document, source: str) -> Document | None:
    """The document in a text that takes the place of what was linted, None if it is not one."""
    items = _items(source, document.path, Reading(format=result.format))
    return items[0] if len(items) == 1 and isinstance(items[0], Document) else None


def _answers_as_of(sources: AnswerSources, _state: bytes) -> KnownAnswers:
    return KnownAnswers(sources)


def _result(
    buffer: Buffer,
    read: _Read,
    outcomes: Sequence[Outcome],
    rules: Sequence[Rule],
    answers: KnownAnswers,
    limits: Thresholds,
) -> Result:
    files: list[File] = []
    name = display_name(buffer.name)
    answering = Answering(answers, lambda _: [rule.file for rule in rules], files.append)
    ready = [one for one in outcomes if isinstance(one, Linted | Problem)]
    answered = list(answering.answered(ready))
    linted = [one for one in answered if isinstance(one, Linted)]
    shown = [each for one in linted for each in _shown(one)]
    return Result(
        tuple(each for each in shown if each.finding.path == name),
        tuple(each.finding for each in shown if each.finding.path != name),
        tuple(one for one in answered if isinstance(one, Problem)),
        {rule.name: rule for rule in rules},
        read.documents,
        read.format,
        read.shift,
        files[0] if files else None,
        _lacking(outcomes),
        tuple(verdict_on(one.findings, one.words, limits) for one in linted if one.words),
    )


def _lacking(outcomes: Sequence[Outcome]) -> str:
    return next((one.lacking for one in outcomes if isinstance(one, Linted) and one.lacking), "")


def _shown(linted: Linted) -> Iterator[Shown]:
    """The findings that nobody has answered."""
    written = linted.written or [Written(None, None)] * len(linted.findings)
    for finding, how in zip(linted.findings, written, strict=True):
        if finding.state is State.NEW:
            yield Shown(finding, how)
