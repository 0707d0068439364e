"""Clauses that lack a verb or a subject beside words that ask for one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintnews.checks.grammar.forms import has_gap
from lintnews.language.clauses import is_finite
from lintnews.language.statements import asks
from lintnews.language.text import Text, Token
from lintnews.model import Hit
from lintnews.rulebook.registry import Params, check

_OPENING_MARKS = frozenset("\"“‘'—–")
_REACH = 40
_TIME_REACH = 3
_FEWEST_OF_FRAGMENTS = 4
_ENDS_CLAUSE = frozenset({",", ";", ":", "–", "—", "(", "..."})


class CopulaDropped(Params, frozen=True):
    """``subjects``: pronouns that are nothing but subjects; ``openers``: words before a clause.

    ``articles``: what follows where the verb was lost; ``times``: words of a time between.
    """

    subjects: frozenset[str]
    openers: frozenset[str]
    articles: frozenset[str]
    times: frozenset[str] = frozenset()


@check("copula_dropped", CopulaDropped, values=("subject",))
def copula_dropped(text: Text, params: CopulaDropped) -> Iterator[Hit]:
    """A subject beside its complement, without a verb ("He a doctor")."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        if asks(sentence, text):
            continue
        for index in range(len(tokens) - 2):
            token, after = tokens[index], tokens[index + 1]
            if token.norm not in params.subjects or after.norm not in params.articles:
                continue
            if index and tokens[index - 1].norm not in params.openers:
                continue
            if _says_when(tokens, index, params.times) or not _is_told_here_alone(tokens, index):
                continue
            yield Hit(token.start, after.end, {"subject": token.text})


def _says_when(tokens: Sequence[Token], index: int, times: frozenset[str]) -> bool:
    """Whether the article opens a time between subject and verb ("he a year later became")."""
    return any(token.norm in times for token in tokens[index + 2 : index + 2 + _TIME_REACH])


def _is_told_here_alone(tokens: Sequence[Token], index: int) -> bool:
    """Whether the rules for sentences and clauses without any verb pass this one over.

    At the head of a sentence its first clause must have no verb of its own, however late.
    """
    rest = tokens[index + 1 : index + 1 + _REACH]
    verb = next((token for token in rest if is_finite(token)), None)
    if verb is None:
        return index == 0 and sum(token.is_word for token in tokens) < _FEWEST_OF_FRAGMENTS
    return index > 0 or any(
        token.text in _ENDS_CLAUSE and token.start < verb.start for token in rest
    )


class VerbAfterModal(Params, frozen=True):
    """``modals`` need a verb; ``subjects``: pronouns right before them that make them sure."""

    modals: frozenset[str]
    subjects: frozenset[str]
    objects: frozenset[str]


@check("verb_missing_after_modal", VerbAfterModal, values=("modal",))
def verb_missing_after_modal(text: Text, params: VerbAfterModal) -> Iterator[Hit]:
    """A modal whose verb was lost ("He will to Rome", "they must the law")."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        if asks(sentence, text):
            continue
        for index in range(1, len(tokens) - 2):
            subject, modal, after = tokens[index - 1 : index + 2]
            if modal.norm not in params.modals or subject.norm not in params.subjects:
                continue
            if after.norm not in params.objects or not modal.text.islower():
                continue
            if has_gap(tokens, index) or not _clause_opens(tokens, index - 1):
                continue
            yield Hit(modal.start, after.end, {"modal": modal.text})


def _clause_opens(tokens: Sequence[Token], index: int) -> bool:
    if index == 0 or tokens[index - 1].text in _OPENING_MARKS:
        return True
    return tokens[index - 1].norm in {"and", "but", ",", "because"}
