"""Nouns whose number is not that of the words before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lintnews.checks.grammar.forms import base_of_past, is_base
from lintnews.language.text import Text, Token
from lintnews.language.words import band
from lintnews.model import Hit
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_SINGULAR_VERBS = frozenset({"is", "was", "has", "does"})
_PLURAL_VERBS = frozenset({"are", "were", "have", "do"})
_BOUNDARY_TAGS = frozenset({"VBZ", "VBD", "VBP", "MD", ".", ",", "IN", "WDT", "TO"})
_GOES_ON = frozenset({"and", ",", ";", "or", "–", "—"})
_ADJECTIVES = frozenset({"JJ", "JJR", "JJS"})
_NAMES_FILE = re.compile(r"\.\w")
_MOST_ADJECTIVES = 3
_REACH = 25
_IN_USE = 4


def listed(kind: str) -> frozenset[str]:
    """A list of ``rules/words/agreement.yml``."""
    return word_lists("agreement")[kind]


class Numbers(Params, frozen=True):
    """``numbers``: words that say how many, in lower case."""

    numbers: frozenset[str]


@check("there_against_noun", Numbers, values=("verb",))
def there_against_noun(text: Text, params: Numbers) -> Iterator[Hit]:
    """A verb after "there" that has not the number of its noun ("there is many reasons")."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index in range(len(tokens) - 3):
            if tokens[index].norm != "there" or tokens[index].tag != "EX":
                continue
            verb, number = tokens[index + 1], tokens[index + 2]
            if verb.norm in {"is", "was"} and number.norm in params.numbers:
                noun = noun_after(tokens, index + 3)
                if (
                    noun is not None
                    and tokens[noun].tag == "NNS"
                    and tokens[noun].norm not in listed("singular_in_s")
                ):
                    yield Hit(tokens[index].start, tokens[noun].end, {"verb": verb.text})
            elif verb.norm in {"are", "were"} and number.norm in {"a", "an", "another"}:
                noun = noun_after(tokens, index + 3)
                rest = {token.norm for token in tokens[index + 3 : index + 3 + _REACH]}
                if (
                    noun is not None
                    and tokens[noun].tag == "NN"
                    and rest.isdisjoint(listed("several_in_one") | _GOES_ON)
                ):
                    yield Hit(tokens[index].start, tokens[noun].end, {"verb": verb.text})


def noun_after(tokens: Sequence[Token], index: int) -> int | None:
    """The noun behind at most a few adjectives, if it is the last of its phrase."""
    for at in range(index, min(len(tokens), index + _MOST_ADJECTIVES + 1)):
        if tokens[at].tag in {"NN", "NNS"}:
            ends = at + 1 == len(tokens) or _ends_phrase(tokens[at + 1])
            return at if ends and tokens[at].text.islower() else None
        if tokens[at].tag not in _ADJECTIVES:
            return None
    return None


@check("number_against_noun", Numbers, values=("number", "noun"))
def number_against_noun(text: Text, params: Numbers) -> Iterator[Hit]:
    """A word for several before a noun in the singular ("these problem")."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if token.norm not in params.numbers:
                continue
            noun = noun_after(tokens, index + 1)
            if noun is None or tokens[noun].tag != "NN" or not _counts(tokens[noun].norm):
                continue
            if _may_be_verb(tokens, index, noun) or _goes_on(tokens, noun):
                continue
            if index and tokens[index - 1].norm in {"as", "so", "too", "how", "a", "the"}:
                continue
            values = {"number": token.text, "noun": tokens[noun].text}
            yield Hit(token.start, tokens[noun].end, values)


def _ends_phrase(token: Token) -> bool:
    """Whether no noun goes on with a token; a verb in the plural may be one ("a rules change")."""
    if token.tag == "VBP":
        return token.norm in _PLURAL_VERBS
    return token.tag in _BOUNDARY_TAGS


def _may_be_verb(tokens: Sequence[Token], index: int, noun: int) -> bool:
    """Whether the noun may be the verb of "these" or "several" ("these help us")."""
    norm = tokens[noun].norm
    return norm.endswith("ing") or (
        noun == index + 1 and tokens[index].norm in {"these", "several"} and is_base(norm)
    )


def _goes_on(tokens: Sequence[Token], noun: int) -> bool:
    """Whether what was taken for the verb may be the noun to which the other one belongs."""
    after = tokens[noun + 1] if noun + 1 < len(tokens) else None
    return (
        after is not None
        and after.tag == "VBZ"
        and after.norm not in _SINGULAR_VERBS
        and singular_of(after.norm) is not None
    )


def _counts(norm: str, least: int = _IN_USE) -> bool:
    """Whether a noun in the singular has a plural in -s that is in use."""
    if norm in listed("unchanged") or norm.endswith("s") or not norm.isalpha():
        return False
    plural = norm[:-1] + "ies" if norm.endswith("y") and norm[-2:-1] not in set("aeiou") else None
    forms = [plural] if plural else [norm + "s", norm + "es"]
    return any(band(form) >= least for form in forms) and band(norm) >= least


@check("one_against_noun", Numbers, values=("number", "noun"))
def one_against_noun(text: Text, params: Numbers) -> Iterator[Hit]:
    """A word for one before a noun in the plural ("every problems")."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if token.norm not in params.numbers or not (token.text.islower() or index == 0):
                continue
            noun = noun_after(tokens, index + 1)
            if noun is None or tokens[noun].tag != "NNS":
                continue
            norm = tokens[noun].norm
            if norm in listed("singular_in_s") or norm in listed("unchanged"):
                continue
            stem = singular_of(norm)
            if _NAMES_FILE.match(text.prose, tokens[noun].end):
                continue
            if token.norm == "this" and base_of_past(tokens[index + 1].norm):
                continue
            if stem is None or (is_base(stem) and _may_say_what_this_does(tokens, index, noun)):
                continue
            between = {other.norm.rpartition("-")[2] for other in tokens[index + 1 : noun]}
            if not between.isdisjoint(listed("several_before")):
                continue
            values = {"number": token.text, "noun": tokens[noun].text}
            yield Hit(token.start, tokens[noun].end, values)


def _may_say_what_this_does(tokens: Sequence[Token], index: int, noun: int) -> bool:
    """Whether the plural may be a verb ("each springs from", "every American hopes",
    "a pandemic hits")."""
    before = tokens[noun - 1]
    if noun > index + 1 and (before.text[0].isupper() or _counts(before.norm, least=1)):
        return True
    if tokens[index].norm in {"a", "an", "every"}:
        return False
    after = tokens[noun + 1] if noun + 1 < len(tokens) else None
    return noun == index + 1 or (after is not None and after.tag in {"TO", "IN"})


def singular_of(norm: str) -> str | None:
    """The singular of a regular plural in use; None if there is none."""
    if not norm.endswith("s") or norm.endswith(("ss", "us", "is")):
        return None
    stems = [norm[:-3] + "y"] if norm.endswith("ies") else [norm[:-1], norm[:-2]]
    return next((stem for stem in stems if band(stem) >= _IN_USE), None)
