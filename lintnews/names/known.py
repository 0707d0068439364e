"""Whether a word is known as a name: to the article itself, the authority or the archive."""

from __future__ import annotations

import regex

from lintnews.language.text import Text
from lintnews.names.archive.archive import read_archive
from lintnews.names.authority import read_authority
from lintnews.names.mentions import read_mentions

_PART = regex.compile(r"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]{2,})*")


def is_known_name(text: Text, start: int, end: int) -> bool:
    """Whether every word in ``prose[start:end]`` is, or is a part of, a known name."""
    words = _PART.findall(text.prose, start, end)
    return bool(words) and all(_is_known(text, word) for word in words)


def _is_known(text: Text, word: str) -> bool:
    if word in text.once(_named) or text.once(read_authority).knows(word):
        return True
    archive = text.once(read_archive)
    return archive is not None and word[0].isupper() and archive.uses(word) > 0


def _named(text: Text) -> frozenset[str]:
    """The words of the names in the article whose capital letters are theirs."""
    return frozenset(
        part
        for mention in text.once(read_mentions).names
        if mention.firm
        for word in mention.words
        for part in _PART.findall(word.text)
    )
