"""Auxiliaries and the form of the verb after them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintnews.checks.grammar.forms import (
    base_of_past,
    base_of_third_person,
    clear_form,
    has_gap,
    past_only,
)
from lintnews.language.text import Text, Token
from lintnews.model import Hit, Suggestion
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_SUBJECT_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "you", "who"})
_MAIN = frozenset({"be", "have", "do"})
_NEGATIONS = frozenset({"not", "n't"})
_INFLECTED_TAGS = frozenset({"VBZ", "VBD", "VBN", "VBP", "VB"})
_MOST_ADVERBS = 2
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})


class Auxiliary(Params, frozen=True):
    """``auxiliaries``: the words whose verb is looked at.

    ``also_nouns``: those that are nouns behind another noun ("their military might").
    """

    auxiliaries: frozenset[str]
    also_nouns: frozenset[str] = frozenset()


class Infinitive(Params, frozen=True):
    """``before``: words after which "to" opens an infinitive."""

    before: frozenset[str]


@check("inflected_after_do", Auxiliary, values=("right",))
def inflected_after_do(text: Text, params: Auxiliary) -> Iterator[Hit]:
    """A verb with an ending after a negated form of "do" ("did not went")."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if token.norm not in params.auxiliaries or has_gap(tokens, index + 1):
                continue
            verb = _verb_after(tokens, index)
            if verb is None or not _NEGATIONS.intersection(
                other.norm for other in tokens[index + 1 : verb]
            ):
                continue
            base = _inflected_base(tokens[verb])
            if base is not None:
                yield _hit(text, tokens, index, verb, base)


@check("inflected_after_modal", Auxiliary, values=("right",))
def inflected_after_modal(text: Text, params: Auxiliary) -> Iterator[Hit]:
    """A verb with an ending after a modal ("can goes", "will went")."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if token.norm not in params.auxiliaries or not token.text.islower():
                continue
            if token.tag != "MD" or not _is_predicate(tokens, index) or has_gap(tokens, index):
                continue
            if token.norm in params.also_nouns and tokens[index - 1].tag in _NOUNS:
                continue
            verb = _verb_after(tokens, index)
            base = None if verb is None else _inflected_base(tokens[verb])
            if verb is not None and base is not None:
                yield _hit(text, tokens, index, verb, base)


@check("inflected_after_to", Infinitive, values=("right",))
def inflected_after_to(text: Text, params: Infinitive) -> Iterator[Hit]:
    """An infinitive with an ending ("able to went", "wants to goes")."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index in range(1, len(tokens) - 1):
            if tokens[index].norm != "to" or tokens[index - 1].norm not in params.before:
                continue
            base = _inflected_base(tokens[index + 1])
            if base is not None and not (base in _MAIN and has_gap(tokens, index)):
                yield _hit(text, tokens, index, index + 1, base)


@check("past_after_have", Auxiliary, values=("right",))
def past_after_have(text: Text, params: Auxiliary) -> Iterator[Hit]:
    """A form of the past where the participle belongs ("has went", "had wrote")."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if token.norm not in params.auxiliaries or has_gap(tokens, index):
                continue
            at = _verb_after(tokens, index)
            verb = None if at is None else past_only().get(tokens[at].norm)
            if at is None or verb is None or not tokens[at].text.islower():
                continue
            if (at == index + 1 and not clear_form(verb.past)) or verb.base == "be":
                continue
            yield _hit(text, tokens, index, at, verb.participle)


def _verb_after(tokens: Sequence[Token], index: int) -> int | None:
    """The token after an auxiliary, a few adverbs passed over."""
    adverbs = word_lists("verb-forms")["adverbs"]
    for at in range(index + 1, min(len(tokens), index + 2 + _MOST_ADVERBS)):
        if tokens[at].norm not in adverbs:
            return at
    return None


def _is_predicate(tokens: Sequence[Token], index: int) -> bool:
    """Whether the modal follows its subject and is no noun itself ("his will was")."""
    if not index:
        return False
    before = tokens[index - 1]
    return before.norm in _SUBJECT_PRONOUNS or before.tag in _NOUNS


def _inflected_base(token: Token) -> str | None:
    """The base of a verb with an ending; None for what is no verb, or has none."""
    if not token.text.islower() or token.tag not in _INFLECTED_TAGS:
        return None
    base = base_of_past(token.norm) or base_of_third_person(token.norm)
    return base if base is not None and clear_form(token.norm) else None


def _hit(text: Text, tokens: Sequence[Token], index: int, verb: int, right: str) -> Hit:
    """From the auxiliary to the verb, with the verb in its right form as the suggestion."""
    start = tokens[index].start
    suggestion = Suggestion(text.prose[start : tokens[verb].start] + right)
    return Hit(start, tokens[verb].end, {"right": right}, suggestions=(suggestion,))
