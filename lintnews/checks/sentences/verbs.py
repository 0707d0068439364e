"""Sentences and clauses without the verb that they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise

from lintnews.document.document import BlockKind
from lintnews.language.clauses import (
    has_main_verb,
    is_finite,
    may_be_finite,
    opens_clause,
    words,
)
from lintnews.language.statements import (
    asks,
    first_word,
    may_end_in_abbreviation,
    states,
)
from lintnews.language.text import Sentence, Text, Token
from lintnews.language.verbforms import may_be_verb_here
from lintnews.model import Hit
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_SUBJECT_TAGS = _NOUN_TAGS | {"DT", "PRP", "PRP$"}
_SUBJECT_REACH = 6
_CONJUNCTIONS = frozenset({"while", "although", "though", "whereas", "because", "unless"})
_BELONGS_BEFORE = frozenset({"including", "especially", "particularly", "notably"})
_BREAKS = frozenset({",", ":", ";", "–", "—", "...", "…", "[", "("})


class Fragment(Params, frozen=True):
    """``deliberate``: first words, one or two, of fragments that are meant.

    ``fewest``: words that a fragment must have to be doubtful. ``alone`` is the confidence where
    the sentence is a paragraph of its own: perhaps a caption. ``run_in``: words that a heading at
    the head of its paragraph may have.
    """

    deliberate: frozenset[str] = frozenset()
    fewest: int = 3
    alone: float = 0.45
    run_in: int = 8


class Lack(Enum):
    """What a sentence that should state something lacks."""

    NOTHING = 0
    VERB = 1
    MAIN_VERB = 2


@check("no_finite_verb", Fragment)
def no_finite_verb(text: Text, params: Fragment) -> Iterator[Hit]:
    """A sentence of running text without any finite verb."""
    yield from _fragments(text, params, Lack.VERB)


@check("bare_subordinate_clause", Fragment)
def bare_subordinate_clause(text: Text, params: Fragment) -> Iterator[Hit]:
    """A sentence all of whose verbs stand in subordinate clauses."""
    yield from _fragments(text, params, Lack.MAIN_VERB)


def _fragments(text: Text, params: Fragment, lack: Lack) -> Iterator[Hit]:
    """The sentences that lack something; several in a row are a list or a figure of speech."""
    lacks = text.once(_lacks)
    for index, sentence in enumerate(text.sentences):
        if lacks[index] is not lack or sentence.block.kind is not BlockKind.PARAGRAPH:
            continue
        beside = lacks[max(0, index - 1) : index] + lacks[index + 1 : index + 2]
        if any(other is not Lack.NOTHING for other in beside):
            continue
        spoken = words(sentence)
        opening = [token.norm for token in spoken[:2]]
        if len(spoken) < params.fewest or not params.deliberate.isdisjoint(
            {opening[0], " ".join(opening)}
        ):
            continue
        if sentence.first and not sentence.last and _is_run_in(spoken, params.run_in):
            continue
        alone = sentence.first and sentence.last
        yield Hit(sentence.start, sentence.end, confidence=params.alone if alone else None)


def _is_run_in(spoken: Sequence[Token], longest: int) -> bool:
    """Whether the first sentence of a paragraph may be its heading."""
    large = sum(token.text[0].isupper() for token in spoken)
    return len(spoken) <= longest or large * 2 > len(spoken) or spoken[0].tag == "VBG"


def _lacks(text: Text) -> tuple[Lack, ...]:
    return tuple(_lack(text, sentence) for sentence in text.sentences)


def _lack(text: Text, sentence: Sentence) -> Lack:
    tokens = sentence.tokens
    at = first_word(sentence)
    if at is None or tokens[at].tag == "VB" or not states(text, sentence):
        return Lack.NOTHING
    speech = text.quotations.cover(sentence.start)
    if _compares(tokens[at:]) or (speech and not _drops_auxiliary(tokens[at:])):
        return Lack.NOTHING
    if _is_verbless(tokens, at):
        return Lack.VERB
    if any(map(is_finite, tokens)) and (_leans(sentence, at) or not has_main_verb(sentence)):
        return Lack.MAIN_VERB
    return Lack.NOTHING


def _is_verbless(tokens: Sequence[Token], at: int) -> bool:
    """Whether there is no finite verb; a participle that opens the sentence is none."""
    if tokens[at].norm in _BELONGS_BEFORE:
        return not any(map(is_finite, tokens))
    start = at + 1 if tokens[at].tag == "VBN" else at
    return not any(
        may_be_finite(tokens[index]) or may_be_verb_here(tokens, index)
        for index in range(start, len(tokens))
    )


def _drops_auxiliary(tokens: Sequence[Token]) -> bool:
    """Whether a sentence opens like "Many voters trying to decide"."""
    return any(
        after.tag == "VBG" and before.tag in _NOUN_TAGS
        for before, after in pairwise(tokens[:_SUBJECT_REACH])
    ) and not any(token.tag in {"IN", ","} for token in tokens[: _SUBJECT_REACH - 1])


def _leans(sentence: Sentence, at: int) -> bool:
    """Whether the sentence is one clause with a conjunction before it and no verb besides."""
    tokens = sentence.tokens
    if tokens[at].norm not in _CONJUNCTIONS or any(token.text in _BREAKS for token in tokens):
        return False
    if at + 1 >= len(tokens) or tokens[at + 1].tag not in _SUBJECT_TAGS:
        return False
    verbs = [index for index in range(at + 2, len(tokens)) if is_finite(tokens[index])]
    return len(verbs) == 1 and (tokens[verbs[0] - 1].tag != "PRP" or verbs[0] == at + 2)


def _compares(tokens: Sequence[Token]) -> bool:
    """Whether a sentence opens like "The closer, the faster"."""
    return len(tokens) > 1 and tokens[0].norm == "the" and tokens[1].tag in {"JJR", "RBR"}


class ClauseWithoutVerb(Params, frozen=True):
    """``longest``: words that the unfinished clause may have; a longer one is rarely unfinished."""

    longest: int = 12


@check("clause_without_verb", ClauseWithoutVerb, values=("opener",))
def clause_without_verb(text: Text, params: ClauseWithoutVerb) -> Iterator[Hit]:
    """A sentence that opens a clause which then has no verb."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        opener = next(
            (index for index in range(len(tokens) - 1, 0, -1) if _opens_clause(sentence, index)),
            None,
        )
        if opener is None or len(tokens) - opener > params.longest + 1 or asks(sentence, text):
            continue
        if not any(map(is_finite, tokens[:opener])) or may_end_in_abbreviation(sentence):
            continue
        if _may_hold_verb(tokens, opener):
            continue
        if any(token.is_word for token in tokens[opener + 1 :]):
            yield Hit(tokens[opener].start, sentence.end, {"opener": tokens[opener].text})


def _opens_clause(sentence: Sentence, index: int) -> bool:
    """Whether a clause opens at ``index``, also where a phrase stands before its subject."""
    if opens_clause(sentence, index):
        return True
    tokens = sentence.tokens
    return (
        tokens[index].norm == "that"
        and index + 1 < len(tokens)
        and tokens[index].tag == tokens[index + 1].tag == "IN"
        and tokens[index + 1].norm != "of"
        and tokens[index - 1].norm in _clause_verbs()
    )


def _clause_verbs() -> frozenset[str]:
    lists = word_lists("reporting-verbs")
    return lists["verbs"] | lists["clause_verbs"]


def _may_hold_verb(tokens: Sequence[Token], opener: int) -> bool:
    """Whether the clause after ``opener`` has a verb or infinitive, or ends."""
    return any(
        may_be_finite(tokens[index])
        or tokens[index].text in _BREAKS
        or (tokens[index].norm == "to" and tokens[opener].tag != "IN")
        or (index > opener + 1 and may_be_verb_here(tokens, index, agrees=False))
        for index in range(opener + 1, len(tokens))
    )


class StubSentence(Params, frozen=True):
    """``stubs``: sentences, in lower case without the full stop, that say nothing alone."""

    stubs: frozenset[str]


@check("stub_sentence", StubSentence)
def stub_sentence(text: Text, params: StubSentence) -> Iterator[Hit]:
    """A sentence of a pronoun and a verb that nothing before it asks for."""
    for index, sentence in enumerate(text.sentences):
        if sentence.first or len(sentence.tokens) > 6:
            continue
        spoken = words(sentence)
        if not spoken:
            continue
        body = text.prose[spoken[0].start : spoken[-1].end].lower().replace("’", "'")
        if body in params.stubs and not asks(text.sentences[index - 1], text):
            yield Hit(sentence.start, sentence.end)
