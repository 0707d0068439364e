"""Words and marks of a text, after the conventions of the Penn and Universal treebanks.

Clitics are tokens of their own (``do|n't``, ``he|'s``, ``can|not``); an abbreviation keeps its full
stop. Unlike the current treebanks a compound with hyphens stays one token ("far-right"), because
checks ask for words as a reader sees them.
"""

from __future__ import annotations

import re
from functools import cache

from lintnews.resources import any_of, word_lists

# Joiners, soft hyphens and combining accents stand inside a stored word without being letters.
_PART = r"[\w\u0300-\u036f\u00ad\u200c\u200d]"
_CLITIC = r"(?i:s|re|ve|ll|d|m)\b"
_NOT = r"[nN]['’][tT]\b"
_MERGED = r"(?:[Cc]an(?=not\b)|(?:[Gg]o|[Ww]a)n(?=na\b)|[Gg]ot(?=ta\b)|(?:[Ll]e|[Gg]i)m(?=me\b))"

# The first alternative alone takes four words in five, for speed. Every repetition is possessive or
# short, and an alternative that reads on and then fails is followed by one that takes as much: no
# character is read more than a bounded number of times.
_TOKEN = rf"""
    (?!{_MERGED}) [^\W\d_]++ (?=[\s,])
  | {_MERGED}
  | (?<=[\w.”")\]]) (?:{_NOT} | ['’]{_CLITIC})
  | [^\W\d_]{{1,12}}? (?={_NOT})
  | (?=[^\W\d_]{{1,10}}\.) (?:
        (?:[^\W\d_]\.){{2,8}}+ (?:[^\W\d_](?![\w'’]))? (?:[-‐‑]{_PART}++)*+
      | (?<![\w'’]) (?: [A-Z]\.(?=\s?[A-Z]) | (?:%(always)s)\.(?!\w) | (?:%(numbered)s)\.(?=\s?\d) )
    )
  | (?<!\w) \.? \d++ (?:[.,:/]\d++)*+ {_PART}*+ (?:[-‐‑]{_PART}++)*+
  | (?<!\w) (?:US|AU?|CA?|NZ|HK|S)\$
  | {_PART}++ (?: [-‐‑]{_PART}++ | ['’](?!{_CLITIC}){_PART}++ | &(?=[A-Z]){_PART}++ )*+
  | (?<!\w) ['’‘] (?:\d0s|em|tis|twas|til|cause|n['’]) (?!\w)
  | \.{{2,}}+ | -{{2,}}+ | [!?]{{2,}}+ | `` | '' | \S
"""
_TOP_LEVEL = (
    r"(?:com|org|net|edu|gov|info|io|eu|tv|(?:ac|co|com|gov|net|org)\.[a-z]{2}"
    r"|(?:au|ca|ch|cn|de|fr|ir|jp|nl|ru|ua|uk))(?![\w-])"
)
_ADDRESS = rf"""
    (?: https?:// | www\. ) (?:[^\s<>"“”.,;:!?)\]'’]++ | [.,;:!?)\]'’](?=[^\s<>"“”.,;:!?)\]'’]))++
  | (?<![\w.+-]) [\w.+-]{{1,64}} @ \w[\w-]{{0,62}}+ (?:\.\w[\w-]{{0,62}}+){{1,4}}+
  | (?<!\w) [@\#] \w++
  | (?<![\w.-]) (?:\w[\w-]{{0,62}}+\.){{1,3}}? {_TOP_LEVEL}
      (?:/[\w/=&%%-]*+(?:[.?]\w[\w/=&%%-]*+)*+)?
  |
"""
ADDRESS_SIGNS = frozenset("/@\\_=#&<>~|")
"""Signs that stand in addresses, handles and file names, and hardly beside a word of prose."""

_MAY_HOLD_ADDRESS = re.compile(rf"[@#]|://|www\.|\.{_TOP_LEVEL}")


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The tokens of ``text[start:end]`` in order, as spans of code points of ``text``.

    Everything but white space belongs to exactly one token. A word is cut at ``end``, and what
    follows ``end`` is not looked at.
    """
    stop = len(text) if end is None else end
    pattern = _pattern(_MAY_HOLD_ADDRESS.search(text, start, stop) is not None)
    return [match.span() for match in pattern.finditer(text, start, stop)]


@cache
def _pattern(addresses: bool) -> re.Pattern[str]:
    lists = word_lists("abbreviations")
    numbered = lists["numbered"]
    always = frozenset[str]().union(*lists.values()) - numbered
    token = _TOKEN % {"always": any_of(always), "numbered": any_of(numbered)}
    return re.compile(_ADDRESS % () + token if addresses else token, re.VERBOSE)
