"""Answers what is reported, a file at a time, and tells which entries answer nothing any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from lintnews.answers.comments import UNUSED, finding_about_answer, has_run
from lintnews.answers.entries import Spot
from lintnews.answers.known import KnownAnswers, Recognition
from lintnews.answers.matching import Keyed, numbered
from lintnews.answers.sidecar import sidecar_of
from lintnews.document.document import Excerpt, LineIndex
from lintnews.mending import Mended
from lintnews.model import Finding, Keys, Place, Problem
from lintnews.outcomes import Linted
from lintnews.rulebook.rule import RuleFile
from lintnews.rulebook.utf8 import read_utf8

Ready = Linted | Problem | Mended
RulesOf = Callable[[str], Sequence[RuleFile]]
"""The rules that ran on a file."""


class Reported(NamedTuple):
    """A finding with its answer, where it stands, and its number among its equals.

    ``record`` tells the record that it stands in from the others of its file ("line 17").
    """

    finding: Finding
    spot: Spot
    number: int
    record: str


class File(NamedTuple):
    """A file that was linted to its end, and what is known of its findings.

    ``reported`` are its findings in the order of the text; ``is_whole`` says whether all of the
    file could be read.
    """

    path: str
    recognition: Recognition
    reported: list[Reported]
    rules: Sequence[RuleFile]
    is_whole: bool


class Answering:
    """Answers findings.

    Args:
        known: the entries that there are.
        rules_of: the rules that ran on a file.
        note: is told every file that was linted, if it is given.
        excerpts: whether findings need the source around them.
    """

    def __init__(
        self,
        known: KnownAnswers,
        rules_of: RulesOf,
        note: Callable[[File], None] | None = None,
        *,
        excerpts: bool = False,
    ) -> None:
        self._known = known
        self._rules_of = rules_of
        self._note = note
        self._excerpts = excerpts

    def answered(self, outcomes: Iterable[Ready]) -> Iterator[Ready]:
        """What was linted, each finding with its answer.

        A file of whose findings nothing is known passes as its documents come; others wait until
        all of their documents are there, for an entry counts once in a file. What is said of the
        entries of a sidecar follows its file.
        """
        for path, of_file in groupby(outcomes, key=lambda outcome: outcome.path):
            yield from self._file(path, of_file)

    def _file(self, path: str, outcomes: Iterator[Ready]) -> Iterator[Ready]:
        answers = self._known.of(path)
        if answers.problem is not None:
            yield answers.problem
        if self._note is None and not self._known.concerns(answers):
            yield from outcomes
            return
        waiting = list(outcomes)
        linted = [one for one in waiting if isinstance(one, Linted)]
        if not linted:
            yield from waiting
            return
        scopes = _scopes(linted)
        recognition = self._known.moved(answers, scopes, take=True).recognise(scopes)
        keyed = {article: numbered(keys) for article, keys in scopes.items()}
        reported: list[Reported] = []
        counts: dict[str | None, int] = {}
        for one in waiting:
            if isinstance(one, Linted):
                spots = _spots(one, counts)
                findings = tuple(map(recognition.answered, one.findings, spots))
                reported += (
                    Reported(finding, spot, keyed[spot[0]][spot[1]].number, one.record)
                    for finding, spot in zip(findings, spots, strict=True)
                )
                yield one._replace(findings=findings)
            else:
                yield one
        is_whole = not any(isinstance(one, Problem) for one in waiting)
        file = File(path, recognition, reported, self._rules_of(path), is_whole)
        if is_whole:
            yield from self._unused(file)
        if self._note is not None:
            self._note(file)

    def _unused(self, file: File) -> Iterator[Linted]:
        """What is said of the entries of a sidecar that answer nothing though their rules ran."""
        entries = file.recognition.known.sidecar
        rule = next((rule for rule in file.rules if rule.name == UNUSED), None)
        used = set(file.recognition.sidecar.values())
        if rule is None or len(used) == len(entries):
            return
        ran = {rule.name for rule in file.rules}
        path = sidecar_of(file.path)
        source = read_utf8(Path(path))
        lines = LineIndex(source)
        findings, excerpts = [], []
        for index, entry in enumerate(entries):
            if index in used or not has_run(entry.rule, ran):
                continue
            start = lines.start(entry.line)
            text = source[start:].splitlines()[0]
            end = start + len(text)
            place = Place(
                start=start,
                end=end,
                line=entry.line,
                column=1,
                end_line=entry.line,
                end_column=len(text) + 1,
            )
            values = {"name": entry.rule}
            findings.append(finding_about_answer(rule, path, place, text, values, index))
            excerpts.append(Excerpt(text, start, True, True))
        if findings:
            yield Linted(path, 0, tuple(findings), tuple(excerpts) if self._excerpts else ())


def keyed_findings(linted: Linted) -> list[Keyed]:
    """What the findings of a document are recognised by, if it is its whole file."""
    keyed = numbered(_keys(linted))
    return [keyed[index] for _, index in _spots(linted, {})]


def _scopes(linted: Iterable[Linted]) -> dict[str | None, list[Keys]]:
    """The keys of all that was found in a file, by article."""
    scopes: dict[str | None, list[Keys]] = {}
    for one in linted:
        scopes.setdefault(one.article_id, []).extend(_keys(one))
    return scopes


def _keys(linted: Linted) -> Iterator[Keys]:
    """The keys of all that was found in a document, in order."""
    placed = [(index, 1, finding.keys) for index, finding in enumerate(linted.findings)]
    placed += [(unsure.after, 0, unsure.keys) for unsure in linted.unsure]
    placed.sort(key=lambda place: place[:2])
    return (keys for _, _, keys in placed)


def _spots(linted: Linted, counts: dict[str | None, int]) -> list[Spot]:
    """Where the findings of a document stand among all that was found in its article.

    ``counts`` says how many stood before them, and is taken further.
    """
    first = counts.get(linted.article_id, 0)
    counts[linted.article_id] = first + len(linted.findings) + len(linted.unsure)
    spots: list[Spot] = []
    before = 0
    for index in range(len(linted.findings)):
        while before < len(linted.unsure) and linted.unsure[before].after <= index:
            before += 1
        spots.append((linted.article_id, first + index + before))
    return spots
