"""Words that the tagger took for nouns and adjectives but that may be the verb of their clause.

"The streets empty soon after nine": a tagger that is wrong here would make a broken sentence of a
sound one. Agreement tells such a verb from a noun: a form with -s follows a noun in the singular, a
form without it a noun in the plural. No plural follows "this".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from lintnews.language.text import Token
from lintnews.language.words import word_bands

_SUBJECT_REACH = 8
_SINGULAR = frozenset({"NN", "NNP", "VBG"})
_PLURAL = frozenset({"NNS", "NNPS"})
_NOMINAL = _SINGULAR | _PLURAL | frozenset({"PRP", "WDT", "WP", "EX"})
_ONE = frozenset({"this", "that", "each", "another"})
_ADVERBS = frozenset({"RB", "RBR"})
_UNSURE = frozenset({"NN", "NNS", "JJ", "JJR", "RB", "VB", "VBP", "VBZ", "VBN", "VBD"})
_OBJECT_TAGS = frozenset({"DT", "PRP", "PRP$", "JJ", "NN", "NNS", "NNP", "CD"})
_SHORTEST_STEM = 3


def may_be_verb_here(tokens: Sequence[Token], index: int, *, agrees: bool = True) -> bool:
    """Whether the token at ``index`` may be a verb whose subject stands before it.

    With ``agrees`` it must have the number of its subject; clauses after "demand that" do without.
    """
    token = tokens[index]
    if token.tag not in _UNSURE or index + 1 >= len(tokens) or not token.text.islower():
        return False
    subject = index - 1
    nearest = max(0, index - _SUBJECT_REACH)
    while subject > nearest and (
        tokens[subject].tag in _ADVERBS or tokens[subject].text in {")", ","}
    ):
        subject -= 1
    if subject < 0:
        return False
    if tokens[subject].norm in _ONE and subject == index - 1:
        return token.tag == "NNS" and present_stem(token.norm) not in {None, token.norm}
    if tokens[subject].tag not in _NOMINAL:
        return False
    if token.norm.endswith("ed"):
        return tokens[index + 1].tag in _OBJECT_TAGS
    stem = present_stem(token.norm)
    if stem is None:
        return False
    if not agrees:
        return True
    if stem != token.norm:
        nouns = {other.tag for other in tokens[max(0, subject - _SUBJECT_REACH) : subject + 1]}
        return tokens[index + 1].is_word and not nouns.isdisjoint(_SINGULAR | {"WDT", "NNPS"})
    coordinated = any(other.norm == "and" for other in tokens[max(0, subject - 2) : subject])
    return coordinated or tokens[subject].tag in _PLURAL | {"WDT", "PRP"}


@lru_cache(maxsize=8192)
def present_stem(norm: str) -> str | None:
    """The base form of a word that may be a verb of the present tense, None if it cannot be one."""
    stems = [norm]
    if norm.endswith("ies"):
        stems[:0] = [norm[:-3] + "y", norm[:-1]]
    elif norm.endswith("es"):
        stems[:0] = [norm[:-1], norm[:-2]]
    elif norm.endswith("s") and not norm.endswith("ss"):
        stems.insert(0, norm[:-1])
    return next(filter(inflects, stems), None)


def inflects(stem: str) -> bool:
    """Whether a form of the past and a participle are made from a stem."""
    if len(stem) < _SHORTEST_STEM or not stem.isalpha():
        return False
    if stem.endswith("ie"):
        past, participle = {stem + "d"}, {stem[:-2] + "ying"}
    elif stem.endswith("e"):
        past, participle = {stem + "d"}, {stem[:-1] + "ing"}
    elif stem.endswith("y"):
        past, participle = {stem[:-1] + "ied", stem + "ed"}, {stem + "ing"}
    else:
        doubled = stem + stem[-1]
        past, participle = {stem + "ed", doubled + "ed"}, {stem + "ing", doubled + "ing"}
    bands = word_bands().keys()
    return not (bands.isdisjoint(past) or bands.isdisjoint(participle))
