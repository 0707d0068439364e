"""Where sentences end, in text whose sentences may be broken.

Written by rule, not learned, because the damage that lintnews looks for sits where sentences end:
"shortages. facing the wrath of On Monday" has to come out as two sentences.
"""

from __future__ import annotations

import re
from functools import cache

from lintnews.resources import word_lists

_STOP = re.compile(
    r"""(?P<stop>[.!?\u2026]{1,20})
        (?P<closers>["'\u201d\u2019\u00bb)\]]{0,6}(?:\s?\[\d{1,3}\]){0,6}(?:\s["\u201d](?=\s|\Z))?)
        (?=\s|\Z)""",
    re.VERBOSE,
)
_NEXT = re.compile(
    r"\s{0,200}[\"'\u201c\u2018\u00ab(\[\u2014\u2013*-]{0,6}\s?(?P<word>[^\W_]{1,40})?"
)
_WORD_BEFORE = re.compile(r"[^\s\"'\u201c\u2018\u201d\u2019(\[/\u2014\u2013]{1,40}\Z")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){1,6}[^\W\d_]\Z")
_LONGEST_WORD = 48


@cache
def _openers() -> frozenset[str]:
    return word_lists("sentence-openers")["openers"]


@cache
def _abbreviations(kind: str) -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in word_lists("abbreviations").get(kind, ()))


def split_sentences(prose: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of ``prose[start:end]``, without the space around them.

    A full stop ends a sentence also before a word in lower case, unless it belongs to an
    abbreviation. Offsets are code points of ``prose``.
    """
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _STOP.finditer(prose, start, end):
        if match.end() < end and _ends_sentence(prose, begin, match, end):
            spans.append((begin, match.end()))
            begin = match.end()
    spans.append((begin, end))
    return [span for raw in spans if (span := _trimmed(prose, *raw)) is not None]


def _trimmed(prose: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and prose[start].isspace():
        start += 1
    while end > start and prose[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _ends_sentence(prose: str, begin: int, match: re.Match[str], end: int) -> bool:
    stop, closers = match["stop"], match["closers"]
    following = _NEXT.match(prose, match.end(), end)
    word = following["word"] if following else None
    if word is None:
        return prose[match.end() : match.end() + 2].strip()[:1] not in {".", ",", "!", "?"}
    lower = word[0].islower()
    if lower and ("!" in stop or "?" in stop or stop != "."):
        return False
    if stop != "." or closers.strip():
        return not lower or closers.strip()[:1] not in {")", "]"}
    return _full_stop_ends(prose[max(begin, match.start() - _LONGEST_WORD) : match.start()], word)


def _full_stop_ends(before: str, word: str) -> bool:
    """Whether a lone full stop between ``before`` and ``word`` ends a sentence."""
    found = _WORD_BEFORE.search(before)
    previous = found[0] if found else ""
    if not previous:
        return False
    opens = word in _openers()
    if previous in _abbreviations("titles"):
        return False
    if _DOTTED.search(previous):
        return opens
    initial = previous.rpartition("-")[2]
    if len(initial) == 1 and initial.isupper():
        return opens and previous == "I"
    if previous in _abbreviations("months") or previous in _abbreviations("general"):
        return opens
    return not (previous.isdigit() and len(previous) < 3 and before.strip() == previous)
