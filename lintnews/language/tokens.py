"""Words and marks of a text, after the conventions of the Penn and Universal treebanks.

Hyphenated compounds stay one token; clitics ("n't", "'s") are tokens of their own.
"""

from __future__ import annotations

import re
from functools import cache

from lintnews.resources import word_lists

_TOKEN_SOURCE = r"""
    (?P<address>(?:https?://|www\.)[^\s<>"“”]{1,400}[^\s<>"“”.,;:!?)\]'’]
      |[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}
      |[@\#]\w{1,64})
  | (?P<dotted>(?:[^\W\d_]\.){2,8}(?:[A-Za-z](?![\w'’]))?)
  | (?P<abbreviation>(?:%s)\.)
  | (?P<number>\d{1,40}(?:[.,:/]\d{1,40}){0,12}(?:st|nd|rd|th|s|m|bn|tn|k|km|kg)?(?![\w]))
  | (?P<word>\w{1,200}(?:[-‐‑]\w{1,200}){0,12}(?:['’]\w{1,60}){0,4})
  | (?P<clitic>['’](?:s|S|re|ve|ll|d|m|em|tis|twas)\b)
  | (?P<mark>\.{2,20}|…|--|``|''|[^\w\s])
"""
_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))\Z", re.IGNORECASE)
_PLURAL_POSSESSIVE = re.compile(r"(?<=[sS])['’](?!\w)")


@cache
def _token() -> re.Pattern[str]:
    words = {word.rstrip(".") for group in word_lists("abbreviations").values() for word in group}
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    alternatives = "|".join(rf"\b{re.escape(word)}" for word in longest_first)
    return re.compile(_TOKEN_SOURCE % alternatives, re.VERBOSE)


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The places, in code points, of the words and marks of ``text[start:end]``."""
    places: list[tuple[int, int]] = []
    for match in _token().finditer(text, start, len(text) if end is None else end):
        begin, stop = match.span()
        if match.lastgroup == "word":
            _split_clitics(match[0], begin, stop, places)
        else:
            places.append((begin, stop))
    return places


def _split_clitics(word: str, begin: int, stop: int, places: list[tuple[int, int]]) -> None:
    if "'" in word or "’" in word:
        clitic = _CLITIC.search(word)
        if clitic is not None and clitic.start() > 0:
            places.append((begin, begin + clitic.start()))
            places.append((begin + clitic.start(), stop))
            return
    if word.lower() == "cannot":
        places.append((begin, begin + 3))
        places.append((begin + 3, stop))
        return
    places.append((begin, stop))
