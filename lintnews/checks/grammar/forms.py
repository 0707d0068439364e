"""Forms of verbs, and which clauses have a gap so that two verbs may meet in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from lintnews.language.text import Token
from lintnews.language.verbforms import inflects, present_stem
from lintnews.language.words import band
from lintnews.resources import word_lists

_GAP_REACH = 25
_ASKING_TAGS = frozenset({"WDT", "WP", "WRB", "WP$"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "DT", "CD", "JJ", "JJS"})


class Verb(NamedTuple):
    """The forms of an irregular verb, in lower case."""

    base: str
    past: str
    participle: str


@cache
def irregular_verbs() -> tuple[Verb, ...]:
    """The verbs of ``rules/words/verb-forms.yml``."""
    return tuple(Verb(*line.split()) for line in sorted(word_lists("verb-forms")["irregular"]))


@cache
def past_only() -> Mapping[str, Verb]:
    """Forms of the past that are neither base nor participle ("went"), by form."""
    return {
        verb.past: verb
        for verb in irregular_verbs()
        if verb.past not in {verb.base, verb.participle}
    }


@cache
def _pasts() -> Mapping[str, str]:
    return {verb.past: verb.base for verb in irregular_verbs() if verb.past != verb.base}


@cache
def _irregular_bases() -> frozenset[str]:
    return frozenset(verb.base for verb in irregular_verbs())


@lru_cache(maxsize=8192)
def base_of_third_person(norm: str) -> str | None:
    """The base of a form like "goes" or "has"; None if the word is no such form."""
    if norm in {"is", "has", "does"}:
        return {"is": "be", "has": "have", "does": "do"}[norm]
    if not norm.endswith("s") or norm.endswith("ss"):
        return None
    for stem in (norm[:-1], norm[:-2]):
        if stem in _irregular_bases():
            return stem
    stem_found = present_stem(norm)
    return None if stem_found == norm else stem_found


@lru_cache(maxsize=8192)
def base_of_past(norm: str) -> str | None:
    """The base of a form of the past that is not the base itself; None if it is no such form."""
    if norm in _pasts() or not norm.endswith("ed") or not norm.isalpha():
        return _pasts().get(norm)
    if inflects(norm) or norm in _irregular_bases():
        return None
    stems = [norm[:-3] + "y"] if norm.endswith("ied") else [norm[:-1], norm[:-2]]
    if norm[-3:-2] == norm[-4:-3]:
        stems.insert(0, norm[:-3])
    known = [stem for stem in stems if band(stem) and inflects(stem)]
    return max(known, key=band, default=None)


def clear_form(norm: str) -> bool:
    """Whether a form of an irregular verb is seldom another word."""
    return norm not in word_lists("verb-forms")["also_other_words"]


def has_gap(tokens: Sequence[Token], index: int) -> bool:
    """Whether a clause without a mark of its own may end before the token at ``index``.

    "What he can is little", "the man they were is gone": a question word, a word such as "all" or
    "than", or a noun with a pronoun directly behind it stands before.
    """
    earlier = tokens[max(0, index - _GAP_REACH) : index]
    taken_up = word_lists("verb-forms")["taken_up"]
    for place, token in enumerate(earlier):
        if token.tag in _ASKING_TAGS or token.norm in taken_up:
            return True
        if token.tag == "PRP" and place and earlier[place - 1].tag in _NOUNS:
            return True
    return False


def lacks_ending(norm: str) -> bool:
    """Whether a word is the base of a verb and no form of its past."""
    if norm in word_lists("verb-forms")["base_or_past"] or base_of_past(norm) is not None:
        return False
    return norm not in _pasts() and is_base(norm)


def is_base(norm: str) -> bool:
    """Whether a word is the base of a verb."""
    listed = norm in _irregular_bases() or norm in word_lists("verb-forms")["base_or_past"]
    return listed or inflects(norm)
