"""Sentences and clauses without the verb that they need."""

from __future__ import annotations

from collections.abc import Iterator

from lintnews.document.document import BlockKind
from lintnews.language.clauses import (
    has_main_verb,
    is_finite,
    may_be_finite,
    opens_clause,
    words,
)
from lintnews.language.statements import asks, first_word, states
from lintnews.language.text import Sentence, Text
from lintnews.language.verbforms import may_be_verb_here
from lintnews.model import Hit
from lintnews.rulebook.registry import Params, check

_BREAKS = frozenset({",", ":", ";", "–", "—", "...", "…", "[", "("})


class NoFiniteVerb(Params, frozen=True):
    """``openers``: first words of fragments that are meant; ``fewest``: words it takes.

    ``alone`` is the confidence where the sentence is a paragraph of its own: perhaps a caption.
    """

    openers: frozenset[str] = frozenset()
    fewest: int = 4
    alone: float = 0.45


@check("no_finite_verb", NoFiniteVerb)
def no_finite_verb(text: Text, params: NoFiniteVerb) -> Iterator[Hit]:
    """A sentence of running text without any finite verb."""
    verbless = [_is_verbless(text, sentence, params) for sentence in text.sentences]
    for index, sentence in enumerate(text.sentences):
        if not verbless[index] or sentence.block.kind is not BlockKind.PARAGRAPH:
            continue
        if any(verbless[max(0, index - 1) : index] + verbless[index + 1 : index + 2]):
            continue
        alone = sentence.first and sentence.last
        yield Hit(sentence.start, sentence.end, confidence=params.alone if alone else None)


def _is_verbless(text: Text, sentence: Sentence, params: NoFiniteVerb) -> bool:
    spoken = words(sentence)
    if len(spoken) < params.fewest or not states(text, sentence):
        return False
    if spoken[0].norm in params.openers or spoken[0].tag == "VB":
        return False
    return not any(
        may_be_finite(token) or may_be_verb_here(sentence.tokens, index)
        for index, token in enumerate(sentence.tokens)
    )




class SubordinateClause(Params, frozen=True):
    """``deliberate``: first words of clauses that stand alone on purpose ("which is why").

    ``alone`` is the confidence where the sentence is a paragraph of its own: perhaps a caption.
    """

    deliberate: frozenset[str] = frozenset()
    alone: float = 0.45


@check("bare_subordinate_clause", SubordinateClause)
def bare_subordinate_clause(text: Text, params: SubordinateClause) -> Iterator[Hit]:
    """A sentence all of whose verbs stand in subordinate clauses."""
    for sentence in text.sentences:
        at = first_word(sentence)
        if at is None or sentence.tokens[at].norm in params.deliberate:
            continue
        if sentence.tokens[at].tag == "VB" or not states(text, sentence):
            continue
        if any(is_finite(token) for token in sentence.tokens) and not has_main_verb(sentence):
            alone = sentence.first and sentence.last
            yield Hit(sentence.start, sentence.end, confidence=params.alone if alone else None)


class ClauseWithoutVerb(Params, frozen=True):
    """``longest``: words that the unfinished clause may have; a longer one is rarely unfinished."""

    longest: int = 12


@check("clause_without_verb", ClauseWithoutVerb, values=("opener",))
def clause_without_verb(text: Text, params: ClauseWithoutVerb) -> Iterator[Hit]:
    """A sentence that opens a clause which then has no verb."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        opener = next(
            (index for index in range(len(tokens) - 1, 0, -1) if opens_clause(sentence, index)),
            None,
        )
        if opener is None or len(tokens) - opener > params.longest + 1 or asks(sentence, text):
            continue
        if not any(is_finite(token) for token in tokens[:opener]):
            continue
        rest = tokens[opener + 1 :]
        if any(may_be_finite(token) or token.text in _BREAKS for token in rest):
            continue
        if any(may_be_verb_here(tokens, at, agrees=False) for at in range(opener + 2, len(tokens))):
            continue
        if sum(token.is_word for token in rest):
            yield Hit(tokens[opener].start, sentence.end, {"opener": tokens[opener].text})


class StubSentence(Params, frozen=True):
    """``stubs``: sentences, in lower case without the full stop, that say nothing alone."""

    stubs: frozenset[str]


@check("stub_sentence", StubSentence)
def stub_sentence(text: Text, params: StubSentence) -> Iterator[Hit]:
    """A sentence of a pronoun and a verb that nothing before it asks for."""
    for index, sentence in enumerate(text.sentences):
        if sentence.first or len(sentence.tokens) > 6:
            continue
        body = " ".join(token.norm for token in words(sentence))
        if body in params.stubs and not asks(text.sentences[index - 1], text):
            yield Hit(sentence.start, sentence.end)
