"""Verbs and clauses of a sentence, counted from its tags."""

from __future__ import annotations

from typing import NamedTuple

from lintnews.language.text import Sentence, Token

SURELY_FINITE = 0.5
"""From this probability on a token counts as a finite verb."""

_ALWAYS_FINITE = frozenset(
    "am is are was were 'm 're has had does did can could will would shall should may might must "
    "'ll wo ca ai cannot".split()
)
_RELATIVES = frozenset({"WDT", "WP", "WP$"})
_SUBORDINATORS = frozenset(
    "because although though whereas unless lest whether that which who whose".split()
)


class Clauses(NamedTuple):
    """How many finite verbs a sentence has, and how many words that each open another clause."""

    finite: int
    subordinators: int

    @property
    def lacks_main_verb(self) -> bool:
        """Whether every finite verb is taken up by a subordinate clause."""
        return self.finite <= self.subordinators


def is_finite(token: Token) -> bool:
    """Whether a token is a finite verb or a modal."""
    return token.finite >= SURELY_FINITE or (token.norm in _ALWAYS_FINITE and token.tag != "POS")


def finite_chance(sentence: Sentence) -> float:
    """The highest probability with which any word of the sentence is a finite verb."""
    return max(
        (1.0 if token.norm in _ALWAYS_FINITE else token.finite for token in sentence.tokens),
        default=0.0,
    )


def words(sentence: Sentence) -> list[Token]:
    """The tokens of a sentence without its marks."""
    return [token for token in sentence.tokens if token.is_word]


def opens_clause(sentence: Sentence, index: int) -> bool:
    """Whether the token at ``index`` opens a subordinate clause that needs a finite verb."""
    token = sentence.tokens[index]
    if token.norm not in _SUBORDINATORS:
        return False
    after = sentence.tokens[index + 1] if index + 1 < len(sentence.tokens) else None
    if after is not None and after.tag in {"TO", "VBG", "VBN"}:
        return False
    if token.norm == "that":
        return token.tag in {"IN", "WDT"}
    return token.tag in _RELATIVES or token.tag == "IN"


def count_clauses(sentence: Sentence) -> Clauses:
    """Count finite verbs and subordinating words of a sentence."""
    finite = sum(is_finite(token) for token in sentence.tokens)
    opened = sum(opens_clause(sentence, index) for index in range(len(sentence.tokens)))
    return Clauses(finite, opened)
