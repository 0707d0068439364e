"""The words by which blocks are told apart, from ``rules/words/blocks.yml``."""

from __future__ import annotations

import re
from functools import cache

from lintnews import resources


@cache
def words(name: str) -> frozenset[str]:
    """The list of that name."""
    return resources.word_lists("blocks")[name]


@cache
def any_of(*names: str) -> str:
    """A regular expression for any word or phrase of the lists, longer ones first."""
    every = frozenset[str]().union(*map(words, names))
    return resources.any_of(every)


@cache
def opener(name: str) -> re.Pattern[str]:
    """A pattern that matches where a text opens with a word or phrase of the list."""
    return re.compile(rf"(?:{any_of(name)})(?!\w)")
