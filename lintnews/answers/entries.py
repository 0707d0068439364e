"""An entry: one finding that was answered in a file beside the text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lintnews.answers.matching import Keyed, matched, numbered
from lintnews.model import Keys

KEYS = r"^[0-9a-f]{16}( [0-9a-f]{16}){3}$"
"""The pattern of keys as files have them."""


CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
"""How lines begin that git leaves where two versions contradict each other."""
CONFLICT_REASON = (
    "git left a conflict here; keep the entries of both sides, and take out the lines that begin "
    "with <<<<<<<, ======= and >>>>>>>"
)


class Entry(NamedTuple):
    """One finding that was answered.

    ``quote`` is the text that was reported, for people. ``article`` is the id of the record that it
    stands in, if the records of the file have ids; else ``record`` says, for people, which it was.
    ``line`` is the line of the entry in its file.
    """

    rule: str
    quote: str
    keyed: Keyed
    article: str | None = None
    reason: str | None = None
    by: str | None = None
    at: str | None = None
    line: int = 0
    record: str | None = None


def joined(keys: Keys) -> str:
    """Keys as one string, in the order in which they are tried."""
    return f"{keys.anchor} {keys.sentence} {keys.left} {keys.right}"


def quoted(matched: str) -> str:
    """The text that a finding reports, on one line."""
    return re.sub(r"\s+", " ", matched)


def split(text: str) -> Keys:
    """The keys in a string that has the form of ``KEYS``."""
    anchor, sentence, left, right = text.split(" ")
    return Keys(anchor=anchor, sentence=sentence, left=left, right=right)


Spot = tuple[str | None, int]
"""A finding of a file: the article that it stands in, and its index in that."""
Scopes = Mapping[str | None, Sequence[Keys]]
"""The keys of all findings of a file in the order of the text, by the article they stand in.

Articles whose records have no ids are one article, None.
"""


def recognised(entries: Sequence[Entry], scopes: Scopes) -> dict[Spot, int]:
    """Which findings the entries are about, these given by their index."""
    found: dict[Spot, int] = {}
    for article, keys in scopes.items():
        known = [index for index, entry in enumerate(entries) if entry.article == article]
        keyed = [entries[index].keyed for index in known]
        for match in matched(keyed, numbered(keys)):
            found[article, match.found] = known[match.known]
    return found
