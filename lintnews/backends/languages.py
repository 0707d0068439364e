"""Passages in other languages: found by their lack of English, named by py3langid.

py3langid is a naive Bayes classifier over byte n-grams (Lui and Baldwin, langid.py: An
Off-the-shelf Language Identification Tool, 2012). On short sentences of English it errs too often
to be asked about them; so it is asked only about a stretch that has nothing of English in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import accumulate, chain, groupby
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from lintnews.language.text import Sentence, Text, Token
from lintnews.language.words import band
from lintnews.resources import word_data, word_lists

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Of 180,680 sentences and quotations of edited English 948 hold nothing of English by these
# numbers. benchmarks/results/foreign_passages.md says what comes of all of them together.
_FEWEST_WORDS = 3
_COMMON_BAND = 8
_MOST_COMMON = 1 / 3
_MOST_SHARED = 1 / 5
# So much English is left to chance, and a branch of languages must be so likely. Then 45 of those
# 948 are taken for another language, and all but four of them are in one; the four are "matricula
# consular card", "Homo sapiens Linnaeus", "Oh, quit fussing" and "Is dis de bride".
_MOST_ENGLISH = 0.05
_LEAST_SURE = 0.8
# The likeliest languages of the branch are named until so much of it is named.
_MOST_OF_BRANCH = 0.9
_MOST_NAMED = 3
_LONGEST = 2_000
_KEPT = 4_096
_LETTER = re.compile(r"[^\W\d_]")


class Language(NamedTuple):
    """A language by its English name, or those that it may be, and how sure their branch is."""

    name: str
    sure: float


class Stretch(NamedTuple):
    """Words in a row with no quotation mark between them, and the quotation that they stand in."""

    words: tuple[Token, ...]
    quotation: tuple[int, int] | None

    @property
    def start(self) -> int:
        """Where the first word begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.words[-1].end


class Passage(NamedTuple):
    """A stretch in another language, offsets in code points of the prose."""

    start: int
    end: int
    words: int
    quoted: bool
    language: Language


def foreign_passages(text: Text) -> tuple[Passage, ...]:
    """The stretches of a text that are in another language, in order."""
    return tuple(
        passage
        for stretch in text.once(_strange_stretches)
        if (passage := _as_passage(text, stretch)) is not None
    )


def passage_at(text: Text, start: int, end: int) -> Passage | None:
    """The passage in another language in which all letters of a stretch of the prose stand."""
    strange = text.once(_strange_stretches)
    while start < end and not text.prose[start].isalpha():
        start += 1
    while start < end and not text.prose[end - 1].isalpha():
        end -= 1
    index = bisect_right(strange, start, key=lambda stretch: stretch.start) - 1
    if index < 0 or start == end or end > strange[index].end:
        return None
    return _as_passage(text, strange[index])


def _as_passage(text: Text, stretch: Stretch) -> Passage | None:
    language = language_of(text.prose[stretch.start : stretch.end][:_LONGEST])
    if language is None:
        return None
    quoted = stretch.quotation is not None
    return Passage(stretch.start, stretch.end, len(stretch.words), quoted, language)


@lru_cache(maxsize=_KEPT)
def language_of(passage: str) -> Language | None:
    """The language of a passage, None if it may be English, or is in none that stands out."""
    shares = {code: float(share) for code, share in _identifier().rank(passage)}
    if shares["en"] >= _MOST_ENGLISH:
        return None
    sure, branch = max((sum(map(shares.__getitem__, codes)), codes) for codes in _branches())
    if sure < _LEAST_SURE:
        return None
    likely = sorted(branch, key=shares.__getitem__, reverse=True)
    named = list(accumulate(shares[code] for code in likely))
    enough = 1 + bisect_left(named[: _MOST_NAMED - 1], _MOST_OF_BRANCH * sure)
    return Language(" or ".join(_names()[code] for code in likely[:enough]), sure)


@cache
def _branches() -> tuple[tuple[str, ...], ...]:
    """The codes of the languages of each branch."""
    return tuple(map(tuple, _listed().values()))


@cache
def _names() -> Mapping[str, str]:
    """The languages by their codes."""
    return {code: name for branch in _listed().values() for code, name in branch.items()}


@cache
def _listed() -> Mapping[str, Mapping[str, str]]:
    try:
        return msgspec.convert(word_data("languages"), dict[str, dict[str, str]])
    except msgspec.ValidationError as error:
        raise ValueError(f"rules/words/languages.yml: {error}") from error


@cache
def _identifier() -> LanguageIdentifier:
    # Imported here because model and package take most of a second, and few texts need them.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(_names()))
    return identifier


def _strange_stretches(text: Text) -> tuple[Stretch, ...]:
    """The stretches with nothing of English in them, joined where they follow each other."""
    rows: list[list[Stretch]] = []
    goes_on = False
    for sentence in text.sentences:
        goes_on = goes_on and not sentence.first
        if _is_plainly_english(text, sentence):
            goes_on = False
            continue
        for stretch in _stretches(text, sentence):
            is_strange = _is_strange(stretch)
            if is_strange and goes_on and rows[-1][-1].quotation == stretch.quotation:
                rows[-1].append(stretch)
            elif is_strange:
                rows.append([stretch])
            goes_on = is_strange
    return tuple(
        Stretch(tuple(chain.from_iterable(one.words for one in row)), row[0].quotation)
        for row in rows
    )


def _is_plainly_english(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence holds English and no quotation, as most do."""
    return not _english().isdisjoint(
        token.norm for token in sentence.tokens
    ) and not text.quotations.meet(sentence.start, sentence.end)


def _stretches(text: Text, sentence: Sentence) -> Iterator[Stretch]:
    """The words of a sentence, cut where a quotation opens or ends."""
    words = [token for token in sentence.tokens if _LETTER.search(token.text)]
    for quotation, stretch in groupby(words, lambda word: text.quotations.around(word.start)):
        yield Stretch(tuple(stretch), quotation)


def _is_strange(stretch: Stretch) -> bool:
    """Whether a stretch has words enough, most of them in lower case, and no English ones."""
    words = stretch.words
    if len(words) < _FEWEST_WORDS or any(word.norm in _english() for word in words):
        return False
    shared = sum(word.norm in _shared() for word in words)
    plain = [word for word in words if word.text.islower()]
    common = sum(band(word.text) >= _COMMON_BAND for word in plain if word.norm not in _shared())
    return (
        shared <= _MOST_SHARED * len(words)
        and 2 * len(plain) >= len(words)
        and common <= _MOST_COMMON * len(plain)
    )


@cache
def _english() -> frozenset[str]:
    """The small words of English that no other language has."""
    return word_lists("small-words")["English"] - _shared()


@cache
def _shared() -> frozenset[str]:
    return word_lists("residue")["shared_small_words"]
