"""Articles that do not suit the word after them, or are missing before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintnews.checks.grammar.sounds import begins_with_vowel, may_be_read_in_full
from lintnews.language.text import Text, Token
from lintnews.language.words import band
from lintnews.model import Hit, Suggestion
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_ARTICLES = frozenset({"a", "an"})
_CURRENCIES = frozenset("$€£¥₹")
_OPENERS = frozenset("\"“‘'«([—–")
# Before another word the article itself may be the slip ("people an do more").
_AFTER_ARTICLE = frozenset({"NN", "NNP", "JJ", "JJR", "CD"})


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
            in_full = may_be_read_in_full(follower.text)
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
        before.norm in params.copulas
        and token.text.islower()
        and token.norm in word_lists("professions")["professions"]
        and tokens[index - 2].norm in params.subjects
        and (after.norm in {".", ",", "and", "or"} or after.tag in {"IN", "WP", "WDT"})
    ):
        return "an" if begins_with_vowel(token.text) else "a"
    return None
