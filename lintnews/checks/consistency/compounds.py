"""Compounds that a text writes as one word, with a hyphen, and as two words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from lintnews.checks.consistency.forms import VALUES, Site, mixed_hit, places_of
from lintnews.language.clauses import POSSIBLY_FINITE
from lintnews.language.own_text import is_own_text
from lintnews.language.text import Text, Token
from lintnews.model import Hit
from lintnews.rulebook.registry import Params, check


class Joining(StrEnum):
    """How the parts of a compound are joined."""

    CLOSED = "closed"
    HYPHEN = "hyphen"
    OPEN = "open"


class CompoundParams(Params, frozen=True):
    """Which two ways to compare, and what is not one compound.

    ``prefixes`` are first parts that make another word with a hyphen ("re-sign"); ``apart`` are
    compounds, written as one word, of which two ways are two words ("coop").
    """

    ways: tuple[Joining, Joining]
    prefixes: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()


_HYPHENATED = re.compile(r"(?P<first>[^\W\d_]{1,20})[-‐‑](?P<second>[^\W\d_]{2,20})")
_SHORTEST = 5
_SHORTEST_PART = 3
_NOUNS = frozenset({"NN", "NNS"})
_NOUN_PHRASE = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "CD", "VBG", "HYPH", "POS"})
Compounds = dict[str, dict[Joining, list[Site]]]


@check("compounds_mixed", CompoundParams, values=VALUES)
def compounds_mixed(text: Text, params: CompoundParams) -> Iterator[Hit]:
    """One compound noun written in two ways."""
    for key, ways in text.once(_compounds).items():
        first, second = (ways.get(way) for way in params.ways)
        if not first or not second or key in params.apart:
            continue
        forms = [places_of(text, sites) for sites in (first, second)]
        start = forms[0].name.partition("-")[0]
        if not (start in params.prefixes or forms[1].name.partition("-")[0] in params.prefixes):
            yield mixed_hit(forms)


def _compounds(text: Text) -> Compounds:
    """The compounds that stand in the desk's own words in more than one way."""
    hyphens: dict[str, list[tuple[Site, bool]]] = {}
    closed: dict[str, list[Site]] = {}
    opened: dict[str, list[Site]] = {}
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            after = tokens[index + 1] if index + 1 < len(tokens) else None
            if not token.text.islower():
                continue
            if token.text.isalpha():
                if len(token.text) >= _SHORTEST:
                    closed.setdefault(_key(token.norm), []).append((token.start, token.end))
                if after is not None and _open_compound(text, token, after):
                    beside = tokens[max(0, index - 1) : index] + tokens[index + 2 : index + 3]
                    if not any(other.tag in _NOUN_PHRASE for other in beside):
                        site = (token.start, after.end)
                        opened.setdefault(_key(token.norm + after.norm), []).append(site)
            elif match := _HYPHENATED.fullmatch(token.text):
                noun = token.tag in _NOUNS and (after is None or after.tag not in _NOUN_PHRASE)
                key = _key((match["first"] + match["second"]).lower())
                hyphens.setdefault(key, []).append(((token.start, token.end), noun))
    found: Compounds = {}
    for key in hyphens.keys() | (closed.keys() & opened.keys()):
        hyphen = hyphens.get(key, [])
        ways = {
            Joining.CLOSED: closed.get(key, []),
            Joining.HYPHEN: [site for site, noun in hyphen if noun or key in closed],
            Joining.OPEN: opened.get(key, []),
        }
        own = {way: [s for s in sites if is_own_text(text, s[0])] for way, sites in ways.items()}
        if sum(map(bool, own.values())) > 1:
            found[key] = own
    return dict(sorted(found.items()))


def _key(compound: str) -> str:
    """The singular of a compound as one word."""
    return compound[:-1] if compound.endswith("s") and not compound.endswith("ss") else compound


def _open_compound(text: Text, first: Token, second: Token) -> bool:
    return (
        first.tag == "NN"
        and second.tag in _NOUNS
        and second.finite < POSSIBLY_FINITE
        and min(len(first.text), len(second.text)) >= _SHORTEST_PART
        and second.text.islower()
        and second.text.isalpha()
        and text.prose[first.end : second.start] == " "
    )
