"""The figures by name: what they are called, and how an editor is told that one is unusual."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class FigureName(StrEnum):
    """A figure of a ``Style`` that does not merely say how long a text is."""

    ARI = "ari"
    COLEMAN_LIAU = "coleman_liau"
    SENTENCE_MEAN = "sentence_mean"
    SENTENCE_MEDIAN = "sentence_median"
    SENTENCE_LONGEST = "sentence_longest"
    PARAGRAPH_WORDS = "paragraph_words"
    PARAGRAPH_SENTENCES = "paragraph_sentences"
    PASSIVE = "passive"
    QUOTED = "quoted"
    VARIETY = "variety"
    NAMES = "names"
    NUMBERS = "numbers"


class Figure(NamedTuple):
    """How a figure is called and told.

    ``title`` stands over a chart, ``short`` over a column; ``is_share`` says that it is shown as a
    percentage. ``its`` has ``{value}`` for the article's figure, ``desk`` has ``{low}`` and
    ``{high}`` for the range of the desk's. ``of_sentences`` says that the longest sentence shows
    best what is meant. ``follows`` is a figure that makes this one unusual by itself, and says it
    more plainly.
    """

    title: str
    short: str
    its: str
    desk: str
    is_share: bool = False
    of_sentences: bool = False
    follows: FigureName | None = None


FIGURES: Mapping[FigureName, Figure] = MappingProxyType(
    {
        FigureName.ARI: Figure(
            "School grade (ARI)",
            "ARI",
            "it needs {value} years of school (ARI)",
            "the desk's articles need {low} to {high}",
            of_sentences=True,
            follows=FigureName.SENTENCE_MEAN,
        ),
        FigureName.COLEMAN_LIAU: Figure(
            "School grade (Coleman-Liau)",
            "C-L",
            "it needs {value} years of school (Coleman-Liau)",
            "the desk's articles need {low} to {high}",
            follows=FigureName.ARI,
        ),
        FigureName.SENTENCE_MEAN: Figure(
            "Words in a sentence, mean",
            "SENT",
            "its sentences have {value} words on average",
            "the desk's have {low} to {high}",
            of_sentences=True,
        ),
        FigureName.SENTENCE_MEDIAN: Figure(
            "Words in a sentence, median",
            "MED",
            "half of its sentences have more than {value} words",
            "at the desk the middle is {low} to {high}",
            of_sentences=True,
            follows=FigureName.SENTENCE_MEAN,
        ),
        FigureName.SENTENCE_LONGEST: Figure(
            "Words in the longest sentence",
            "LONG",
            "its longest sentence has {value} words",
            "the desk's have {low} to {high}",
            of_sentences=True,
        ),
        FigureName.PARAGRAPH_WORDS: Figure(
            "Words in a paragraph, mean",
            "PARA",
            "its paragraphs have {value} words on average",
            "the desk's have {low} to {high}",
        ),
        FigureName.PARAGRAPH_SENTENCES: Figure(
            "Sentences in a paragraph, mean",
            "S/P",
            "its paragraphs have {value} sentences on average",
            "the desk's have {low} to {high}",
        ),
        FigureName.PASSIVE: Figure(
            "Sentences in the passive",
            "PASS",
            "{value} of its sentences are in the passive",
            "in the desk's articles {low} to {high}",
            is_share=True,
        ),
        FigureName.QUOTED: Figure(
            "Words in quotation marks",
            "QUOT",
            "{value} of its words stand in quotation marks",
            "in the desk's articles {low} to {high}",
            is_share=True,
        ),
        FigureName.VARIETY: Figure(
            "Different words among a hundred",
            "VAR",
            "of a hundred words in a row {value} differ",
            "in the desk's articles {low} to {high}",
            is_share=True,
        ),
        FigureName.NAMES: Figure(
            "Words that are names",
            "NAME",
            "{value} of its words are names",
            "in the desk's articles {low} to {high}",
            is_share=True,
        ),
        FigureName.NUMBERS: Figure(
            "Words that are numbers",
            "NUM",
            "{value} of its words are numbers",
            "in the desk's articles {low} to {high}",
            is_share=True,
        ),
    }
)


def shown_value(name: FigureName, value: float, digits: int | None = None) -> str:
    """A figure as people read it: a share as a percentage, a length or grade as a number.

    Without ``digits`` a share has none behind the point, and so has a number from ten on; smaller
    ones have one.
    """
    if FIGURES[name].is_share:
        return f"{value:.{digits or 0}%}"
    if digits is None:
        digits = 0 if value >= 10 or value == int(value) else 1
    return f"{value:.{digits}f}"
