"""What is told of how an article reads; light enough for a run that measures nothing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from lintnews.style.figures import FigureName


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a text, rounded to four places. None stands where it is too short for one.

    ``words``, ``sentences`` and ``paragraphs`` are counts. ``ari`` and ``coleman_liau`` are school
    grades by American count, None without textstat too. ``sentence_mean``, ``sentence_median`` and
    ``sentence_longest`` are lengths of sentences in words; ``paragraph_words`` and
    ``paragraph_sentences`` are mean lengths of paragraphs. ``passive`` is the share of sentences
    in the passive, ``quoted`` the share of words in quotation marks, ``names`` that of words tagged
    as proper names, ``numbers`` that of words tagged as numbers or with a digit in front, all
    between 0 and 1. ``variety`` is the share of different words among a hundred in a row.
    """

    words: int
    sentences: int
    paragraphs: int
    ari: float | None
    coleman_liau: float | None
    sentence_mean: float | None
    sentence_median: float | None
    sentence_longest: int | None
    paragraph_words: float | None
    paragraph_sentences: float | None
    passive: float | None
    quoted: float | None
    variety: float | None
    names: float | None
    numbers: float | None


class Usual(msgspec.Struct, frozen=True, kw_only=True):
    """A figure in the articles of a desk.

    ``articles`` is how many have it, ``mad`` the median absolute deviation from the median; between
    ``low`` and ``high`` lies the middle share of them (``settings().desk.middle``).
    """

    articles: int
    median: float
    mad: float
    low: float
    high: float


Desk = Mapping[FigureName, Usual]
"""What is usual at a desk; figures that too few of its articles have are missing."""
NO_DESK: Desk = MappingProxyType({})


class Unusual(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of an article that is unlike the desk's.

    ``score`` is its robust z-score, ``said`` the sentence for an editor.
    """

    figure: FigureName
    value: float
    score: float
    low: float
    high: float
    said: str


class OfEnglish(msgspec.Struct, frozen=True, kw_only=True):
    """The variety of English of an article.

    ``code`` is its BCP 47 tag ("en-GB"), ``title`` its name ("British"). ``chosen`` says that the
    configuration chose it; else ``evidence`` are the words that show it, in lower case.
    """

    code: str
    title: str
    chosen: bool
    evidence: tuple[str, ...]


class StyledArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article and its figures.

    ``line`` is where it begins in the file of the name ``path``; ``record`` tells it from the
    others of the file ("line 17") and is empty if it is the whole file. ``unusual`` are the figures
    that are unlike those of the desk it is compared with, the most unusual first. ``english`` is
    its variety of English, None if nothing shows it.
    """

    path: str
    line: int
    record: str
    style: Style
    unusual: tuple[Unusual, ...]
    english: OfEnglish | None

    @property
    def name(self) -> str:
        """What people call it: the file, and the record in it."""
        # A row of a Parquet file stands behind its name already.
        if not self.record or self.path.endswith(f", {self.record}"):
            return self.path
        return f"{self.path}, {self.record}"
