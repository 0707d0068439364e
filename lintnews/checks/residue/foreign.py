"""Words, sentences and quotations that were left in another language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lintnews.backends.languages import Passage, foreign_passages
from lintnews.checks.residue.given import QUOTES, REACH, WORD_BEFORE, is_set_apart, names_language
from lintnews.language.prose import is_english_prose
from lintnews.language.text import Sentence, Text, Token
from lintnews.language.words import band, word_bands
from lintnews.model import Hit
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check


class WordParams(Params, frozen=True):
    """``letters``: letters that no English word has; ``known``: words that have them all the same.

    ``common``: the band from which on the words around the place are surely English; ``shortest``:
    letters that a word must have.
    """

    letters: str
    known: frozenset[str]
    common: int
    shortest: int


@check("foreign_words", WordParams)
def foreign_words(text: Text, params: WordParams) -> Iterator[Hit]:
    """A word of another language, in lower case between common English words.

    Only what cannot be English is reported: small words such as "und" and words with letters that
    English does not use.
    """
    small = _small_words()
    english = word_lists("small-words")["English"]
    letters = frozenset(params.letters)
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index in range(1, len(tokens) - 1):
            token = tokens[index]
            if token.text in small:
                after = tokens[index + 1]
                around = [after] if after.text in english else [tokens[index - 1], after]
            elif not token.text.isascii() and not letters.isdisjoint(token.text):
                around = [tokens[index - 1]]
            else:
                continue
            if (
                len(token.text) >= params.shortest
                and token.text.islower()
                and token.text not in params.known
                and all(_is_common(word, params.common) for word in around)
                and not _is_given_as_such(text, sentence, token.start, token.end)
            ):
                yield Hit(token.start, token.end)


def _is_common(token: Token, least: int) -> bool:
    return token.text.islower() and band(token.text) >= least


_IN_NAMES_ONLY = 7


@cache
def _small_words() -> frozenset[str]:
    """The small words of other languages that are no words of English."""
    lists = word_lists("small-words")
    other = (words for language, words in lists.items() if language != "English")
    return frozenset(
        word for words in other for word in words if word_bands().get(word, 0) <= _IN_NAMES_ONLY
    )


def _is_given_as_such(text: Text, sentence: Sentence, start: int, end: int) -> bool:
    before = text.prose[max(sentence.start, start - REACH) : start]
    after = text.prose[end : min(sentence.end, end + REACH)]
    match = WORD_BEFORE.search(before)
    originals = word_lists("residue")["before_original"]
    return (
        is_set_apart(before, after)
        or (match is not None and match[1].lower() in originals)
        or names_language(before)
    )


class PassageParams(Params, frozen=True):
    """``quoted``: whether quotations are meant, or sentences outside of them.

    ``fewest``: words that make a passage; ``sure``: how sure its language must be, from 0 to 1.
    """

    quoted: bool
    fewest: int
    sure: float


@check("foreign_language", PassageParams, values=("language",))
def foreign_language(text: Text, params: PassageParams) -> Iterator[Hit]:
    """A sentence, or a part of one that a quotation mark ends, in another language.

    Where most of the text is no English, nothing in it was left behind.
    """
    if not text.once(is_english_prose):
        return
    for passage in foreign_passages(text):
        if (
            passage.quoted is params.quoted
            and passage.words >= params.fewest
            and passage.language.sure >= params.sure
        ):
            start, end = _whole(text, passage)
            if params.quoted or not _is_set_apart(text, start, end):
                yield Hit(start, end, {"language": passage.language.name})


def _whole(text: Text, passage: Passage) -> tuple[int, int]:
    """The passage with the marks of its sentences, if they have no other words."""
    first, last = text.sentence_at(passage.start), text.sentence_at(passage.end - 1)
    if first is None or last is None or passage.quoted:
        return passage.start, passage.end
    around = text.prose[first.start : passage.start] + text.prose[passage.end : last.end]
    if any(map(str.isalnum, around)):
        return passage.start, passage.end
    return first.start, last.end


def _is_set_apart(text: Text, start: int, end: int) -> bool:
    before = text.prose[max(0, start - REACH) : start]
    edges = before[-1:] + text.prose[start] + text.prose[end - 1] + text.prose[end : end + 1]
    return before.rfind("(") > before.rfind(")") or any(mark in QUOTES + "([" for mark in edges)
