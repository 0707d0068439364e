"""Two revisions of an article beside each other: what belongs together, and what differs.

All of it takes time that is about in proportion to the texts, however they are made: what would
take longer is not compared any closer, and counts as changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice, takewhile
from typing import NamedTuple

from lintnews.document.article import Article
from lintnews.document.document import Block, BlockKind

Place = tuple[int, int]

MOST_PARAGRAPHS = 20_000
"""What follows upon so many counts as one."""
_MOST_AT_ONCE = 500_000
_MOST_OF_ALL = 5_000_000
_ALIKE = 0.4
"""Two paragraphs belong together if they share this part of their words; chance shares less."""
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_LINE_END = re.compile(r"\r\n|[\r\n]")
_LINE = re.compile(r"[^\r\n]*\S[^\r\n]*")


class Row(NamedTuple):
    """Two paragraphs that belong together, or one that has no other.

    Attributes:
        old, new: the indexes of their blocks; None where there is none.
        removed, added: what differs, as places in the prose of each side.
    """

    old: int | None
    new: int | None
    removed: tuple[Place, ...] = ()
    added: tuple[Place, ...] = ()

    @property
    def kind(self) -> str:
        """What became of the paragraph, in a word."""
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        return "changed" if self.removed or self.added else "same"


class _Match(NamedTuple):
    """Equal runs of two sequences: where they begin, and how long they are."""

    old: int
    new: int
    size: int


def as_it_came(text: str) -> Article:
    """A text that was not linted as an article, a paragraph for each line with anything on it."""
    lines = islice(_LINE.finditer(text), MOST_PARAGRAPHS)
    blocks = [Block(BlockKind.PARAGRAPH, *line.span(), line.start()) for line in lines]
    if len(blocks) == MOST_PARAGRAPHS:
        blocks[-1] = blocks[-1]._replace(end=len(text.rstrip()))
    return Article(text, tuple(blocks), ())


def folded(article: Article) -> Article:
    """The article with no more paragraphs than are compared; the last may be many."""
    if len(article.blocks) <= MOST_PARAGRAPHS:
        return article
    kept, rest = article.blocks[: MOST_PARAGRAPHS - 1], article.blocks[MOST_PARAGRAPHS - 1]
    rest = rest._replace(end=article.blocks[-1].end)
    return article._replace(blocks=(*kept, rest))


def compare(old: Article, new: Article) -> list[Row]:
    """The paragraphs of two articles in the order in which one reads them.

    Line ends within a paragraph are no difference from spaces, for no reader sees them.
    """
    return list(_Comparing(old, new).rows())


class _Comparing:
    def __init__(self, old: Article, new: Article) -> None:
        self._old = old
        self._new = new
        self._paragraphs = _Budget()
        self._pairs = _Budget()
        self._words = _Budget()

    def rows(self) -> Iterator[Row]:
        old, new = _texts(self._old), _texts(self._new)
        at_old = at_new = 0
        for match in (*_matches(old, new, self._paragraphs), _Match(len(old), len(new), 0)):
            yield from self._between(
                at_old, old[at_old : match.old], at_new, new[at_new : match.new]
            )
            for step in range(match.size):
                yield Row(match.old + step, match.new + step)
            at_old, at_new = match.old + match.size, match.new + match.size

    def _between(
        self, at_old: int, old: Sequence[str], at_new: int, new: Sequence[str]
    ) -> Iterator[Row]:
        """The rows of paragraphs that have no equal, those with a kin beside it."""
        done_old = done_new = 0
        for first, second in (*_kin(old, new, self._pairs), (len(old), len(new))):
            for index in range(done_old, first):
                yield Row(at_old + index, None, (_place(self._old, at_old + index),), ())
            for index in range(done_new, second):
                yield Row(None, at_new + index, (), (_place(self._new, at_new + index),))
            if first < len(old):
                yield self._changed(at_old + first, at_new + second)
            done_old, done_new = first + 1, second + 1

    def _changed(self, first: int, second: int) -> Row:
        old, new = _Tokens(self._old, first), _Tokens(self._new, second)
        matches = _matches(old.keys, new.keys, self._words)
        removed = old.places((match.old, match.size) for match in matches)
        added = new.places((match.new, match.size) for match in matches)
        return Row(first, second, tuple(removed), tuple(added))


class _Tokens:
    """The words of a paragraph, what stands between them, and where.

    Attributes:
        keys: what they are compared by.
    """

    def __init__(self, article: Article, index: int) -> None:
        block = article.blocks[index]
        found = list(_TOKEN.finditer(article.prose, block.start, block.end))
        self.keys = [_LINE_END.sub(" ", token[0]) for token in found]
        self._places = [token.span() for token in found]

    def places(self, equal: Iterator[tuple[int, int]]) -> Iterator[Place]:
        """The places of what is not in the equal runs, each given by its start and its size."""
        done = 0
        for start, size in (*equal, (len(self._places), 0)):
            if start > done:
                yield self._places[done][0], self._places[start - 1][1]
            done = start + size


class _Budget:
    """How much may still be looked at."""

    def __init__(self) -> None:
        self._left = _MOST_OF_ALL

    def spend(self, cost: int) -> bool:
        """Whether there is enough for it, which is then spent."""
        if cost > min(self._left, _MOST_AT_ONCE):
            return False
        self._left -= cost
        return True


def _texts(article: Article) -> list[str]:
    return [_LINE_END.sub(" ", article.prose[one.start : one.end]) for one in article.blocks]


def _place(article: Article, index: int) -> Place:
    block = article.blocks[index]
    return block.start, block.end


def _matches(old: Sequence[str], new: Sequence[str], budget: _Budget) -> list[_Match]:
    """The runs that are equal in both, in order."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    first, second = len(old) - tail, len(new) - tail
    matches = [_Match(0, 0, head)]
    matches += _looked_for(old[head:first], new[head:second], head, head, budget)
    matches.append(_Match(first, second, tail))
    return [match for match in matches if match.size]


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many entries are the same from the start."""
    equal = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    return sum(1 for _ in equal)


def _looked_for(
    old: Sequence[str], new: Sequence[str], at_old: int, at_new: int, budget: _Budget
) -> Iterator[_Match]:
    """The same where the ends differ: by all entries, or if they are too many, by rare ones."""
    if budget.spend(_cost(old, new)):
        yield from _by_all(old, new, at_old, at_new)
        return
    done_old = done_new = 0
    for first, second in (*_anchors(old, new), (len(old), len(new))):
        some, others = old[done_old:first], new[done_new:second]
        if budget.spend(_cost(some, others)):
            yield from _by_all(some, others, at_old + done_old, at_new + done_new)
        if first < len(old):
            yield _Match(at_old + first, at_new + second, 1)
        done_old, done_new = first + 1, second + 1


def _by_all(old: Sequence[str], new: Sequence[str], at_old: int, at_new: int) -> Iterator[_Match]:
    # Spaces join equal words, and are no reason to take different ones for a place that is equal.
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    for match in matcher.get_matching_blocks():
        if match.size:
            yield _Match(at_old + match.a, at_new + match.b, match.size)


def _cost(old: Sequence[str], new: Sequence[str]) -> int:
    """How many entries may have to be looked at: all of them again for each run that is equal."""
    if not old or not new:
        return 0
    counts = Counter(new)
    pairs = sum(counts[entry] for entry in old if not entry.isspace())
    return pairs + min(len(old), len(new), pairs) * (len(old) + len(new)) // 4


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The entries that both have just once, as many as stand in the same order.

    After "patience diff" by Bram Cohen: these form the longest increasing subsequence.
    """
    once_old, once_new = _once(old), _once(new)
    pairs = [(index, once_new[entry]) for entry, index in once_old.items() if entry in once_new]
    ends: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(holders[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        holders[length : length + 1] = [number]
    kept = []
    at = holders[-1] if holders else -1
    while at >= 0:
        kept.append(pairs[at])
        at = before[at]
    return kept[::-1]


def _once(entries: Sequence[str]) -> dict[str, int]:
    """Where the entries stand that are there once, in order."""
    counts = Counter(entries)
    return {entry: at for at, entry in enumerate(entries) if counts[entry] == 1}


def _kin(old: Sequence[str], new: Sequence[str], budget: _Budget) -> list[tuple[int, int]]:
    """The pairs of paragraphs that belong together, in order, as alike as they can be in all."""
    if not old or not new or not budget.spend(_effort(old, new)):
        return []
    firsts, seconds = ([Counter(_WORD.findall(text)) for text in texts] for texts in (old, new))
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness = [[_likeness(first, second) for second in seconds] for first in firsts]
    for row in range(len(old) - 1, -1, -1):
        for column in range(len(new) - 1, -1, -1):
            best[row][column] = max(
                best[row + 1][column],
                best[row][column + 1],
                likeness[row][column] + best[row + 1][column + 1],
            )
    pairs = []
    row = column = 0
    while row < len(old) and column < len(new):
        if best[row][column] == best[row + 1][column]:
            row += 1
        elif best[row][column] == best[row][column + 1]:
            column += 1
        else:
            pairs.append((row, column))
            row, column = row + 1, column + 1
    return pairs


def _effort(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words are looked at, about, when each text is held to each."""
    return (len(old) * sum(map(len, new)) + len(new) * sum(map(len, old))) // 4


def _likeness(first: Counter[str], second: Counter[str]) -> float:
    """The part of their words that two texts share; 0 if that may be chance."""
    total = first.total() + second.total()
    shared = 2 * (first & second).total() / total if total else 0.0
    return shared if shared >= _ALIKE else 0.0
