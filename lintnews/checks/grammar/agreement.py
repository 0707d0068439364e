"""Verbs whose number is not that of their subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintnews.checks.grammar.forms import base_of_third_person, lacks_ending
from lintnews.checks.grammar.numbers import Numbers, listed, noun_after
from lintnews.language.statements import asks
from lintnews.language.text import Text, Token
from lintnews.model import Hit, Suggestion
from lintnews.rulebook.registry import Params, check

_REACH = 25
_SINGULAR_VERBS = frozenset({"is", "was", "has", "does"})
_THIRD_PERSON = {"are": "is", "am": "is", "have": "has", "do": "does"}
_PLURAL = {"is": "are", "was": "were"}
_NEGATIONS = frozenset({"not", "n't"})
_OPENING_MARKS = frozenset("\"“‘'—–")


class PronounAgainstVerb(Params, frozen=True):
    """``singular`` and ``plural``: pronouns; ``openers``: words before a clause with its subject.

    ``adverbs`` may stand between the pronoun and its verb.
    """

    singular: frozenset[str]
    plural: frozenset[str]
    openers: frozenset[str]
    adverbs: frozenset[str] = frozenset()


@check("pronoun_against_verb", PronounAgainstVerb, values=("subject", "verb"))
def pronoun_against_verb(text: Text, params: PronounAgainstVerb) -> Iterator[Hit]:
    """A pronoun whose verb has the form for another one ("they was", "he go")."""
    for sentence in text.sentences:
        if asks(sentence, text):
            continue
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if token.norm not in params.singular and token.norm not in params.plural:
                continue
            at = index + 1
            if at < len(tokens) and tokens[at].norm in params.adverbs:
                at += 1
            if at >= len(tokens) or not tokens[at].text.islower():
                continue
            verb = tokens[at]
            if token.norm in params.singular:
                wrong = _wrong_after_singular(tokens, index, at, params)
                right = _THIRD_PERSON.get(verb.norm)
            else:
                wrong = _wrong_after_plural(tokens, index, at)
                right = _PLURAL.get(verb.norm) or base_of_third_person(verb.norm)
            if wrong:
                values = {"subject": token.text, "verb": verb.text}
                before = text.prose[token.start : verb.start]
                suggestions = () if right is None else (Suggestion(before + right),)
                yield Hit(token.start, verb.end, values, suggestions=suggestions)


def _wrong_after_plural(tokens: Sequence[Token], index: int, at: int) -> bool:
    if index and tokens[index - 1].norm in {"than", "as", "like", "of", "vs", "versus"}:
        return False
    verb = tokens[at]
    if verb.norm in _SINGULAR_VERBS:
        return True
    return verb.tag == "VBZ" and at == index + 1 and base_of_third_person(verb.norm) is not None


def _wrong_after_singular(
    tokens: Sequence[Token], index: int, at: int, params: PronounAgainstVerb
) -> bool:
    """Only where the pronoun surely opens its clause: "let it go", "did he go" are right."""
    before = tokens[index - 1] if index else None
    opens = before is None or (before.text in _OPENING_MARKS and index == 1)
    if not opens:
        assert before is not None
        if before.norm not in params.openers or tokens[index].norm == "it":
            return False
        if index > 1 and before.norm in {"and", "but"} and tokens[index - 2].text != ",":
            return False
        earlier = {token.norm for token in tokens[max(0, index - _REACH) : index]}
        if not earlier.isdisjoint(listed("bare_clause")):
            return False
    verb = tokens[at]
    if verb.norm in {"are", "have", "am"}:
        return True
    if verb.norm == "do":
        return at + 1 < len(tokens) and tokens[at + 1].norm in _NEGATIONS
    return verb.tag in {"VBP", "VB"} and verb.norm != "be" and lacks_ending(verb.norm)


@check("noun_against_verb", Numbers, values=("noun", "verb"))
def noun_against_verb(text: Text, params: Numbers) -> Iterator[Hit]:
    """A noun at the head of a sentence before a verb of the other number ("these plans is")."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        first = 1 if tokens and tokens[0].text in _OPENING_MARKS else 0
        if first >= len(tokens) or asks(sentence, text):
            continue
        number = tokens[first].norm
        noun = noun_after(tokens, first + 1)
        if noun is None or noun + 1 >= len(tokens):
            continue
        verb = tokens[noun + 1]
        if number in params.numbers and tokens[noun].tag == "NNS" and verb.norm in _SINGULAR_VERBS:
            if tokens[noun].norm in listed("singular_in_s") or not tokens[noun].norm.isalpha():
                continue
        elif not (
            number in {"every", "each", "this", "that", "a", "an", "another"}
            and tokens[noun].tag == "NN"
            and verb.norm in {"are", "have", "were"}
            and tokens[noun].norm not in listed("several_in_one")
        ):
            continue
        yield Hit(tokens[first].start, verb.end, {"noun": tokens[noun].text, "verb": verb.text})
