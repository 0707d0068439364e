"""Words and passages that were left in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from lintnews.document.document import Block
from lintnews.language.prose import is_english_prose
from lintnews.language.text import Sentence, Text, Token
from lintnews.language.words import band, word_bands
from lintnews.model import Hit
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_LETTER = r"[[\p{L}\p{M}]--[\p{Latin}\p{Common}\p{Inherited}]]"
_ANY_LETTER = regex.compile(_LETTER, regex.VERSION1)
_RUN = regex.compile(
    rf"{_LETTER}{{1,60}}+(?:[ \u00a0\-'’.,،、·]{{1,2}}{_LETTER}{{1,60}}+){{0,40}}+", regex.VERSION1
)
_GREEK = regex.compile(r"\p{Greek}")
_GREEK_WORD = regex.compile(r"\p{Greek}{2}[\p{Ll}&&\p{Greek}]", regex.VERSION1)
_SPACED = regex.compile(r"[\p{Cyrillic}\p{Greek}\p{Armenian}\p{Georgian}]")
_REACH = 120
_WORD_BEFORE = re.compile(r"([^\W_][\w'’-]{0,40})[ \u00a0]{0,2},?[ \u00a0]{0,2}\Z")
_WORD_AFTER = re.compile(r"[ \u00a0]{0,2}([^\W\d_][\w'’-]{0,40})")
_CODE_PAGES = ("cp1251", "cp1253", "cp1255")
_NEAR = 4
_QUOTES = "\"'“”‘’«»„‹›「」『』《》*_`"
_JOINED_BEFORE = (*"/#@=&.-–—:;", "://")
_JOINED_AFTER = tuple("/@_=&-(")


class ScriptParams(Params, frozen=True):
    """``common``: the band from which on a word before the place is no name with its original.

    ``explained``: so many words given with their original make the text one about a language.
    """

    common: int
    explained: int


class _Run(NamedTuple):
    start: int
    end: int
    explained: bool


@check("foreign_script", ScriptParams)
def foreign_script(text: Text, params: ScriptParams) -> Iterator[Hit]:
    """Words of another alphabet in an English sentence, not given as the original of a name.

    A word in brackets or quotation marks, after a name, after the name of a language or before
    "means" is given as what it is and stays unreported.
    """
    runs = text.once(_runs) if not text.prose.isascii() else ()
    read = [
        _Run(start, end, _is_explained(text.prose, block, start, end, params.common))
        for start, end, block in runs
    ]
    explained = sum(run.explained for run in read)
    if explained >= params.explained and explained * 2 >= len(read):
        return
    yield from (Hit(run.start, run.end) for run in read if not run.explained)


def _runs(text: Text) -> tuple[tuple[int, int, Block], ...]:
    """The stretches of other alphabets in blocks that are mostly English."""
    foreign = text.once(_foreign_blocks)
    return tuple(
        (match.start(), match.end(), block)
        for block in text.document.blocks
        if block not in foreign
        for match in _RUN.finditer(text.prose, block.start, block.end)
    )


def _foreign_blocks(text: Text) -> tuple[Block, ...]:
    return tuple(
        block for block in text.document.blocks if _is_foreign(text.prose[block.start : block.end])
    )


def _is_foreign(block: str) -> bool:
    """Whether half of the letters of a block or more are no Latin ones."""
    if block.isascii():
        return False
    letters = sum(map(str.isalpha, block))
    return 2 * len(_ANY_LETTER.findall(block)) >= letters > 0


def _is_explained(prose: str, block: Block, start: int, end: int, common: int) -> bool:
    run = prose[start:end]
    before = prose[max(block.start, start - _REACH) : start]
    after = prose[end : min(block.end, end + _REACH)]
    if _is_misread(before.rpartition(" ")[2] + run + after.partition(" ")[0]):
        return True
    if _GREEK.match(run) and not _GREEK_WORD.search(run):
        return True
    if len(run) == 1 and any(run == pair[0] for pair in word_lists("residue")["lookalikes"]):
        return True
    if _SPACED.match(run) and (before[-1:].isalnum() or after[:1].isalnum()):
        return True
    return (
        _is_set_apart(before, after)
        or _is_named_before(before, after, common)
        or _is_named_after(before, after)
    )


def _is_misread(chunk: str) -> bool:
    """Whether a stretch is UTF-8 that was read in a code page of another alphabet."""
    for page in _CODE_PAGES:
        try:
            chunk.encode(page).decode("utf-8")
        except UnicodeError:
            continue
        return True
    return False


def _is_set_apart(before: str, after: str) -> bool:
    """Whether marks around a stretch show that it is given as it is."""
    if before.rfind("(") > before.rfind(")") or before.rfind("[") > before.rfind("]"):
        return True
    if before[-1:] and before[-1] in _QUOTES:
        return True
    if after.lstrip(" ,.!?…")[:1] and after.lstrip(" ,.!?…")[0] in '"”’»“›」』':
        return True
    joined = before.rstrip().endswith(_JOINED_BEFORE) and not before.endswith(". ")
    return joined or after.lstrip().startswith(_JOINED_AFTER)


def _is_named_before(before: str, after: str, common: int) -> bool:
    """Whether the word before is a name, a language, or one such as "called"."""
    match = _WORD_BEFORE.search(before)
    if match is None or match[1].isdigit():
        return False
    word = match[1]
    lists = word_lists("residue")
    near = before.split()[-_NEAR:]
    if word.lower() in lists["before_original"] or not lists["languages"].isdisjoint(near):
        return True
    if before.rstrip().endswith(","):
        return after[:1] in {",", "."}
    known = common if word in word_lists("names")["titles"] else word_bands().get(word.lower(), 0)
    return known < common and (word[0].isupper() or known == 0)


def _is_named_after(before: str, after: str) -> bool:
    """Whether the word after says that a word is spoken of, or nothing English is around."""
    match = _WORD_AFTER.match(after)
    if match is None:
        return not any(map(str.isalpha, before))
    return match[1].lower() in word_lists("residue")["after_original"]


class PassageParams(Params, frozen=True):
    """``fewest``: letters that make a passage; ``most``: share of foreign blocks in a text."""

    fewest: int
    most: float


@check("foreign_passage", PassageParams)
def foreign_passage(text: Text, params: PassageParams) -> Iterator[Hit]:
    """A block in another alphabet in an English text."""
    prose = text.prose
    if prose.isascii():
        return
    foreign = text.once(_foreign_blocks)
    if len(foreign) > params.most * len(text.document.blocks):
        return
    for block in foreign:
        passage = prose[block.lead : block.end].strip()
        letters = _ANY_LETTER.findall(passage)
        if len(letters) >= params.fewest and passage[0] not in _QUOTES + "([":
            yield Hit(block.start, block.end)


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
    before = text.prose[max(sentence.start, start - _REACH) : start]
    after = text.prose[end : min(sentence.end, end + _REACH)]
    match = _WORD_BEFORE.search(before)
    lists = word_lists("residue")
    return (
        _is_set_apart(before, after)
        or (match is not None and match[1].lower() in lists["before_original"])
        or not lists["languages"].isdisjoint(before.split()[-_NEAR:])
    )


class LanguageParams(Params, frozen=True):
    """``fewest``: words that make a sentence; ``small``: small words of one language among them.

    ``share``: the part of the words that they are at least.
    """

    fewest: int
    small: int
    share: float


@check("foreign_sentence", LanguageParams, values=("language",))
def foreign_sentence(text: Text, params: LanguageParams) -> Iterator[Hit]:
    """A sentence full of the small words of another language and without one of English.

    Where most of the text is no English, no single sentence was left behind.
    """
    if not text.once(is_english_prose):
        return
    languages = word_lists("small-words")
    english = languages["English"]
    for sentence in text.sentences:
        norms = [token.norm for token in sentence.tokens if token.is_word]
        if len(norms) < params.fewest or not english.isdisjoint(norms):
            continue
        for language, small in languages.items():
            count = sum(norm in small for norm in norms)
            if (
                language != "English"
                and count >= params.share * len(norms)
                and len(small.intersection(norms)) >= params.small
                and _has_common_words(sentence, small)
                and not _is_quoted(text, sentence)
            ):
                yield Hit(sentence.start, sentence.end, {"language": language})
                break


_FEWEST_COMMON = 2


def _has_common_words(sentence: Sentence, small: frozenset[str]) -> bool:
    """Whether there is more in lower case than the small words, which names have too."""
    others = {token.norm for token in sentence.tokens if token.text.islower()} - small
    return len(others) >= _FEWEST_COMMON


def _is_quoted(text: Text, sentence: Sentence) -> bool:
    if text.quotations.cover(sentence.start):
        return True
    edges = text.prose[max(0, sentence.start - 1)] + text.prose[sentence.start]
    return any(mark in _QUOTES + "([" for mark in edges)
