"""Numbers whose digits are grouped in a foreign way, or in two ways within one text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from enum import StrEnum

from lintnews.checks.consistency.forms import VALUES, Form, Site, mixed_hit
from lintnews.language.own_text import is_own_text
from lintnews.language.text import Text, Token
from lintnews.model import Hit
from lintnews.rulebook.registry import Params, check


class ForeignMark(StrEnum):
    """How a number is written in a foreign way."""

    THOUSANDS_POINT = "thousands point"
    DECIMAL_COMMA = "decimal comma"
    THOUSANDS_SPACE = "thousands space"


class ForeignParams(Params, frozen=True):
    """Which foreign way to report, and the words that tell.

    ``measures`` are units that are measured with decimals ("2.375 inches"), in lower case;
    ``before`` are words after which a number of up to three digits stands alone ("May 11").
    """

    mark: ForeignMark
    measures: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()


_POINTS = re.compile(
    r"(?<![\w.,:/-])(?:[1-9]\d{0,2}\.000|[1-9]\d{0,2}(?:\.\d{3}){2,4})(?![\w,:/]|\.\d|-\w)"
)
_COMMA = re.compile(
    r"(?<![\w.,:/-])(?P<sign>[$€£]?)\d{1,3},\d{1,2}(?![\d:/]|[,.]\d)"
    r"(?P<unit>[ \u00a0]?(?:%|per ?cent\b|(?:bn|m|tn|million|billion|trillion|km|kg|cm|mm)\b))?"
)
_SPACES = re.compile(r"(?<![\w.,:/+)-])(?<!\d )[1-9]\d{0,2}(?: \d{3}){1,3}(?![\d:/-]|[,.]\d| \d)")
_LAST_WORD = re.compile(r"[^\W\d_]{1,20}(?=\.? \Z)")
_LONGEST_BEFORE = 24
_FARTHEST_NOUN = 4


@check("numbers_foreign", ForeignParams)
def numbers_foreign(text: Text, params: ForeignParams) -> Iterator[Hit]:
    """Numbers with a thousands point, a decimal comma, or a space between thousands."""
    if params.mark is ForeignMark.THOUSANDS_POINT:
        for match in _POINTS.finditer(text.prose):
            several = match[0].count(".") > 1
            noun = _counted(text, match.end())
            if noun is not None and (several or noun.norm not in params.measures):
                yield Hit(*match.span())
    elif params.mark is ForeignMark.DECIMAL_COMMA:
        for match in _COMMA.finditer(text.prose):
            if match["sign"] or match["unit"]:
                end = match.start("unit") if match["unit"] else match.end()
                yield Hit(match.start(), end)
    else:
        sites = list(_spaced(text, params.before))
        # A house that groups with spaces does so throughout.
        if len(sites) <= _SLIPS or _GROUPED.search(text.prose):
            yield from (Hit(*site) for site in sites)


_SLIPS = 2
_GROUPED = re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?:,\d{3}){1,3}(?![\w,])")
_PLAIN = re.compile(r"(?<![\w.,:/$€£#№+-])[1-9]\d{3,5}(?![\w:/%-]|[.,]\d)")


def _spaced(text: Text, before: frozenset[str]) -> Iterator[Site]:
    for match in _SPACES.finditer(text.prose):
        start, end = match.span()
        word, named = _word_before(text, start)
        if word in before or named:
            continue
        if _counted(text, end) is not None or text.prose[end : end + 2] in _GLUED_UNITS:
            yield start, end


_GLUED_UNITS = frozenset({"km", "kg", "sq", "mi"})


def _counted(text: Text, end: int) -> Token | None:
    """The plural noun that a number before ``end`` counts ("1,000 of the small lamps"), if any."""
    if text.prose[end : end + 1] not in {" ", "\u00a0"}:
        return None
    sentence = text.sentence_at(end)
    if sentence is None:
        return None
    first = bisect_left(sentence.tokens, end, key=lambda token: token.start)
    for token in sentence.tokens[first : first + _FARTHEST_NOUN]:
        if token.tag in {"NNS", "NNPS"} or _is_unit(token):
            return token
        if token.tag not in {"JJ", "JJR", "NN", "NNP", "VBN", "DT", "PRP$"} and token.norm != "of":
            return None
    return None


def _is_unit(token: Token) -> bool:
    """Whether a word read as a name is a plural in lower case, such as "euros"."""
    return token.tag == "NNP" and token.text.islower() and token.text.endswith("s")


class GroupingParams(Params, frozen=True):
    """``not_counted``: plural nouns after which four digits are no count ("1500 hours").

    ``before`` are words after which four digits are a year or a name ("in 1400", "room 2150").
    """

    not_counted: frozenset[str]
    before: frozenset[str]


@check("number_grouping_varies", GroupingParams, values=VALUES)
def number_grouping_varies(text: Text, params: GroupingParams) -> Iterator[Hit]:
    """Counts of four digits and more, some with a comma between the thousands and some without."""
    plain = [
        match.span()
        for match in _PLAIN.finditer(text.prose)
        if is_own_text(text, match.start()) and _is_count(text, *match.span(), params)
    ]
    if not plain:
        return
    grouped = [
        match.span() for match in _GROUPED.finditer(text.prose) if is_own_text(text, match.start())
    ]
    short = any(end - start == _FOUR_DIGITS + 1 for start, end in grouped)
    # A house may write four digits without a comma and five with one.
    habit = (
        not short
        and len(plain) >= _HABIT
        and all(end - start == _FOUR_DIGITS for start, end in plain)
    )
    if grouped and not habit:
        forms = [
            Form("numbers without a comma", tuple(plain), literal=False),
            Form("numbers with a comma", tuple(grouped), literal=False),
        ]
        yield mixed_hit(forms)


_FOUR_DIGITS = 4
_HABIT = 3
_YEARS = range(1000, 2100)
_NEAR_YEARS = range(1900, 2100)


def _is_count(text: Text, start: int, end: int, params: GroupingParams) -> bool:
    noun = _counted(text, end)
    if noun is None or noun.norm in params.not_counted:
        return False
    number = int(text.prose[start:end])
    word, named = _word_before(text, start)
    if not word:
        return number not in _YEARS
    return word not in params.before and not named and number not in _NEAR_YEARS


def _word_before(text: Text, start: int) -> tuple[str, bool]:
    """The word before an offset in lower case, if any, and whether it looks like a name."""
    match = _LAST_WORD.search(text.prose[max(0, start - _LONGEST_BEFORE) : start])
    if match is None:
        return "", False
    sentence = text.sentence_at(start)
    opens = sentence is not None and start - len(match[0]) - 1 == sentence.start
    return match[0].lower(), match[0][0].isupper() and not opens
