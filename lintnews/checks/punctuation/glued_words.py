"""Words that lost the space between them: "Israelthe", "Accordingto", "RishiSunak".

A form is suspected only when it stands once in the text (a form that comes back is a name) and the
word list does not know it; what it must then be made of depends on how it is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lintnews.language.text import Text
from lintnews.language.tokens import ADDRESS_SIGNS
from lintnews.language.words import band, word_bands
from lintnews.model import Hit, Suggestion
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check


class GluedParams(Params, frozen=True):
    """What glued forms are made of, and what looks like them.

    ``opening`` and ``ending`` are small words that stand first or last in a glued form and in
    hardly any compound, ``negations`` those before "n't". ``modifiers`` are endings of adjectives,
    which form no compounds; ``peoples`` such adjectives with a capital. ``prefixes`` begin names
    with a capital inside ("Mc"), ``suffixes`` end them ("Online"); ``names`` are forms that are
    right as they are.
    """

    opening: frozenset[str]
    ending: frozenset[str]
    negations: frozenset[str]
    modifiers: tuple[str, ...]
    peoples: frozenset[str]
    prefixes: frozenset[str]
    suffixes: frozenset[str]
    names: frozenset[str]


_WORD = re.compile(r"[^\W\d_]{2,40}")
_HUMP = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-Z])")
_INITIALS = re.compile(r"[A-Z]{2,8}(?=[a-z]{3,12}\Z)")
_SHORTEST = 5
_SHORTEST_PART = 3
_LONG_PART = 5
_COMMON = 6
_VERY_COMMON = 7
_FREQUENT = 10
_BESIDE_NAMES = ADDRESS_SIGNS | frozenset(".-‑'’")


@check("glued_words", GluedParams, values=("first", "second"))
def glued_words(text: Text, params: GluedParams) -> Iterator[Hit]:
    """Two words written as one."""
    prose = text.prose
    counts = Counter(_WORD.findall(prose))
    bands = word_bands()
    suspects = {
        form
        for form, count in counts.items()
        if count == 1
        and len(form) >= _SHORTEST
        and form not in bands
        and form not in params.names
        and form.lower() not in params.names
        and not band(form)
    }
    for form in sorted(suspects):
        parts = _parts(form, counts, params)
        if parts is None:
            continue
        start = prose.find(form)
        while not _stands_alone(prose, start, start + len(form)):
            start = prose.find(form, start + 1)
        end = start + len(form)
        if _in_address(prose, start, end) and parts[1] not in params.negations:
            continue
        if parts[1] in params.negations and prose[end : end + 2] not in {"'t", "’t"}:
            continue
        first, second = parts
        if _HUMP.search(form) and _names_a_thing(prose, end):
            continue
        yield Hit(
            start,
            end,
            {"first": first, "second": second},
            suggestions=(Suggestion(f"{first} {second}"),),
        )


def _names_a_thing(prose: str, end: int) -> bool:
    """Whether a form is the name of what follows: "LivLyme Foundation"."""
    word = _WORD.match(prose, end + 1)
    return word is not None and prose[end] == " " and word[0] in word_lists("names")["things"]


def _stands_alone(prose: str, start: int, end: int) -> bool:
    before = prose[start - 1 : start] if start else ""
    after = prose[end : end + 1]
    return not (before.isalpha() or after.isalpha())


def _in_address(prose: str, start: int, end: int) -> bool:
    """Whether a word touches a sign that addresses, handles, file names and compounds have."""
    before = prose[start - 1 : start] if start else ""
    after = prose[end : end + 1]
    if before and (before in _BESIDE_NAMES or before.isdigit()):
        return True
    if after == ".":
        return prose[end + 1 : end + 2].isalnum()
    return after != "" and after not in "'’" and (after in _BESIDE_NAMES or after.isdigit())


def _parts(form: str, counts: Counter[str], params: GluedParams) -> tuple[str, str] | None:
    """The two words that a form is made of, None if it seems to be one."""
    humps = [match.start() for match in _HUMP.finditer(form)]
    if len(humps) == 1:
        return _names_in(form[: humps[0]], form[humps[0] :], counts, params)
    if humps:
        return None
    initials = _INITIALS.match(form)
    if initials is not None:
        first, second = form[: initials.end()], form[initials.end() :]
        return (first, second) if second in params.ending else None
    if not form[1:].islower():
        return None
    return _small_word_in(form, params) or _modifier_in(form, params)


def _names_in(
    first: str, second: str, counts: Counter[str], params: GluedParams
) -> tuple[str, str] | None:
    """Parts of a form with one capital inside, if they are names or words of this text."""
    bands = word_bands()
    if min(len(first), len(second)) < 2 or not second[1:].islower():
        return None
    if first in params.prefixes or second in params.suffixes:
        return None
    if first.lower() in params.opening and (len(first) >= _SHORTEST_PART or first.islower()):
        known = band(second) or counts[second]
        return (first, second) if known else None
    if min(len(first), len(second)) < _SHORTEST_PART or not first[0].isupper():
        return None
    # Brands are made of common words ("DoorDash"); a name that stands alone elsewhere is not.
    if first.lower() in bands:
        return None
    if second.lower() in bands:
        return None
    return (first, second) if counts[second] or (counts[first] and band(second)) else None


def _small_word_in(form: str, params: GluedParams) -> tuple[str, str] | None:
    """A small word at the beginning or the end of a form, with a common word beside it."""
    bands = word_bands()
    lower = form.lower()
    for size in range(_SHORTEST_PART, min(9, len(form) - 2)):
        rest = form[size:]
        common = len(rest) > _SHORTEST_PART and band(rest) >= _COMMON
        if common and lower[:size] in params.opening:
            return form[:size], rest
    for size in range(2, min(9, len(form) - 1)):
        first, last = form[:-size], lower[-size:]
        if last not in params.ending and last not in params.negations:
            continue
        if form.islower() and first in params.opening:
            return first, last
        common = band(first) >= _COMMON or first in bands
        if size < _SHORTEST_PART and first.lower() not in bands:
            continue
        if size < _SHORTEST_PART and not form.islower() and band(first) < _FREQUENT:
            continue
        # Names end like small words more often than common words do.
        brief = size < _SHORTEST_PART or (size == _SHORTEST_PART and not form.islower())
        if common and len(first) >= (_LONG_PART if brief else _LONG_PART - 1):
            return first, form[-size:]
    return None


def _modifier_in(form: str, params: GluedParams) -> tuple[str, str] | None:
    """An adjective and the noun after it, both common."""
    for at in range(_LONG_PART, len(form) - _LONG_PART + 1):
        first, second = form[:at], form[at:]
        if band(second) < _VERY_COMMON:
            continue
        if first in params.peoples:
            return first, second
        adjective = at > _LONG_PART and first.lower().endswith(params.modifiers)
        if adjective and band(first) >= _VERY_COMMON:
            return first, second
    return None
