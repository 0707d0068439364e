"""Words and passages that were left in another alphabet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import regex

from lintnews.checks.residue.given import QUOTES, REACH, WORD_BEFORE, is_set_apart, names_language
from lintnews.document.document import Block
from lintnews.language.text import Text
from lintnews.language.words import word_bands
from lintnews.model import Hit
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_LETTER = r"[[\p{L}\p{M}]--[\p{Latin}\p{Common}\p{Inherited}]]"
_ANY_LETTER = regex.compile(_LETTER, regex.VERSION1)
_RUN = regex.compile(
    rf"{_LETTER}{{1,60}}+(?:[ \u00a0\-'’.,،、·]{{1,2}}{_LETTER}{{1,60}}+){{0,40}}+", regex.VERSION1
)
_GREEK = regex.compile(r"\p{Greek}")
_GREEK_WORD = regex.compile(r"\p{Greek}{2}[\p{Ll}&&\p{Greek}]", regex.VERSION1)
_SPACED = regex.compile(r"[\p{Cyrillic}\p{Greek}\p{Armenian}\p{Georgian}]")
_WORD_AFTER = re.compile(r"[ \u00a0]{0,2}([^\W\d_][\w'’-]{0,40})")
_CODE_PAGES = ("cp1251", "cp1253", "cp1255")


class ScriptParams(Params, frozen=True):
    """``common``: the band from which on a word before the place is no name with its original.

    ``explained``: so many words given with their original make the text one about a language.
    """

    common: int
    explained: int


class _Run(NamedTuple):
    start: int
    end: int
    explained: bool


@check("foreign_script", ScriptParams)
def foreign_script(text: Text, params: ScriptParams) -> Iterator[Hit]:
    """Words of another alphabet in an English sentence, not given as the original of a name.

    A word in brackets or quotation marks, after a name, after the name of a language or before
    "means" is given as what it is and stays unreported.
    """
    runs = text.once(_runs) if not text.prose.isascii() else ()
    read = [
        _Run(start, end, _is_explained(text.prose, block, start, end, params.common))
        for start, end, block in runs
    ]
    explained = sum(run.explained for run in read)
    if explained >= params.explained and explained * 2 >= len(read):
        return
    yield from (Hit(run.start, run.end) for run in read if not run.explained)


def _runs(text: Text) -> tuple[tuple[int, int, Block], ...]:
    """The stretches of other alphabets in blocks that are mostly English."""
    foreign = text.once(_foreign_blocks)
    return tuple(
        (match.start(), match.end(), block)
        for block in text.document.blocks
        if block not in foreign
        for match in _RUN.finditer(text.prose, block.start, block.end)
    )


def _foreign_blocks(text: Text) -> tuple[Block, ...]:
    return tuple(
        block for block in text.document.blocks if _is_foreign(text.prose[block.start : block.end])
    )


def _is_foreign(block: str) -> bool:
    """Whether half of the letters of a block or more are no Latin ones."""
    if block.isascii():
        return False
    letters = sum(map(str.isalpha, block))
    return 2 * len(_ANY_LETTER.findall(block)) >= letters > 0


def _is_explained(prose: str, block: Block, start: int, end: int, common: int) -> bool:
    run = prose[start:end]
    before = prose[max(block.start, start - REACH) : start]
    after = prose[end : min(block.end, end + REACH)]
    if _is_misread(before.rpartition(" ")[2] + run + after.partition(" ")[0]):
        return True
    if _GREEK.match(run) and not _GREEK_WORD.search(run):
        return True
    if len(run) == 1 and any(run == pair[0] for pair in word_lists("residue")["lookalikes"]):
        return True
    if _SPACED.match(run) and (before[-1:].isalnum() or after[:1].isalnum()):
        return True
    return (
        is_set_apart(before, after)
        or _is_named_before(before, after, common)
        or _is_named_after(before, after)
    )


def _is_misread(chunk: str) -> bool:
    """Whether a stretch is UTF-8 that was read in a code page of another alphabet."""
    for page in _CODE_PAGES:
        try:
            chunk.encode(page).decode("utf-8")
        except UnicodeError:
            continue
        return True
    return False


def _is_named_before(before: str, after: str, common: int) -> bool:
    """Whether the word before is a name, a language, or one such as "called"."""
    match = WORD_BEFORE.search(before)
    if match is None or match[1].isdigit():
        return False
    word = match[1]
    lists = word_lists("residue")
    if word.lower() in lists["before_original"] or names_language(before):
        return True
    if before.rstrip().endswith(","):
        return after[:1] in {",", "."}
    known = common if word in word_lists("names")["titles"] else word_bands().get(word.lower(), 0)
    return known < common and (word[0].isupper() or known == 0)


def _is_named_after(before: str, after: str) -> bool:
    """Whether the word after says that a word is spoken of, or nothing English is around."""
    match = _WORD_AFTER.match(after)
    if match is None:
        return not any(map(str.isalpha, before))
    return match[1].lower() in word_lists("residue")["after_original"]


class PassageParams(Params, frozen=True):
    """``fewest``: letters that make a passage; ``most``: share of foreign blocks in a text."""

    fewest: int
    most: float


@check("foreign_passage", PassageParams)
def foreign_passage(text: Text, params: PassageParams) -> Iterator[Hit]:
    """A block in another alphabet in an English text."""
    prose = text.prose
    if prose.isascii():
        return
    foreign = text.once(_foreign_blocks)
    if len(foreign) > params.most * len(text.document.blocks):
        return
    for block in foreign:
        passage = prose[block.lead : block.end].strip()
        letters = _ANY_LETTER.findall(passage)
        if len(letters) >= params.fewest and passage[0] not in QUOTES + "([":
            yield Hit(block.start, block.end)
