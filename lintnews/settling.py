"""How what the readers, the rules and LanguageTool found become one list.

Where a rule reports a place, the readers do not report it again: the rule can say better what is
wrong. What the rules found in other sentences makes the judge of the readers surer, and what the
second reader says of a sentence weighs the rules that ask for it. Where LanguageTool says what a
rule says, or a reader, it is not told again: the finding becomes surer.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate

import msgspec

from lintnews.language.prose import is_english_prose
from lintnews.language.text import Text
from lintnews.model import Hit, Severity
from lintnews.reader.judge import load_judge, surface
from lintnews.reader.second import SentenceReading, load_second_reader
from lintnews.rulebook.registry import LANGUAGETOOL, READER
from lintnews.rulebook.rule import Rule

Draft = tuple[Rule, Hit]

EVIDENCE = frozenset({"punctuation", "quotes", "repetition", "residue", "sentences"})
"""The families whose findings show that a text is broken."""

_SLACK = 2
_LIKELY = 0.5
_SUREST = 0.99


def settled(text: Text, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of a text that the readers have read, all weighed, none told twice."""
    firm = _read_again(text, [draft for draft in drafts if draft[0].extra != READER])
    told = [d for d in firm if d[0].extra != LANGUAGETOOL and _is_told(text, d)]
    places = _Places(
        span
        for _, hit in told
        for span in ((hit.start, hit.end), *((spot.start, spot.end) for spot in hit.related))
    )
    damage = sorted(hit.start for rule, hit in firm if _is_evidence(rule))
    return firm + [
        (rule, _weighed(text, hit, damage))
        for rule, hit in drafts
        if rule.extra == READER and not places.touch(hit.start - _SLACK, hit.end + _SLACK)
    ]


def corroborated(text: Text, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without what LanguageTool says at a place of another one, which becomes surer.

    The doubt about it is multiplied by what each match leaves of it, as the rule file says
    (``corroborates``): two signs that err independently. It never gets above 0.99, and none gets
    less sure.
    """
    said = [draft for draft in drafts if draft[0].extra == LANGUAGETOOL]
    if not said:
        return list(drafts)
    witnesses = _Witnesses(said)
    own = [
        (rule, _surer(rule, hit, witnesses)) for rule, hit in drafts if rule.extra != LANGUAGETOOL
    ]
    told = _Places(
        (hit.start, hit.end)
        for rule, hit in own
        if _is_told(text, (rule, hit)) and rule.confidence_of(hit) >= rule.file.report_from
    )
    return own + [draft for draft in said if not told.touch(draft[1].start, draft[1].end)]


def _surer(rule: Rule, hit: Hit, witnesses: _Witnesses) -> Hit:
    left = witnesses.left(hit.start, hit.end)
    if left == 1 or rule.file.severity is Severity.NOTE:
        return hit
    before = rule.confidence_of(hit)
    sure = max(before, min(1 - (1 - before) * left, _SUREST))
    return msgspec.structs.replace(hit, confidence=sure)


def second_readings(text: Text, drafts: Sequence[Draft]) -> list[SentenceReading | None]:
    """What the second reader says of the sentence of each draft whose rule asks for it."""
    asked = [
        text.sentence_number(hit.start) if rule.file.second_reading else None
        for rule, hit in drafts
    ]
    wanted = {number for number in asked if number is not None}
    if not wanted or not text.once(is_english_prose):
        return [None] * len(drafts)
    readings = load_second_reader().read(text, wanted)
    return [None if number is None else readings.get(number) for number in asked]


def _read_again(text: Text, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of rules, those that ask for it weighed by what the second reader says."""
    return [
        draft if reading is None else _as_read(draft, reading)
        for draft, reading in zip(drafts, second_readings(text, drafts), strict=True)
    ]


def _as_read(draft: Draft, reading: SentenceReading) -> Draft:
    rule, hit = draft
    confidence = load_judge().of_rule(rule.confidence_of(hit), reading.damage)
    return rule, msgspec.structs.replace(hit, confidence=confidence)


def _is_evidence(rule: Rule) -> bool:
    return rule.file.family in EVIDENCE and rule.file.severity is not Severity.NOTE


def _is_told(text: Text, draft: Draft) -> bool:
    """Whether a rule's finding is no mere note and more likely right than wrong."""
    rule, hit = draft
    confidence = rule.confidence_of(hit)
    if text.quotations.cover(hit.start):
        confidence *= rule.file.in_speech
    return rule.file.severity is not Severity.NOTE and confidence >= _LIKELY


def _weighed(text: Text, hit: Hit, damage: Sequence[int]) -> Hit:
    sentence = text.sentence_at(hit.start)
    if sentence is None or hit.confidence is None:
        return hit
    inside = bisect_right(damage, sentence.end) - bisect_left(damage, sentence.start)
    told = surface(len(damage) - inside, len(text.sentences))
    return msgspec.structs.replace(hit, confidence=load_judge().with_surface(hit.confidence, told))


class _Places:
    """Stretches of the prose, to ask whether one of them touches another one."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them has a character of ``start:end`` in it, or touches it."""
        index = bisect_right(self._starts, end) - 1
        return index >= 0 and self._furthest[index] >= start


class _Witnesses:
    """What LanguageTool says, to ask what it leaves of the doubt about another finding.

    Matches that leave the same are only counted: as many as begin before the end of the finding,
    less those that end before its start.
    """

    def __init__(self, said: Iterable[Draft]) -> None:
        spans: dict[float, list[Hit]] = defaultdict(list)
        for rule, hit in said:
            spans[1 - float(str(rule.file.options.get("corroborates", 0.0)))].append(hit)
        self._edges = [
            (left, sorted(hit.start for hit in hits), sorted(hit.end for hit in hits))
            for left, hits in spans.items()
        ]

    def left(self, start: int, end: int) -> float:
        """What all matches that touch ``start:end`` leave of the doubt, 1 for all of it."""
        return math.prod(
            left ** (bisect_right(starts, end) - bisect_left(ends, start))
            for left, starts, ends in self._edges
        )
