"""The lines that stand around the running text: captions, bylines, dates, results, residue.

Each function takes the text of one block without the space around it and says whether it is such a
line. What may differ from one newsroom to another is data in ``rules/words/blocks.yml``.
"""

from __future__ import annotations

import re
from functools import cache

from lintnews.document.wordlists import any_of, opener, words
from lintnews.resources import word_lists

_LONGEST_BYLINE = 16
_LONGEST_DATE = 12
_LONGEST_ROW = 24
_LONGEST_CELL = 40
_LONGEST_LINK = 8
_EDGES = ".,;:|()[]–—-•"
_DIVIDER = "*-_=~#•·—– "
_CLOSED = (".", "!", "?", "…")
_TIME = re.compile(r"\d{1,2}(?:[:.h]\d{2}){0,2}(?:[ap]\.?m\.?)?|[ap]\.?m\.?|[A-Z]{2,4}")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?|\d{4}")
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,2}:\d{2}.{0,5}"
)
_NUMBER = re.compile(r"[(+–-]?[$€£¥]?\d[\d.,:/+–-]*[)%]?[,;]?")
_PAIR = re.compile(r"\(?\d{1,3}[-–:]\d{1,3}\)?[,;]?|\+?\d{1,2}:\d{2}[.:]\d{1,3}")
_CELLS = re.compile(r"\t+|\s\|\s")
_RANK = re.compile(r"\A(?:\d{1,2}[.)]|[-*•])\s")
_SCORE = re.compile(r"(\d)\s([-–:])\s(\d)")


def is_residue(text: str) -> bool:
    """Whether a line is a link or label of the page around the article, or only divides it."""
    if not text.strip(_DIVIDER):
        return True
    found = opener("residue_openers").match(text)
    if found:
        rest = text[found.end() :]
        return (
            rest[:1] in {":", "", ">", "|", "…"}
            or found[0].isupper()
            or len(text.split()) <= _LONGEST_LINK
        )
    if any(phrase in text for phrase in words("residue_inside")):
        return len(text.split()) <= 2 * _LONGEST_LINK
    label = opener("residue_labels").match(text)
    return label is not None and text[label.end() :].strip()[:1] in {":", "", ">", "|", "…"}


@cache
def _caption() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    labels, credits, agencies = map(any_of, ("caption_labels", "credit_words", "agencies"))
    return (
        re.compile(
            rf"(?i:{labels})\s?:|(?:{any_of('caption_openers')})(?:(?<!\w)|(?!\w))"
            rf"|(?:{any_of('numbered_captions')})\s\d[\d.]{{0,6}}(?:\s?[:–—-])?(?:\s[^\W_a-z]|\Z)"
        ),
        re.compile(rf"\b(?:{credits})\s?(?::|by\s|courtesy\sof\s)\s?[^:]{{1,80}}\Z"),
        re.compile(
            rf"(?:[(\[](?P<person>[^()\[\]]{{1,60}}[/ ])?|/)(?:{agencies})"
            r"(?:[ /][A-Z][\w/]{0,20}){0,3}[)\]]?\.?\Z"
        ),
    )


def is_caption(text: str, *, front: bool) -> bool:
    """Whether a line is a caption: it is labelled, or its end says whose the picture is.

    A paragraph may end in the agency that it came from; so an agency alone behind a full stop
    tells of a caption only at the ``front`` of an article.
    """
    opening, credit, source = _caption()
    if opening.match(text) or credit.search(text):
        return True
    found = source.search(text)
    if found is None:
        return False
    return bool(front or found["person"]) or not text[: found.start()].rstrip().endswith(_CLOSED)


def is_date(text: str) -> bool:
    """Whether a line says when the article was published, and nothing else."""
    tokens = _tokens(text)
    if not 0 < len(tokens) <= _LONGEST_DATE:
        return False
    named = words("weekdays") | words("months")
    if not any(token in named or _DATE.fullmatch(token) or token == "ago" for token in tokens):
        return False
    return all(
        token in named
        or token.lower() in words("date_labels")
        or _DAY.fullmatch(token)
        or _DATE.fullmatch(token)
        or _TIME.fullmatch(token)
        for token in tokens
    )


@cache
def _name_line() -> re.Pattern[str]:
    word = r"[A-Z][\w.'’-]{0,30}"
    particles = "|".join(sorted(word_lists("names")["particles"]))
    name = rf"{word}(?:\s(?:{particles}))?(?:\s{word}){{1,2}}"
    roles = any_of("byline_roles")
    place = rf",?\sin\s{word}(?:,?\s{word}){{0,2}}"
    return re.compile(
        rf"\({name}\)|{name}(?:\sand\s{name})?(?:{place}|,?\s(?:(?:[\w’'-]{{1,20}}\s){{0,4}}"
        rf"(?i:{roles})(?:{place})?))"
    )


def is_byline(text: str, *, under_title: bool) -> bool:
    """Whether a line says who wrote the article.

    Without an opener such as "By" that is told ``under_title`` only, before the running text, where
    a name is followed by a place ("Jane Doe in Paris") or a role ("Jane Doe, political editor");
    and everywhere of a name in brackets.
    """
    bare = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    found = opener("byline_openers").match(bare)
    if found is None or bare.endswith((",", ":")):
        return (under_title or bare is not text) and _name_line().fullmatch(text) is not None
    tokens = _tokens(bare[found.end() :])
    return (
        len(tokens) <= _LONGEST_BYLINE
        and any(token[0].isupper() for token in tokens)
        and all(map(_may_be_in_byline, tokens))
    )


def _tokens(text: str) -> list[str]:
    """The words of a short line, without the marks around them."""
    return [token for part in text.split() if (token := part.strip(_EDGES))]


def _may_be_in_byline(token: str) -> bool:
    return (
        not token[0].islower()
        or token in words("byline_words")
        or token in words("byline_roles")
        or token in word_lists("names")["particles"]
    )


def is_row(text: str) -> bool:
    """Whether a line is the result of a game or the row of a table."""
    cells = _CELLS.split(text)
    if len(cells) > 2 and all(len(cell) <= _LONGEST_CELL for cell in cells):
        return True
    tokens = _SCORE.sub(r"\1\2\3", _RANK.sub("", text)).split()
    if not 0 < len(tokens) <= _LONGEST_ROW or text.endswith(_CLOSED):
        return False
    numbers = sum(_NUMBER.fullmatch(token) is not None for token in tokens)
    if not all(map(_may_be_in_row, tokens)):
        return False
    return (numbers > 1 and numbers * 3 >= len(tokens)) or any(map(_PAIR.fullmatch, tokens))


def _may_be_in_row(token: str) -> bool:
    bare = token.strip("(),;:")
    if bare in words("months") or bare in words("weekdays"):
        return False
    return not bare[:1].islower() or bare in words("score_words")
