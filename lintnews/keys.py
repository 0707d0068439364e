"""The keys by which a finding is recognised again after its text was edited.

Each is a digest of the rule, of the matched text and of a context: three words on both sides
(``anchor``), the words of the sentence (``sentence``), three words on the left or on the right. No
context reaches beyond its block, so that what is edited in another paragraph changes no key. Words
count without case, marks and spaces, for these change when a text is wrapped or its quotation marks
are turned; of the matched text the case counts, for rules look at it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from lintnews.model import Hit, Keys

if TYPE_CHECKING:
    from lintnews.language.text import Text

_REACH = 3
_WORD = re.compile(r"\w+")


class KeyMaker:
    """Makes the keys of findings in one text."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._sentences: dict[int, str] = {}

    def keys(self, rule: str, hit: Hit) -> Keys:
        """The keys of what a rule of that name found."""
        prose = self._text.prose
        block = self._text.document.block_at(hit.start)
        first, last = (block.start, block.end) if block else (hit.start, hit.end)
        left, right = self._left(first, hit.start), self._right(hit.end, last)
        made = f"{rule}\0{_normal(prose[hit.start : hit.end])}\0"
        return Keys(
            anchor=digest(f"{made}{left}\0{right}"),
            sentence=digest(f"{made}{self._sentence(hit.start)}"),
            left=digest(f"{made}{left}"),
            right=digest(f"{made}{right}"),
        )

    @cached_property
    def _words(self) -> tuple[Sequence[int], Sequence[int]]:
        """Where the words of the prose start and end."""
        spans = [match.span() for match in _WORD.finditer(self._text.prose)]
        return [start for start, _ in spans], [end for _, end in spans]

    def _left(self, first: int, start: int) -> str:
        """The last words that end between two offsets."""
        starts, ends = self._words
        after = bisect_right(ends, start)
        before = max(after - _REACH, bisect_left(starts, first, 0, after))
        return self._folded(before, after)

    def _right(self, end: int, last: int) -> str:
        """The first words that start between two offsets."""
        starts, ends = self._words
        before = bisect_left(starts, end)
        after = min(before + _REACH, bisect_right(ends, last, before))
        return self._folded(before, after)

    def _sentence(self, offset: int) -> str:
        sentence = self._text.sentence_at(offset)
        if sentence is None:
            return ""
        if sentence.start not in self._sentences:
            words = _WORD.findall(self._text.prose, sentence.start, sentence.end)
            self._sentences[sentence.start] = _folded(words)
        return self._sentences[sentence.start]

    def _folded(self, before: int, after: int) -> str:
        starts, ends = self._words
        prose = self._text.prose
        return _folded(prose[starts[at] : ends[at]] for at in range(before, after))


def keys_of(rule: str, matched: str) -> Keys:
    """The keys of a finding that has no context."""
    made = digest(f"{rule}\0{_normal(matched)}\0")
    return Keys(anchor=made, sentence=made, left=made, right=made)


def _folded(words: Iterable[str]) -> str:
    return unicodedata.normalize("NFC", " ".join(words)).casefold()


def _normal(matched: str) -> str:
    return unicodedata.normalize("NFC", " ".join(matched.split()))


def digest(text: str, size: int = 8) -> str:
    """A digest of a text, of so many bytes, in hexadecimal digits."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
