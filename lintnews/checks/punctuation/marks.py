"""Stray and doubled marks, brackets without mates, glued sentences and misplaced semicolons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lintnews.document.document import Block
from lintnews.language.text import Sentence, Text
from lintnews.language.tokens import ADDRESS_SIGNS
from lintnews.language.words import band
from lintnews.model import Hit, Suggestion
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check


class SideParams(Params, frozen=True):
    """Which half is missing: ``closed`` or ``opened``."""

    missing: str


class EndingParams(Params, frozen=True):
    """Endings of addresses and file names ("com", "txt"), in lower case."""

    address_endings: frozenset[str]


class SemicolonParams(Params, frozen=True):
    """``longest``: most words that may follow the semicolon."""

    longest: int


_PAIR = re.compile(
    r"""(?P<first>[.,;:])(?P<closer>[”"’']{0,2})(?P<gap>[ \u00a0]{0,2})(?P<second>[.,;])""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[^\s\"“”‘(\[,;:!?]{1,40}\Z")
_DOTTED = re.compile(r"[^\W\d_](?:[^\W\d_]{0,2}\.[^\W\d_]{1,3}){0,6}")
_DASHES = re.compile(r"[-–—/]")
_LONGEST_UNKNOWN = 5
_LONGEST_WORD = 44


@cache
def _abbreviations() -> frozenset[str]:
    lists = word_lists("abbreviations").values()
    return frozenset(word.rstrip(".") for words in lists for word in words)


def _is_abbreviation(prose: str, start: int, stop: int) -> bool:
    """Whether the full stop at ``stop`` belongs to the word before it.

    A short word that is no common word is taken for an abbreviation.
    """
    match = _WORD_BEFORE.search(prose[max(start, stop - _LONGEST_WORD) : stop])
    if match is None:
        return False
    whole = match[0].lstrip(".")
    # "R-Va.", "like—i.e."
    word = _DASHES.split(whole)[-1]
    if word in _abbreviations() or _DOTTED.fullmatch(word):
        return True
    if word.isupper() and word.capitalize() in _abbreviations():
        return True
    return whole.isalpha() and len(whole) <= _LONGEST_UNKNOWN and not band(whole)


@check("doubled_marks", Params)
def doubled_marks(text: Text, params: Params) -> Iterator[Hit]:
    """Two marks where one belongs: ",,", ".,", ",.", "..", '.".'."""
    prose = text.prose
    end = 0
    for match in _PAIR.finditer(prose):
        start = match.start()
        if start < end or not _doubles(prose, match):
            continue
        end = match.end()
        while prose[end : end + 1] in {".", ","} and end - match.end() < _LONGEST_RUN:
            end += 1
        yield Hit(start, end)


_LONGEST_RUN = 40


def _doubles(prose: str, match: re.Match[str]) -> bool:
    """Whether two marks in a row are no ellipsis, abbreviation, file name or face."""
    first, second = match["first"], match["second"]
    start = match.start()
    before = prose[max(0, start - 2) : start]
    if not before or before[-1].isspace() or before[-1] in _BEFORE_NO_STOP:
        return False
    if second == "." and not _is_full_stop(prose, match):
        return False
    if first == "." and (second != "." or match["closer"]):
        return not _is_abbreviation(prose, max(0, start - _LONGEST_WORD), start)
    return first in {".", ","} or not (match["gap"] or match["closer"])


_BEFORE_NO_STOP = frozenset(".…/\\")
_FULL_STOPS = re.compile(r"[.…]{1,3}")


def _is_full_stop(prose: str, match: re.Match[str]) -> bool:
    """Whether the second mark is a full stop, or one too many, and no ellipsis or ".NET"."""
    begin = match.start("second")
    run = _FULL_STOPS.match(prose, begin)
    assert run is not None
    dots = len(run[0]) + (1 if match["first"] == "." and begin == match.start() + 1 else 0)
    after = prose[run.end() : run.end() + 2]
    if dots >= _ELLIPSIS or after[:1].isalnum() or after[:1] in {"/", "\\"}:
        return False
    spaced = match["first"] == "." and match["gap"] and not match["closer"]
    return not (spaced and after.strip()[:1] in {".", "…"})


_ELLIPSIS = 3

_GLUED = re.compile(
    r"""[.!?](?P<word>[A-Z][^\W\d_]{0,30}|(?:the|and|this|that|he|she|they|but|with|from|there
        |when|which|his|her|their|was|were|have|has|had)(?!\w))""",
    re.VERBOSE,
)
_CHUNK_BEFORE = re.compile(r"[^\s“\"(\[—–]{1,60}\Z")
_CHUNK_AFTER = re.compile(r"[^\s”\")\]—–,;:!?]{1,60}")
_LAST_WORD = re.compile(r"[^\W\d_]{1,40}(?=[”\"’')\]]?\Z)")


@check("glued_sentences", EndingParams)
def glued_sentences(text: Text, params: EndingParams) -> Iterator[Hit]:
    """A sentence that begins right after the mark that ends the one before, without a space."""
    prose = text.prose
    for match in _GLUED.finditer(prose):
        mark, word = match.start(), match["word"]
        before = _CHUNK_BEFORE.search(prose[max(0, mark - 60) : mark])
        after = _CHUNK_AFTER.match(prose, mark + 1)
        left = before[0] if before else ""
        right = after[0] if after else ""
        if ADDRESS_SIGNS.intersection(left) or ADDRESS_SIGNS.intersection(right):
            continue
        inner = left.rstrip("0123456789%") if left[-1:].isdigit() or left[-1:] == "%" else left
        if "." in inner.rstrip(".") or "." in right.rstrip("."):
            continue
        if word.lower() not in params.address_endings and _separate(left, word, prose[mark]):
            replacement = Suggestion(f"{left}{prose[mark]} {word}")
            yield Hit(mark - len(left), match.end(), suggestions=(replacement,))


def _separate(left: str, word: str, mark: str) -> bool:
    """Whether the words beside a mark are words of two sentences, not the parts of a name."""
    opens = band(word) > 0 and (len(word) > 1 or word in {"A", "I"})
    if left[-1:].isdigit() or left[-1:] == "%":
        return mark == "." and len(word) > _SHORTEST_OPENER and opens
    last = _LAST_WORD.search(left)
    if last is None or len(last[0]) < _SHORTEST_OPENER:
        return False
    if not band(last[0]):
        return mark == "." and last[0].islower() and band(word) >= _USUAL_OPENER
    if mark != ".":
        return opens and (last[0].islower() or len(left) > len(last[0]))
    return opens or (last[0].islower() and len(word) > _SHORTEST_NAME)


_SHORTEST_OPENER = 2
_USUAL_OPENER = 12
_SHORTEST_NAME = 3

_BRACKET = re.compile(r"[()\[\]{}]")
_MATE = {")": "(", "]": "[", "}": "{"}
_LIST_MARK = re.compile(r"(?:\A|[\s(\"“‘'])(?:[A-Za-z]|[ivxIVX]{1,5}|\d{1,3})\Z")
_AFTER_FACE = re.compile(r"[\s.,;:!?]|\Z")
_FACE = re.compile(r"(?:[:;=8xX][-'^o]?|[-^o])\Z")


class Bracket(NamedTuple):
    """A bracket without mate, with its block."""

    offset: int
    block: Block


@check("bracket_without_mate", SideParams)
def bracket_without_mate(text: Text, params: SideParams) -> Iterator[Hit]:
    """Brackets that are never closed, or never opened."""
    prose = text.prose
    opened, closed = text.once(_lonely_brackets)
    if params.missing == "closed":
        for offset, block in opened:
            word = _CHUNK_AFTER.match(prose, offset + 1, block.end)
            yield Hit(offset, word.end() if word else offset + 1)
    else:
        for offset, block in closed:
            begin = max(block.start, offset - _LONGEST_WORD)
            before = _CHUNK_BEFORE.search(prose[begin:offset])
            yield Hit(begin + before.start() if before else offset, offset + 1)


def _lonely_brackets(text: Text) -> tuple[tuple[Bracket, ...], tuple[Bracket, ...]]:
    """The brackets that are never closed and those that are never opened."""
    prose = text.prose
    opened: list[Bracket] = []
    closed: list[Bracket] = []
    waiting: list[Bracket] = []
    for block in text.document.blocks:
        own: list[Bracket] = []
        for match in _BRACKET.finditer(prose, block.start, block.end):
            glyph, offset = match[0], match.start()
            if glyph not in _MATE:
                if not _is_face(prose, block, offset):
                    own.append(Bracket(offset, block))
            elif own and prose[own[-1].offset] == _MATE[glyph]:
                own.pop()
            elif own and len(own) > 1 and prose[own[-2].offset] == _MATE[glyph]:
                own.pop()
                own.pop()
            elif waiting and prose[waiting[-1].offset] == _MATE[glyph]:
                waiting.pop()
            elif not _is_list_mark(prose, block, offset) and not _is_face(prose, block, offset):
                closed.append(Bracket(offset, block))
        opened += waiting
        waiting = own
    opened += waiting
    return tuple(opened), tuple(closed)


def _is_list_mark(prose: str, block: Block, offset: int) -> bool:
    return _LIST_MARK.search(prose[max(block.start, offset - 7) : offset]) is not None


def _is_face(prose: str, block: Block, offset: int) -> bool:
    before = prose[max(block.start, offset - 3) : offset]
    match = _FACE.search(before)
    if match is None or not _AFTER_FACE.match(prose, offset + 1, block.end):
        return False
    return match[0][0] in ":;=" or (match.start() == 0 or before[match.start() - 1].isspace())


_FEW_WORDS_BEFORE = 5
_COUNTS = frozenset({"two", "three", "four", "five", "six", "several", "both", "many", "few"})


@check("semicolon_before_names", SemicolonParams)
def semicolon_before_names(text: Text, params: SemicolonParams) -> Iterator[Hit]:
    """A semicolon before the list of what was just counted ("two leaders; A and B")."""
    if ";" not in text.prose:
        return
    for sentence in text.sentences:
        if ";" not in text.prose[sentence.start : sentence.end]:
            continue
        at = [index for index, token in enumerate(sentence.tokens) if token.text == ";"]
        if len(at) == 1 and _announces(sentence, at[0], params.longest):
            tokens = sentence.tokens
            yield Hit(
                tokens[at[0] - 1].start,
                tokens[at[0] + 1].end,
                suggestions=(Suggestion(f"{tokens[at[0] - 1].text}: {tokens[at[0] + 1].text}"),),
            )


def _announces(sentence: Sentence, at: int, longest: int) -> bool:
    tokens = sentence.tokens
    after = [token for token in tokens[at + 1 :] if token.is_word]
    if at == 0 or not 2 <= len(after) <= longest or tokens[at - 1].tag not in {"NNS", "NNPS"}:
        return False
    if any(token.tag[:2] in {"VB", "MD"} for token in after) or "and" not in {
        token.norm for token in after
    }:
        return False
    counted = tokens[max(0, at - _FEW_WORDS_BEFORE) : at]
    return any(token.norm in _COUNTS or token.tag == "CD" for token in counted)
