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


class Fault(NamedTuple):
    """What is wrong between a rule and one of its examples.

    ``kind`` is the list in which the example stands ("bad"), ``reason`` says what is wrong; found
    are ``places``, and ``related`` as their other places.
    """

    kind: str
    reason: str
    example: Example
    places: tuple[Span, ...] = ()
    related: tuple[Span, ...] = ()


def example_faults(
    rule: Rule, read: Callable[[str], Document], given: Given = _NOTHING
) -> list[Fault]:
    """What is wrong between a rule and its examples; nothing if all is well.

    Args:
        rule: the rule.
        read: makes a document of an example's text.
        given: what the rule's ``house`` gives.
    """
    lists = {"bad": rule.file.bad, "good": rule.file.good, "misses": rule.file.misses}
    return [
        fault
        for kind, examples in lists.items()
        for marked in examples
        if (fault := _fault(rule, kind, marked, read, given)) is not None
    ]


def _fault(
    rule: Rule, kind: str, marked: str, read: Callable[[str], Document], given: Given
) -> Fault | None:
    plain = Example(marked, (), ())
    try:
        example = plain if kind == "good" else parse_example(marked)
    except ValueError as error:
        return Fault(kind, str(error), plain)
    if kind != "good" and not example.places:
        return Fault(kind, "no place is marked; put [[ and ]] around it", example)
    try:
        places, related = find_in_example(rule, example, read, given)
    except Exception as error:
        return Fault(kind, f"the rule failed: {type(error).__name__}: {error}", example)
    as_marked = places == tuple(sorted(example.places))
    if kind == "misses":
        reason = "this is found now; move it to bad" if as_marked else None
    elif kind == "good":
        reason = "this should be left alone" if places else None
    elif not places:
        reason = "nothing was found"
    elif not as_marked:
        reason = "another place was found than the marked one"
    else:
        others = tuple(sorted(example.related))
        reason = "other places belong to it" if others and related != others else None
    return Fault(kind, reason, example, places, related) if reason else None
