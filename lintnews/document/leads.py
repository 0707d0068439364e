"""What stands before the text of a block and is no part of its first sentence.

That is the mark of a list item ("- "), a dateline ("KYIV, March 3 (Reuters) – "), the time of an
entry in a live report ("12:30 "), and a side head ("JANE DOE At the ministry", "May 7, 2015 On
Tuesday"), which print sets in other type.
"""

from __future__ import annotations

import re
from functools import cache

from lintnews.document.wordlists import any_of

# Initials ("J. Smith") are no marks, so that a letter in upper case needs a bracket.
_LIST_MARK = re.compile(
    r"\s{0,20}(?:"
    r"[-*•·▪◦‣●■–—]{1,3}\s{1,8}"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s{1,8}"
    r"|\(?[A-Z]\)\s{1,8}"
    r"|\(\d{1,2}\)\s{0,8}"
    r")"
)
_SENTENCE = r"(?=[\"“'‘(\[]{0,2}[^\W_a-z])"
_NOON = r"\s?[aApP]\.?[mM]\.?"
_TIME = re.compile(
    rf"\[?(?:[01]?\d|2[0-3])(?::[0-5]\d(?::[0-5]\d)?(?:{_NOON})?|(?:[.:]?[0-5]\d)?{_NOON})"
    rf"(?:\s[A-Z]{{2,4}})?\]?(?:\s?[:–—-])?\s{{1,4}}{_SENTENCE}"
)
_WORD = r"[A-Z][\w.'’-]{1,30}"
_CAPITALS = r"[A-Z][A-Z.'’-]{2,30}"
_MORE = rf"(?:[ ,/]{{1,2}}(?:{_WORD}|d\.c\.|de|la|of|al)){{0,4}}"
_DASH = r"\s?(?:—|–|--|-)\s{1,2}"


def list_mark(prose: str, start: int, end: int) -> int | None:
    """The end of the list mark at ``start``, None if there is none or nothing follows it."""
    return _end_of(_LIST_MARK.match(prose, start, end), end)


def time_stamp(prose: str, start: int, end: int) -> int | None:
    """The end of the time before an entry of a live report, None if there is none."""
    return _end_of(_TIME.match(prose, start, end), end)


def dateline(prose: str, start: int, end: int, *, opening: bool) -> int | None:
    """The end of a dateline, None if there is none.

    A place alone ("BEIRUT –", "[Beijing 3rd]") counts only in the ``opening`` of an article; with
    a date or an agency it counts everywhere.
    """
    match = _sure_dateline().match(prose, start, end)
    if match is None and opening:
        match = _BARE_DATELINE.match(prose, start, end)
    return _end_of(match, end)


def side_head(prose: str, start: int, end: int) -> int | None:
    """The end of words in capitals or of a date that are set before a paragraph, None if none are.

    It counts only before a word that opens sentences, because capitals are names more often.
    """
    return _end_of(_side_head().match(prose, start, end), end)


def _end_of(match: re.Match[str] | None, end: int) -> int | None:
    return match.end() if match and match.end() < end else None


_BARE_DATELINE = re.compile(
    rf"(?:\[[A-Z][\w ,.'’-]{{1,40}}\]\s"
    rf"|{_CAPITALS}{_MORE}{_DASH}"
    rf"|{_WORD}(?:\s{_WORD})?,\s{_WORD}(?:\s{_WORD})?\s?(?:—|–|--)\s){_SENTENCE}"
)


@cache
def _sure_dateline() -> re.Pattern[str]:
    months, agencies = any_of("months"), any_of("agencies")
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    date = rf",?\s(?:(?:{months})\.?\s{day}|{day}\s(?:{months})\.?)(?:,?\s\d{{4}})?"
    agency = rf"\s?(?:[(\[](?:{agencies}|[A-Z][\w .-]{{1,30}})[)\]]|/(?:{agencies})/)"
    place = rf"{_WORD}{_MORE}"
    ends = rf"(?:{_DASH}|\.\s|/\.?\s)"
    return re.compile(
        rf"(?:【[^】\n]{{1,40}}】\s?"
        rf"|{place}(?:(?:{date}\.?(?:{agency})?|{agency}){ends}(?:(?:{agencies})\.\s)?"
        rf"|{date}{agency}\s)"
        rf"|\((?:{agencies})\)\s?(?:—|–|--|-)\s){_SENTENCE}"
    )


@cache
def _side_head() -> re.Pattern[str]:
    openers, days, months = map(any_of, ("openers_behind_heads", "weekdays", "months"))
    capitals = r"(?:[^\W\d_a-z](?:[^\W\d_a-z]|[.'’-]){1,24}\s){2,6}"
    date = rf"(?:(?:{days})\.?,\s)?(?:{months})\.?\s\d{{1,2}},\s\d{{4}}\s"
    return re.compile(rf"(?:{capitals}|{date})(?=(?:{openers})\s)")
