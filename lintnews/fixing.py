"""Takes the safe suggestions of findings: which of them, and what a document reads then.

A fix keeps every line break, so that lines stay where they are, and it is taken whole or not at
all: a finding that names three places is mended at all three.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from lintnews.document.document import Document, ReadOnly
from lintnews.document.edits import Edit, applied
from lintnews.model import Finding, Problem, State

# Fixes that open the way for others settle in two or three rounds; what does not settle in these
# goes round for ever, as far as one can tell.
_MOST_ROUNDS = 10
_LINE_BREAK = re.compile(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")

Find = Callable[[Document], tuple[Finding, ...]]


class Choice(NamedTuple):
    """The edits to make, in order, from so many findings, and what stood in the way of others.

    ``prose`` is what the document says when they are made.
    """

    edits: tuple[Edit, ...]
    findings: int
    problems: tuple[Problem, ...]
    prose: str


class Fixed(NamedTuple):
    """A document after fixing, the findings that remain, and how many were fixed.

    ``unfixed`` is what was found before. ``edit`` is one stretch of the source outside of which
    nothing changed.
    """

    document: Document
    findings: tuple[Finding, ...]
    unfixed: tuple[Finding, ...]
    mended: int
    problems: tuple[Problem, ...]
    edit: Edit | None = None


def fix(
    document: Document, find: Find, is_sure: Callable[[Finding], bool] = lambda finding: True
) -> Fixed:
    """Take safe suggestions until none is left. What people have answered is as they want it.

    What is fixed in one round may open the way for another fix, so the document is read again after
    each. If fixes undo each other, or if the document would not say then what they make of it, none
    is made and a problem says so: fixing what was fixed never changes anything.

    Args:
        document: the document.
        find: finds what is wrong with it, in the order in which findings are printed.
        is_sure: whether a finding is sure enough to be fixed.
    """
    unfixed = findings = find(document)
    if isinstance(document.origin, ReadOnly):
        return Fixed(document, unfixed, unfixed, 0, ())
    now, count = document, 0
    before, behind = len(document.source), len(document.source)
    reason = "one fix calls for the next without end"
    for _ in range(_MOST_ROUNDS):
        choice = chosen(now, filter(is_sure, findings))
        if not choice.edits:
            edit = _whole_edit(document, now, before, behind) if count else None
            return Fixed(now, findings, unfixed, count, choice.problems, edit)
        before = min(before, choice.edits[0].start - now.shift)
        behind = min(behind, len(now.source) - choice.edits[-1].end + now.shift)
        now = now.origin.read(applied(now.source, choice.edits, now.shift))
        if now.prose != choice.prose:
            reason = "the text would turn into markup"
            break
        findings = find(now)
        count += choice.findings
    reason = f"nothing of it was fixed, because {reason}"
    problem = Problem(path=document.path, line=document.first_line, reason=reason)
    return Fixed(document, unfixed, unfixed, 0, (problem,))


def _whole_edit(document: Document, now: Document, before: int, behind: int) -> Edit:
    """What changed, if so many characters of the source are left before it and behind it."""
    end = len(document.source) - behind
    text = now.source[before : len(now.source) - behind]
    return Edit(document.shift + before, document.shift + end, text)


def chosen(document: Document, findings: Iterable[Finding]) -> Choice:
    """The edits that safe suggestions of new findings ask for.

    Of two that overlap the earlier finding wins. What has markup inside, or a line break that the
    prose has not, is left to people.
    """
    taken: list[Edit] = []
    said: list[Edit] = []
    problems: list[Problem] = []
    count = 0
    for finding in findings:
        places = list(_places(finding)) if finding.state is State.NEW else []
        if not places or not all(_keeps_lines(place) for place in places):
            continue
        strange = _strange(places, document.origin.encoding)
        if strange is not None:
            problems.append(_unencodable(finding, strange, document.origin.encoding))
            continue
        edits = [
            Edit(place.start, place.end, document.origin.written(place.text, document.source))
            for place in places
        ]
        spans = [_span(document, *both) for both in zip(places, edits, strict=True)]
        if None not in spans and _all_free(edits, taken):
            for place, edit, span in zip(places, edits, spans, strict=True):
                assert span is not None
                insort(taken, edit)
                insort(said, Edit(*span, place.text))
            count += 1
    return Choice(tuple(taken), count, tuple(problems), applied(document.prose, said))


def _span(document: Document, place: _Place, edit: Edit) -> tuple[int, int] | None:
    """Where a place stands in the prose, None if its source has markup inside or other lines."""
    span = document.prose_of(place.start, place.end)
    if span is None or document.prose[slice(*span)] != place.matched:
        return None
    source = document.source[place.start - document.shift : place.end - document.shift]
    return span if _LINE_BREAK.findall(source) == _LINE_BREAK.findall(edit.text) else None


class _Place(NamedTuple):
    """A place that a suggestion changes; ``text`` is prose, as ``matched`` is."""

    start: int
    end: int
    matched: str
    text: str


def _places(finding: Finding) -> Iterator[_Place]:
    """What a finding's first suggestion changes, if it is safe."""
    if not finding.suggestions or not finding.suggestions[0].safe:
        return
    text = finding.suggestions[0].text
    if text != finding.matched:
        yield _Place(finding.start, finding.end, finding.matched, text)
    for other in finding.related:
        if other.replacement is not None and other.replacement != other.matched:
            yield _Place(other.start, other.end, other.matched, other.replacement)


def _keeps_lines(place: _Place) -> bool:
    return _LINE_BREAK.findall(place.matched) == _LINE_BREAK.findall(place.text)


def _strange(places: Iterable[_Place], encoding: str) -> str | None:
    """The first text that has no form in an encoding."""
    for place in places:
        try:
            place.text.encode(encoding)
        except UnicodeEncodeError:
            return place.text
    return None


def _unencodable(finding: Finding, text: str, encoding: str) -> Problem:
    return Problem(
        path=finding.path,
        line=finding.line,
        column=finding.column,
        reason=f'"{finding.matched}" was not fixed, because "{text}" cannot be written in '
        f"{encoding.upper()}; save the file as UTF-8",
    )


def _all_free(edits: Sequence[Edit], taken: Sequence[Edit]) -> bool:
    """Whether edits overlap none that are taken, in order, and not each other."""
    ordered = sorted(edits)
    return all(map(_apart, ordered, ordered[1:])) and all(
        (index == 0 or _apart(taken[index - 1], edit))
        and (index == len(taken) or _apart(edit, taken[index]))
        for edit in ordered
        for index in (bisect_right(taken, edit),)
    )


def _apart(before: Edit, after: Edit) -> bool:
    """Whether one edit ends before another begins; two that put text at one place are not apart."""
    return before.end <= after.start and before.start < after.start
