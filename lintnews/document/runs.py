"""What several short lines in a row are: the items of a list, or verse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from lintnews.document.document import BlockKind

_RUN_OF_HEADINGS = 3
_RUN_OF_VERSE = 3
_LONGEST_VERSE = 75
_LONGEST_ITEM = 400
_CLOSERS = "\"'”’»)]* "
_SENTENCE_ENDS = (".", "!", "?", "…", ":")
_VERSE_ENDS = (",", ";", "—", "–")
_OPENERS = "\"'“‘([…- "

Spans = Sequence[tuple[int, int]]


def read_runs(prose: str, spans: Spans, kinds: list[BlockKind]) -> None:
    """Correct the kinds of blocks that stand in a row and were read one by one."""
    lines = [prose[start : min(end, start + _LONGEST_ITEM + 1)].strip() for start, end in spans]
    _read_verse(lines, kinds)
    _read_lists(lines, kinds)
    _read_headings(lines, kinds)


def _read_lists(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """Take lines that no mark ends for items, where a list goes on after them."""
    for start, stop in _runs([_is_open(*pair) for pair in zip(lines, kinds, strict=True)]):
        after = start > 0 and (
            lines[start - 1].endswith(":") or kinds[start - 1] is BlockKind.LIST_ITEM
        )
        if after and stop < len(kinds) and kinds[stop] is BlockKind.LIST_ITEM:
            kinds[start:stop] = [BlockKind.LIST_ITEM] * (stop - start)


def _read_headings(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """Take headings for items, where there are too many in a row or a colon stands before them."""
    for start, stop in _runs([kind is BlockKind.SUBHEADING for kind in kinds]):
        if stop - start >= _RUN_OF_HEADINGS or (start > 0 and lines[start - 1].endswith(":")):
            kinds[start:stop] = [BlockKind.LIST_ITEM] * (stop - start)


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Start and end of each stretch of flags that are set."""
    start = 0
    for is_set, group in groupby(flags):
        stop = start + sum(1 for _ in group)
        if is_set:
            yield start, stop
        start = stop


def _is_open(line: str, kind: BlockKind) -> bool:
    """Whether no mark ends a line of running text."""
    if kind is BlockKind.SUBHEADING:
        return True
    if kind is not BlockKind.PARAGRAPH or len(line) > _LONGEST_ITEM:
        return False
    return not line.rstrip(_CLOSERS).endswith((*_SENTENCE_ENDS, *_VERSE_ENDS))


def _read_verse(lines: Sequence[str], kinds: list[BlockKind]) -> None:
    """Take short lines for verse if they begin in upper case and few of them end a sentence."""
    for start, stop in _runs([_may_be_verse(*pair) for pair in zip(lines, kinds, strict=True)]):
        bare = [line.rstrip(_CLOSERS) for line in lines[start:stop]]
        going_on = [at for at, line in enumerate(bare) if not line.endswith(_SENTENCE_ENDS)]
        if going_on and any(line.endswith(_VERSE_ENDS) for line in bare):
            # The line after the last that goes on ends the sentence.
            first, last = going_on[0], min(going_on[-1] + 2, len(bare))
            if last - first >= _RUN_OF_VERSE and len(going_on) * 2 > last - first:
                kinds[start + first : start + last] = [BlockKind.VERSE] * (last - first)


def _may_be_verse(line: str, kind: BlockKind) -> bool:
    if kind not in {BlockKind.PARAGRAPH, BlockKind.SUBHEADING}:
        return False
    return len(line) <= _LONGEST_VERSE and not line.lstrip(_OPENERS)[:1].islower()
