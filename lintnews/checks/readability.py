"""Sentences that are too long, and paragraphs and texts that are hard to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import groupby

from lintnews.backends.readability import Formula, grade
from lintnews.document.document import RUNNING_TEXT
from lintnews.extras import Extra
from lintnews.language.clauses import words
from lintnews.language.text import Sentence, Text
from lintnews.model import Hit
from lintnews.rulebook.registry import Params, check


class Stretch(StrEnum):
    """How much text gets one grade."""

    PARAGRAPH = "paragraph"
    TEXT = "text"


class GradeParams(Params, frozen=True):
    """What is graded and how.

    ``highest`` is the highest school grade that is let pass; a stretch of fewer words than
    ``at_least`` is too short for a grade to mean anything.
    """

    stretch: Stretch
    highest: float
    at_least: int
    formula: Formula = Formula.ARI


class LengthParams(Params, frozen=True):
    """``most``: the most words that a sentence may have."""

    most: int


@check(
    "readability_grade",
    GradeParams,
    values=("grade", "formula", "highest", "words"),
    extra=Extra("readability", "textstat"),
)
def readability_grade(text: Text, params: GradeParams) -> Iterator[Hit]:
    """A stretch whose school grade is too high; the hit is its longest sentence."""
    running = [sentence for sentence in text.sentences if sentence.block.kind in RUNNING_TEXT]
    stretches = (
        [running]
        if params.stretch is Stretch.TEXT
        else [list(group) for _, group in groupby(running, key=lambda each: each.block.start)]
    )
    for stretch in stretches:
        lengths = [len(words(sentence)) for sentence in stretch]
        if sum(lengths) < params.at_least:
            continue
        reached = grade([_forms(sentence) for sentence in stretch], params.formula)
        if reached > params.highest:
            longest = stretch[lengths.index(max(lengths))]
            values = {
                "grade": f"{reached:.1f}",
                "formula": params.formula.value,
                "highest": f"{params.highest:g}",
                "words": str(max(lengths)),
            }
            yield Hit(longest.start, longest.end, values)


def _forms(sentence: Sentence) -> Sequence[str]:
    return [token.text for token in words(sentence)]


@check("sentence_length", LengthParams, values=("words",))
def sentence_length(text: Text, params: LengthParams) -> Iterator[Hit]:
    """Sentences with too many words."""
    for sentence in text.sentences:
        count = len(words(sentence))
        if count > params.most:
            yield Hit(sentence.start, sentence.end, {"words": str(count)})
