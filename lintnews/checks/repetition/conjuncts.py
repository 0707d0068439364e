"""The same name twice where two belong, and appositions that say what has just been said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from lintnews.language.clauses import is_finite, may_be_finite
from lintnews.language.text import Text, Token
from lintnews.model import Hit
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_LONGEST_CONJUNCT = 6
_LONGEST_TITLE = 12
_LEAST_SHARED = 2
_REACH = 40
_CONJUNCTIONS = frozenset({"and", "or", "nor"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_NAMES = frozenset({"NNP", "NNPS"})
_PHRASE_TAGS = _NOUNS | {"DT", "PRP$", "JJ", "CD", "POS", "VBN"}
_MODIFIERS = _NOUNS | {"JJ", "JJR", "JJS", "VBN", "VBG", "POS", "CD", "PRP$"}
_OPENS_CLAUSE = frozenset({"WDT", "WP", "WRB", "WP$"})
_BREAKS = frozenset({";", ":", "–", "—", "“", '"', "("})
_QUOTES = frozenset("\"“”‘’'")
_STOPS = frozenset({".", ",", ";", "!", "?", ")", "”", "(", "–", "—"})


class ConjunctParams(Params, frozen=True):
    """What may stand on both sides of a conjunction.

    ``measures`` are nouns that grow by it ("years and years"); ``pairs`` are nouns that may stand
    twice and the names of firms; ``firms`` are words beside the name of a firm. ``reflexive`` are
    pronouns that never stand twice.
    """

    measures: frozenset[str]
    pairs: frozenset[str]
    firms: frozenset[str]
    reflexive: frozenset[str]


class Pair(NamedTuple):
    """Equal words on both sides of a conjunction, and the words around them, nearest ones only."""

    conjunct: Sequence[Token]
    before: Sequence[Token]
    after: Sequence[Token]

    @property
    def noun(self) -> Token:
        """The last word of the conjunct."""
        return self.conjunct[-1]

    @property
    def is_name(self) -> bool:
        """Whether the conjunct ends in a name."""
        return self.noun.tag in _NAMES

    @property
    def is_determined(self) -> bool:
        """Whether the conjunct opens with an article or a possessive."""
        return self.conjunct[0].tag in {"DT", "PRP$"}

    @property
    def stands_between(self) -> bool:
        """Whether "between" stands before, so that the second conjunct belongs to it too."""
        return bool(self.before) and self.before[-1].norm == "between"

    @property
    def is_modified(self) -> bool:
        """Whether words before belong to the first conjunct only ("oil prices and prices")."""
        return not self.is_determined and bool(self.before) and self.before[-1].tag in _MODIFIERS


@check("same_conjunct", ConjunctParams, values=("conjunct",))
def same_conjunct(text: Text, params: ConjunctParams) -> Iterator[Hit]:
    """A noun phrase joined with itself: "the Palestinians and the Palestinians"."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for at, token in enumerate(tokens):
            if token.norm not in _CONJUNCTIONS or not (length := _common_length(tokens, at)):
                continue
            first, stop = at - length, at + length + 1
            pair = Pair(
                tokens[first:at], tokens[max(0, first - _REACH) : first], tokens[stop : stop + 3]
            )
            if _never_stands_twice(pair, params) or (
                not _may_stand_twice(pair, params) and _ends_alike(pair)
            ):
                conjunct = text.prose[tokens[first].start : tokens[at - 1].end]
                yield Hit(tokens[first].start, tokens[stop - 1].end, {"conjunct": conjunct})


def _common_length(tokens: Sequence[Token], at: int) -> int:
    """The most tokens that stand both before and after the conjunction, 0 if none do."""
    for length in range(min(_LONGEST_CONJUNCT, at, len(tokens) - at - 1), 0, -1):
        pairs = zip(tokens[at - length : at], tokens[at + 1 : at + 1 + length], strict=True)
        if all(before.text == after.text for before, after in pairs):
            return length
    return 0


def _never_stands_twice(pair: Pair, params: ConjunctParams) -> bool:
    """Whether it is "themselves and themselves" or "nine months and months"."""
    if pair.noun.norm in params.measures:
        return len(pair.conjunct) == 1 and bool(pair.before) and pair.before[-1].tag == "CD"
    return pair.noun.norm in params.reflexive


def _may_stand_twice(pair: Pair, params: ConjunctParams) -> bool:
    """Whether the conjunct is no noun phrase, or one that custom allows to stand twice."""
    noun, before, after = pair.noun, pair.before, pair.after
    if any(token.tag not in _PHRASE_TAGS for token in pair.conjunct) or noun.tag not in _NOUNS:
        return True
    if (pair.is_name and noun.text.islower()) or (noun.tag == "NN" and not pair.is_determined):
        return True
    if before and after and before[-1].text in _QUOTES and after[0].text in _QUOTES:
        return True
    if noun.norm in params.measures | params.pairs or noun.text in word_lists("names")["titles"]:
        return True
    if len(before) > 1 and before[-2].norm == "there":
        return True
    beside = (*before[-3:], *after)
    return pair.is_name and any(token.norm in params.firms or token.tag == "CD" for token in beside)


def _ends_alike(pair: Pair) -> bool:
    """Whether the second conjunct ends where the first did, so that nothing tells them apart."""
    after = pair.after
    if not after:
        return True
    if after[0].text == ",":
        # "Washington and Washington, D.C."
        return len(after) < 2 or after[1].tag not in {"NNP", "CD"} or not pair.is_name
    if is_finite(after[0]):
        return pair.stands_between or not _has_verb(pair.before)
    if after[0].tag == "IN":
        named = pair.is_name and not pair.is_modified
        return (pair.is_determined or named) and after[0].norm not in {"of", "for", "that"}
    return (
        after[0].text in _STOPS
        or after[0].tag == "TO"
        or (after[0].tag == "VBG" and not pair.is_modified)
    )


def _has_verb(before: Sequence[Token]) -> bool:
    """Whether the clause had its verb, so that the second conjunct begins another clause."""
    for token in reversed(before):
        if token.tag in _OPENS_CLAUSE or token.text in _BREAKS:
            return False
        if may_be_finite(token):
            return True
    return False


class AppositionParams(Params, frozen=True):
    """``share``: part of the words of the apposition that the noun phrase before must have."""

    share: float


@check("doubled_apposition", AppositionParams)
def doubled_apposition(text: Text, params: AppositionParams) -> Iterator[Hit]:
    """A title before a name and an apposition after it that say the same."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for at in range(2, len(tokens) - 3):
            if tokens[at].text != "," or tokens[at + 1].norm != "the":
                continue
            start = _phrase_start(tokens, at)
            stop = _apposition_end(tokens, at + 2)
            if _says_the_same(tokens[start:at], tokens[at + 2 : stop], params.share):
                yield Hit(tokens[start].start, tokens[stop - 1].end)


def _phrase_start(tokens: Sequence[Token], at: int) -> int:
    """Where the titles and the name begin that end before ``at``."""
    start = at
    while start and tokens[start - 1].tag in _MODIFIERS | {"DT"} and at - start < _LONGEST_TITLE:
        start -= 1
        if tokens[start].tag == "DT":
            break
    return start


def _apposition_end(tokens: Sequence[Token], start: int) -> int:
    stop = start
    while stop < len(tokens) and (tokens[stop].tag in _PHRASE_TAGS or tokens[stop].norm == "of"):
        stop += 1
    return stop


@cache
def _titles() -> frozenset[str]:
    return frozenset(title.lower() for title in word_lists("names")["titles"])


def _says_the_same(phrase: Sequence[Token], apposition: Sequence[Token], share: float) -> bool:
    content = [token.norm for token in apposition if token.tag in _MODIFIERS and token.norm != "'s"]
    if not phrase or phrase[-1].tag != "NNP" or not content or content[-1] not in _titles():
        return False
    words = {token.norm for token in phrase}
    shared = sum(word in words for word in content)
    return content[-1] in words and shared >= max(_LEAST_SHARED, share * len(content))
