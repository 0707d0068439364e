"""Measures a text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import chain
from statistics import fmean, median

from lintnews.backends.readability import Formula, grade
from lintnews.extras import Extra
from lintnews.language.text import Text
from lintnews.style.article import Style
from lintnews.style.passive import is_passive
from lintnews.style.prose import Measured, Word, read_paragraphs
from lintnews.style.settings import settings
from lintnews.style.variety import moving_average_variety

READABILITY = Extra("readability", "textstat")
"""The part that works out school grades; without it a text has none."""

_PLACES = 4
_NAMES = frozenset({"NNP", "NNPS"})


def read_style(text: Text) -> Style:
    """The figures of a text; ``prose.read_paragraphs`` says which words count.

    ``settings().least`` says how long a text must be for each share and grade.
    """
    paragraphs = text.once(read_paragraphs)
    sentences = list(chain.from_iterable(paragraphs))
    words = [word for sentence in sentences for word in sentence.words]
    lengths = [len(sentence.words) for sentence in sentences]
    least = settings().least
    passive = None
    if len(sentences) >= least.passive_sentences:
        passive = sum(is_passive(sentence.tokens) for sentence in sentences) / len(sentences)
    quoted = names = numbers = None
    if len(words) >= least.share_words:
        quoted = sum(text.quotations.cover(word.start) for word in words) / len(words)
        names = sum(word.tag in _NAMES for word in words) / len(words)
        numbers = sum(map(_is_number, words)) / len(words)
    graded = len(words) >= least.grade_words and _can_grade()
    return Style(
        words=len(words),
        sentences=len(sentences),
        paragraphs=len(paragraphs),
        ari=_grade(sentences, Formula.ARI) if graded else None,
        coleman_liau=_grade(sentences, Formula.COLEMAN_LIAU) if graded else None,
        sentence_mean=_rounded(fmean(lengths)) if lengths else None,
        sentence_median=_rounded(median(lengths)) if lengths else None,
        sentence_longest=max(lengths, default=None),
        paragraph_words=_rounded(len(words) / len(paragraphs)) if paragraphs else None,
        paragraph_sentences=_rounded(len(sentences) / len(paragraphs)) if paragraphs else None,
        passive=_rounded(passive),
        quoted=_rounded(quoted),
        variety=_rounded(
            moving_average_variety([word.norm for word in words], settings().variety_window)
        ),
        names=_rounded(names),
        numbers=_rounded(numbers),
    )


def _is_number(word: Word) -> bool:
    return word.tag == "CD" or word.text[0].isdigit()


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _PLACES)


@cache
def _can_grade() -> bool:
    return READABILITY.is_installed


def _grade(sentences: Sequence[Measured], formula: Formula) -> float | None:
    return _rounded(grade([[word.text for word in each.words] for each in sentences], formula))
