"""The examples in a rule file, which are its tests.

``[[...]]`` marks a place that the rule must report, ``{{...}}`` another place of the same finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from lintnews.document.document import Document
from lintnews.language.text import Text
from lintnews.rulebook.registry import READER
from lintnews.rulebook.rule import Rule

_MARK = re.compile(r"\[\[|\]\]|\{\{|\}\}")
_CLOSER = {"[[": "]]", "{{": "}}"}

Span = tuple[int, int]
Given = Mapping[Callable[[Text], Any], Any]
_NOTHING: Given = MappingProxyType({})


class Example(NamedTuple):
    """A text without its marks, the places to report, and their other places."""

    text: str
    places: tuple[Span, ...]
    related: tuple[Span, ...]


def parse_example(marked: str) -> Example:
    """Take the marks out of an example.

    Raises:
        ValueError: the marks do not pair.
    """
    text = ""
    found: dict[str, list[Span]] = {"[[": [], "{{": []}
    opened: list[tuple[str, int]] = []
    at = 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match[0] in _CLOSER:
            opened.append((match[0], len(text)))
        elif opened and _CLOSER[opened[-1][0]] == match[0]:
            kind, start = opened.pop()
            found[kind].append((start, len(text)))
        else:
            raise ValueError(f"a mark {match[0]} closes nothing: {marked!r}")
    if opened:
        raise ValueError(f"a mark {opened[-1][0]} is never closed: {marked!r}")
    return Example(text + marked[at:], tuple(found["[["]), tuple(found["{{"]))


def find_in_example(
    rule: Rule, example: Example, read: Callable[[str], Document], given: Given = _NOTHING
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The places that a rule reports in an example, and their other places, both in order.

    ``given`` is what is known from outside the text, as for ``Text``.
    """
    text = Text(read(example.text), doubting=rule.extra == READER, given=given)
    hits = list(rule.hits(text))
    places = tuple(sorted({(hit.start, hit.end) for hit in hits}))
    related = tuple(sorted({(spot.start, spot.end) for hit in hits for spot in hit.related}))
    return places, related


def example_faults(
    rule: Rule, read: Callable[[str], Document], given: Given = _NOTHING
) -> list[str]:
    """What is wrong between a rule and its examples, a line each; empty if all is well.

    ``read`` makes a document of an example's text; ``given`` is what the rule's ``house`` gives.
    """
    faults = []
    for marked in rule.file.bad:
        example = parse_example(marked)
        wanted = (tuple(sorted(example.places)), tuple(sorted(example.related)))
        found = find_in_example(rule, example, read, given)
        if not example.places:
            faults.append(f"bad example without a marked place: {marked!r}")
        elif found[0] != wanted[0] or (wanted[1] and found[1] != wanted[1]):
            faults.append(f"bad example {marked!r}: found {_quoted(example.text, *found)}")
    for marked in rule.file.good:
        found = find_in_example(rule, Example(marked, (), ()), read, given)
        if found[0]:
            faults.append(f"good example {marked!r}: found {_quoted(marked, *found)}")
    for marked in rule.file.misses:
        example = parse_example(marked)
        if find_in_example(rule, example, read, given)[0] == tuple(sorted(example.places)):
            faults.append(f"no longer missed, move it to bad: {marked!r}")
    return faults


def _quoted(text: str, places: tuple[Span, ...], related: tuple[Span, ...]) -> str:
    def quote(spans: tuple[Span, ...]) -> str:
        return ", ".join(repr(text[start:end]) for start, end in spans) or "nothing"

    return quote(places) + (f" with {quote(related)}" if related else "")
