"""Verbs and clauses of a sentence, read from its tags and from a lexicon of verb forms."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from lintnews.language.text import Sentence, Token
from lintnews.language.verbforms import may_be_verb_here

SURELY_FINITE = 0.5
"""From this probability on a token counts as a finite verb."""

POSSIBLY_FINITE = 0.05
"""From this probability on a token may be one; below it only the lexicon can say so."""

_ALWAYS_FINITE = frozenset(
    "am is are was were 'm 're has had does did can could will would shall should may might must "
    "'ll wo ca ai cannot".split()
)
_CLAUSE_OR_PHRASE = frozenset(
    "as when while where if once since until after before how why what".split()
)
_CLAUSE_AT_START = frozenset("when while where if how why what".split())
_AUXILIARIES = frozenset(
    "be been being am is are was were 'm 're 's have has had having 've do does did".split()
)
_GOVERNED_TAGS = frozenset({"VB", "VBN", "VBG", "JJ", "NN", "NNS", "RB"})
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_NEVER_VERBS = frozenset({"POS", "DT", "IN", "CC", "PRP", "PRP$", "CD"})
_DO = frozenset({"do", "does", "did", "doing", "done"})
_OBJECT_PRONOUNS = frozenset({"me", "him", "us", "them"})
_SUBORDINATORS = frozenset(
    "because although though whereas unless lest whether that which who".split()
)


@cache
def finite_forms() -> frozenset[str]:
    """Forms, in lower case, that are finite verbs in a good part of their uses.

    Made by ``training/tagger/finite_forms.py``.
    """
    data = files("lintnews.language") / "data" / "finite_forms.txt"
    return frozenset(data.read_text(encoding="utf-8").split())


def is_finite(token: Token) -> bool:
    """Whether a token is a finite verb or a modal."""
    if token.finite >= SURELY_FINITE:
        return True
    return token.norm in _ALWAYS_FINITE and token.tag not in {"POS", "NNP"}


def may_be_finite(token: Token) -> bool:
    """Whether a token could be a finite verb, by the tagger or by the lexicon of finite forms.

    A word in lower case is no name, whatever the tagger took it for ("Sam swam").
    """
    if token.finite >= POSSIBLY_FINITE or is_finite(token):
        return True
    if token.norm not in finite_forms():
        return False
    if token.tag in _NAME_TAGS:
        return token.text.islower()
    return token.tag not in _NEVER_VERBS


def words(sentence: Sentence) -> list[Token]:
    """The tokens of a sentence without its marks."""
    return [token for token in sentence.tokens if token.is_word]


def opens_relative(token: Token) -> bool:
    """Whether a token is a relative pronoun."""
    return token.tag == "WDT" or (token.tag == "WP" and token.norm == "who")


def opens_clause(sentence: Sentence, index: int) -> bool:
    """Whether the token at ``index`` opens a subordinate clause that needs a finite verb."""
    token = sentence.tokens[index]
    if token.norm not in _SUBORDINATORS or index + 1 >= len(sentence.tokens):
        return False
    after = sentence.tokens[index + 1]
    if after.tag in {"TO", "VBG", "VBN", "IN", "CC", ",", "."} or after.norm == "not":
        return False
    if token.text.isupper():
        return False
    if token.norm == "that":
        if index and sentence.tokens[index - 1].norm in _DO:
            return False
        if sentence.tokens[index - 1].text == "," and _opens_with_clause(sentence):
            return False
        return token.tag in {"IN", "WDT"} and after.tag not in {"NN", "JJ", "RB", "RBR"}
    return token.tag in {"WDT", "WP", "WP$", "IN"}


def _opens_with_clause(sentence: Sentence) -> bool:
    """Whether the sentence begins with a clause, so that "that" after it may be its subject."""
    return sentence.tokens[0].norm in _CLAUSE_OR_PHRASE


def has_main_verb(sentence: Sentence) -> bool:
    """Whether some verb of the sentence may be that of its main clause.

    Reads from left to right: a word that opens a subordinate clause takes the next finite verb for
    itself; a finite verb that none takes is the main one. A clause that ends at a comma without a
    verb ("although a Democrat, he") takes none. Doubt counts as a verb.
    """
    waiting: list[bool] = []
    governed = False
    for index, token in enumerate(sentence.tokens):
        if _takes_next_verb(sentence, index):
            waiting.append(opens_relative(token))
        elif token.text == "," and waiting and not waiting[-1]:
            waiting.pop()
        elif (may_be_finite(token) or may_be_verb_here(sentence.tokens, index)) and not (
            governed and token.tag in _GOVERNED_TAGS
        ):
            if not waiting:
                return True
            waiting.pop()
        if token.is_word:
            governed = (
                token.tag in {"MD", "TO"}
                or token.norm in _AUXILIARIES
                or (governed and token.tag == "RB")
            )
    return False


def _takes_next_verb(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    if opens_clause(sentence, index):
        return True
    if index + 1 >= len(sentence.tokens):
        return False
    after = sentence.tokens[index + 1]
    if token.norm in _CLAUSE_OR_PHRASE:
        return (after.tag in {"PRP", "EX"} and after.norm not in _OBJECT_PRONOUNS) or (
            index < 2
            and after.tag in {"DT", "PRP$", "NNS", "NNP", "NN"}
            and token.norm in _CLAUSE_AT_START
        )
    return False
