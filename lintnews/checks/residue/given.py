"""Whether a word of another language is given as what it is, and not left behind."""

from __future__ import annotations

import re

from lintnews.resources import word_lists

REACH = 120
"""So many code points before and after a word say what it is."""

QUOTES = "\"'“”‘’«»„‹›「」『』《》*_`"
WORD_BEFORE = re.compile(r"([^\W_][\w'’-]{0,40})[ \u00a0]{0,2},?[ \u00a0]{0,2}\Z")
_JOINED_BEFORE = (*"/#@=&.-–—:;", "://")
_JOINED_AFTER = tuple("/@_=&-(")
_NEAR = 4


def is_set_apart(before: str, after: str) -> bool:
    """Whether marks around a stretch show that it is given as it is."""
    if before.rfind("(") > before.rfind(")") or before.rfind("[") > before.rfind("]"):
        return True
    if before[-1:] and before[-1] in QUOTES:
        return True
    if after.lstrip(" ,.!?…")[:1] and after.lstrip(" ,.!?…")[0] in '"”’»“›」』':
        return True
    joined = before.rstrip().endswith(_JOINED_BEFORE) and not before.endswith(". ")
    return joined or after.lstrip().startswith(_JOINED_AFTER)


def names_language(before: str) -> bool:
    """Whether one of the last words names a language."""
    return not word_lists("residue")["languages"].isdisjoint(before.split()[-_NEAR:])
