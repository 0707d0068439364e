"""Articles that do not suit the word after them: a or an, by how the word is read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lintnews.language.text import Text, Token
from lintnews.language.words import band
from lintnews.model import Hit, Suggestion
from lintnews.resources import any_of, word_lists
from lintnews.rulebook.registry import Params, check

_ARTICLES = frozenset({"a", "an"})
_CURRENCIES = frozenset("$€£¥₹")
_OPENERS = frozenset("\"“‘'«([—–")
# Before another word the article itself may be the slip ("people an do more").
_AFTER_ARTICLE = frozenset({"NN", "NNP", "JJ", "JJR", "CD"})
_VOWELS = frozenset("aeiou")
_NUMBER = re.compile(r"(?P<whole>\d{1,12}+)(?P<rest>(?:,\d{3})*+)(?P<after>.?)")
_LETTER_FIRST = re.compile(r"[A-Za-z](?:[-‐‑&.\d]|\Z)")
_LONGEST_WORD = 40
_LONGEST_ABBREVIATION = 7
_LOWER_LETTERS = frozenset({"e", "i"})
_EIGHT = "8"
_ELEVEN_AND_EIGHTEEN = frozenset({"11", "18"})
_THOUSANDS = 5


class ArticleBySound(Params, frozen=True):
    """``read_in_full``: the confidence before an abbreviation that stands in no list."""

    read_in_full: float = 0.7


@check("article_by_sound", ArticleBySound, values=("article", "right", "word"))
def article_by_sound(text: Text, params: ArticleBySound) -> Iterator[Hit]:
    """The articles before a word that is heard to begin otherwise ("a hour", "an university")."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if token.norm not in _ARTICLES or not _is_article(text, tokens, index):
                continue
            follower = tokens[index + 1]
            if follower.text in _CURRENCIES and index + 2 < len(tokens):
                follower = tokens[index + 2]
            vowel = begins_with_vowel(follower.text)
            if vowel is None or vowel == (token.norm == "an"):
                continue
            right = "an" if vowel else "a"
            written = right.capitalize() if token.text[0] == "A" else right
            in_full = _may_be_read_in_full(follower.text)
            safe = (
                not in_full
                and follower.tag in _AFTER_ARTICLE
                and not text.quotations.cover(token.start)
            )
            yield Hit(
                token.start,
                token.end,
                {"article": token.text, "right": written, "word": follower.text},
                suggestions=(Suggestion(written, safe),),
                confidence=params.read_in_full if in_full else None,
            )


def _is_article(text: Text, tokens: Sequence[Token], index: int) -> bool:
    """Whether the word is an article and no letter, abbreviation or word of another language."""
    if index + 1 >= len(tokens):
        return False
    token, after = tokens[index], tokens[index + 1]
    if len(text.prose[token.end : after.start].strip(" \u00a0")) > 0 or token.end == after.start:
        return False
    if after.norm in word_lists("sounds")["after_no_article"]:
        return False
    before = tokens[index - 1] if index else None
    if before is not None and before.end == token.start and before.text not in _OPENERS:
        return False
    if token.text[0] == "A":
        adjective = after.text[:1].islower() or after.text in word_lists("names")["demonyms"]
        return adjective and index < 2 and (before is None or not before.is_word)
    return before is None or not (
        before.text in {"'", "’", "&", "/"}
        or before.norm in word_lists("sounds")["named_by_letter"]
        or (before.is_word and not band(after.text) and not _is_plain(before))
    )


def _is_plain(token: Token) -> bool:
    """Whether a word is an English one in lower case, and so what follows it hardly foreign."""
    return token.text[0].islower() and band(token.text) > 0


@lru_cache(maxsize=8192)
def begins_with_vowel(word: str) -> bool | None:
    """Whether a word begins with a vowel when it is read aloud; None if that is not certain."""
    if len(word) > _LONGEST_WORD:
        return None
    if word[0].isdigit():
        return _number_begins_with_vowel(word)
    letter = word[0].lower()
    if not letter.isalpha() or not letter.isascii():
        return None
    if "&" in word and word.isupper() and len(word) <= _LONGEST_ABBREVIATION:
        return _letter(letter)
    if _LETTER_FIRST.match(word):
        return _letter(letter) if word[0].isupper() or len(word) > 1 else None
    core = re.split(r"[-‐‑'’&/]", word, maxsplit=1)[0]
    core = core[:-1] if len(core) > 2 and core[-1] == "s" and core[:-1].isupper() else core
    if len(core) == 1:
        # "An O'Neill", but nobody knows of "N'Golo" and "L'Oréal".
        return {"o": True, "d": False}.get(letter)
    if core[0] in _LOWER_LETTERS and core[1:2].isupper():
        return True
    if core.isupper():
        return _abbreviation_begins_with_vowel(core)
    if not (core[1:].islower() and core.isalpha()):
        return None
    return _plain_word_begins_with_vowel(word.lower(), known=word[0].islower() or band(core) > 0)


def _may_be_read_in_full(word: str) -> bool:
    lists = word_lists("sounds")
    core = word.rstrip("s")
    return (
        len(core) > 1
        and core.isupper()
        and core.isalpha()
        and core not in lists["spelled"]
        and core not in lists["spoken"]
    )


def _letter(letter: str) -> bool:
    return letter in word_lists("sounds")["vowel_letters"]


def _number_begins_with_vowel(word: str) -> bool | None:
    number = _NUMBER.match(word)
    if number is None:
        return None
    whole, grouped = number["whole"], bool(number["rest"])
    if whole[0] == "0" or (len(whole) == 4 and whole[:2] in _ELEVEN_AND_EIGHTEEN):
        return None
    if whole[0] == _EIGHT:
        return True
    thousands = len(whole) == _THOUSANDS and not grouped
    return whole[:2] in _ELEVEN_AND_EIGHTEEN and (len(whole) == 2 or thousands)


def _abbreviation_begins_with_vowel(core: str) -> bool | None:
    """Letter by letter or as a word: where it matters and nobody said which, nothing is certain."""
    lists = word_lists("sounds")
    letter = core[0].lower()
    by_letter = _letter(letter)
    if core in lists["unsure_abbreviations"]:
        return None
    if core in lists["spelled"]:
        return by_letter
    if core in lists["spoken"]:
        return letter in _VOWELS
    if len(core) > _LONGEST_ABBREVIATION or band(core.lower()):
        return None
    as_word = letter in _VOWELS and letter != "u"
    if letter == "e" and core[1] == "U" and len(core) > 2:
        return None
    if by_letter == as_word or not _VOWELS.union("y").intersection(core.lower()):
        return by_letter
    return None


def _plain_word_begins_with_vowel(word: str, *, known: bool) -> bool | None:
    if _begins(word, "unsure"):
        return None
    if word[0] == "h":
        if _begins(word, "silent_h"):
            return True
        return False if known else None
    if word[0] not in _VOWELS:
        if not known or not _VOWELS.union("y").intersection(word):
            return None
        return None if word[0] == "x" or (word[0] == "y" and word[1] not in _VOWELS) else False
    stem = word.partition("-")[0]
    if stem in word_lists("sounds")["consonant_words"]:
        return False
    if _begins(word, "consonant_beginnings") and not _begins(word, "vowel_beginnings"):
        return False
    return True if known or word[0] in "aei" else None


def _begins(word: str, kind: str) -> bool:
    return _beginnings(kind).match(word) is not None


@lru_cache(maxsize=8)
def _beginnings(kind: str) -> re.Pattern[str]:
    return re.compile(any_of(word_lists("sounds")[kind]))


class ArticleMissing(Params, frozen=True):
    """``subjects`` and ``copulas``: words before a profession that stands without an article.

    ``superlatives`` follow "one of" with an article only, ``prepositions`` stand before "the same".
    ``after`` lists words after "same" with which it may go without one ("same-day", "same sex").
    """

    subjects: frozenset[str]
    copulas: frozenset[str]
    superlatives: frozenset[str]
    prepositions: frozenset[str]
    after: frozenset[str]


@check("article_missing", ArticleMissing, values=("right",))
def article_missing(text: Text, params: ArticleMissing) -> Iterator[Hit]:
    """An article that was left out: "he is doctor", "one of best", "at same time"."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index in range(1, len(tokens) - 1):
            article = _article_missing(tokens, index, params)
            if article is None:
                continue
            first, last = (tokens[index - 1], tokens[index])
            right = f"{text.prose[first.start : last.start]}{article} {last.text}"
            suggestion = Suggestion(right)
            yield Hit(first.start, last.end, {"right": right}, suggestions=(suggestion,))


def _article_missing(tokens: Sequence[Token], index: int, params: ArticleMissing) -> str | None:
    """The article that lacks before the word at ``index``, None if none does."""
    before, token, after = tokens[index - 1 : index + 2]
    if token.norm == "same" and before.norm in params.prepositions:
        goes_alone = after.norm in params.after or after.tag not in {"NN", "NNS", "JJ"}
        return None if goes_alone else "the"
    if index < 2:
        return None
    if token.norm in params.superlatives and before.norm == "of":
        return "the" if tokens[index - 2].norm == "one" and token.text.islower() else None
    if (
        token.norm in word_lists("professions")["professions"]
        and token.text.islower()
        and before.norm in params.copulas
        and tokens[index - 2].norm in params.subjects
        and (after.norm in {".", ",", "and", "or"} or after.tag in {"IN", "WP", "WDT"})
    ):
        return "an" if begins_with_vowel(token.text) else "a"
    return None
