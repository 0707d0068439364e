"""Small words of one kind side by side, of which one is too many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintnews.checks.grammar.forms import has_gap
from lintnews.language.text import Text, Token
from lintnews.model import Hit, Suggestion
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_PLURAL_OR_NAME = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "JJS", "RBS", "RB", "VBG", "VBN", "CD"}
)
_SUBJECTS = frozenset({"PRP", "NN", "NNS", "NNP", "NNPS", "EX"})
_ASKED = frozenset({"PRP", "EX", "DT", "NNP"})
_CLAUSE_EDGES = frozenset({",", ";", "and", "but", "because", "that", ":", "–", "—"})
_ABOUT = frozenset({"some", "any"})
_TIMES = frozenset({"later", "sooner", "earlier"})


class Pairs(Params, frozen=True):
    """``first`` and ``second``: words that do not stand side by side in this order.

    ``sound`` lists pairs that do after all, as two words with a space.
    """

    first: frozenset[str]
    second: frozenset[str]
    sound: frozenset[str] = frozenset()


def _pairs(text: Text, params: Pairs) -> Iterator[tuple[Sequence[Token], int]]:
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index in range(len(tokens) - 1):
            first, second = tokens[index], tokens[index + 1]
            if (
                first.norm in params.first
                and second.norm in params.second
                and first.norm != second.norm
                and second.text.islower()
                and f"{first.norm} {second.norm}" not in params.sound
                and first.end < second.start
            ):
                yield tokens, index


@check("auxiliary_doubled", Pairs, values=("first", "second"))
def auxiliary_doubled(text: Text, params: Pairs) -> Iterator[Hit]:
    """Two finite auxiliaries in a row where no clause ends between them ("will can", "is was")."""
    for tokens, index in _pairs(text, params):
        first, second = tokens[index : index + 2]
        if not index or tokens[index - 1].tag not in _SUBJECTS or not first.text.islower():
            continue
        if index + 2 < len(tokens) and tokens[index + 2].tag in _ASKED:
            continue
        if has_gap(tokens, index) or first.tag in {"NN", "NNP", "POS"}:
            continue
        if tokens[index - 1].tag == "PRP" and not _opens(tokens, index - 1):
            continue
        yield Hit(first.start, second.end, {"first": first.text, "second": second.text})


def _opens(tokens: Sequence[Token], index: int) -> bool:
    """Whether a pronoun is the first word of its clause."""
    return index == 0 or tokens[index - 1].norm in _CLAUSE_EDGES or not tokens[index - 1].is_word


@check("determiner_doubled", Pairs, values=("first", "second"))
def determiner_doubled(text: Text, params: Pairs) -> Iterator[Hit]:
    """Two words of which one alone may stand before a noun ("the a", "his the")."""
    for tokens, index in _pairs(text, params):
        first, second = tokens[index : index + 2]
        if not first.text.islower() and index:
            continue
        after = tokens[index + 2] if index + 2 < len(tokens) else None
        if after is None or not after.is_word or after.tag not in _PLURAL_OR_NAME:
            continue
        if second.norm in _ABOUT and after.tag == "CD":
            continue
        if second.norm == "a" and after.norm in word_lists("doubled-words")["after_a"]:
            continue
        yield Hit(
            first.start,
            second.end,
            {"first": first.text, "second": second.text},
            suggestions=(Suggestion(first.text), Suggestion(second.text)),
        )


class Comparison(Params, frozen=True):
    """``endings``: what must follow a comparative that "more" stands before."""

    endings: frozenset[str]


@check("comparison_doubled", Comparison, values=("right",))
def comparison_doubled(text: Text, params: Comparison) -> Iterator[Hit]:
    """Comparatives after "more" and superlatives after "most", but not "more older people"."""
    irregular = word_lists("doubled-words")["comparatives"]
    superlatives = word_lists("doubled-words")["superlatives"]
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index in range(len(tokens) - 2):
            first, second, after = tokens[index : index + 3]
            if first.norm == "more":
                wrong = (
                    second.norm in irregular
                    or (
                        second.tag == "JJR"
                        and second.norm.endswith("er")
                        and second.norm not in _TIMES
                    )
                ) and (after.norm in params.endings or not after.is_word)
                wrong = wrong and not _counts(tokens, index)
            else:
                wrong = first.norm == "most" and second.norm in superlatives
            if wrong and second.text.islower():
                suggestion = Suggestion(second.text)
                values = {"right": second.text}
                yield Hit(first.start, second.end, values, suggestions=(suggestion,))


def _counts(tokens: Sequence[Token], index: int) -> bool:
    """Whether "more" says how many, or how much more often."""
    if not index:
        return False
    before = tokens[index - 1]
    return before.tag == "CD" or before.norm in word_lists("doubled-words")["amounts"]


class Negation(Params, frozen=True):
    """``hardly``: adverbs that deny; ``nothing``: words that deny; ``verbs``: those passed over."""

    hardly: frozenset[str]
    nothing: frozenset[str]
    verbs: frozenset[str]


@check("negation_doubled", Negation, values=("first", "second"))
def negation_doubled(text: Text, params: Negation) -> Iterator[Hit]:
    """Two denials for one ("did not have no", "hardly nothing")."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index in range(len(tokens) - 2):
            first, second, third = tokens[index : index + 3]
            if first.norm in params.hardly and second.norm in params.nothing:
                yield _pair(first, second)
            elif (
                first.norm in {"n't", "not", "never"}
                and index
                and tokens[index - 1].tag in {"VBD", "VBP", "VBZ", "MD"}
                and second.tag in {"VB", "VBN"}
                and second.norm not in params.verbs
                and third.norm in params.nothing
                and _denies_noun(tokens, index + 2)
            ):
                yield _pair(tokens[index - 1] if first.norm == "n't" else first, third)
            elif first.norm in {"cannot", "can't"} and second.norm == "not":
                yield _pair(first, second)


def _denies_noun(tokens: Sequence[Token], index: int) -> bool:
    """Whether "no" stands before its noun, and no clause begins with it."""
    if tokens[index].norm != "no":
        return True
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return after is not None and after.tag in {"NN", "NNS", "JJ"}


def _pair(first: Token, last: Token) -> Hit:
    return Hit(first.start, last.end, {"first": first.text, "second": last.text})
