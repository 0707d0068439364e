"""What a web page leaves in the text of an article: link labels, page furniture, its headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lintnews.document.document import Block, BlockKind
from lintnews.language.text import Text
from lintnews.model import Hit, Spot
from lintnews.resources import any_of, word_lists
from lintnews.rulebook.registry import Params, check

_START = r"(?:^[ \t]{0,8}[>»•*\-–—|]{0,3}[ \t]{0,2}|(?<=[.!?…])[\"'”’)\]]{0,2}[ \u00a0]{0,2})[\[(]?"
_LABEL_END = r"(?=[ \u00a0]?[:>»|…–—]|\.{0,3}[ \t]{0,8}$)"


class PhraseParams(Params, frozen=True):
    """Lists of phrases in ``rules/words/residue.yml``, which open a block or a sentence.

    ``labels`` must be followed by a colon or an arrow, stand alone or be in capitals; ``phrases``
    may go on anyhow; ``lines`` end their block at once. ``longest`` is the number of words that may
    follow.
    """

    labels: str = ""
    phrases: str = ""
    lines: str = ""
    longest: int = 30


@check("page_phrases", PhraseParams)
def page_phrases(text: Text, params: PhraseParams) -> Iterator[Hit]:
    """A phrase of the page around an article, with what follows it in its block."""
    prose = text.prose
    pattern = _phrases(params.labels, params.phrases, params.lines)
    done = 0
    for match in pattern.finditer(prose):
        start = match.start("at")
        block = text.document.block_at(start)
        if start < done or block is None:
            continue
        end = _end(text, block, start)
        if len(prose[start:end].split()) <= params.longest and not _is_spoken(text, start, end):
            done = end
            yield Hit(start, end)


@cache
def _phrases(labels: str, phrases: str, lines: str) -> re.Pattern[str]:
    lists = word_lists("residue")
    ways = []
    if labels:
        capitals = any_of(frozenset(word.upper() for word in lists[labels]))
        ways += [
            rf"(?:{_any_case(lists[labels])}){_LABEL_END}",
            rf"(?:{capitals})(?=[ \u00a0][\w\"“‘])",
        ]
    if phrases:
        ways.append(rf"(?:{_any_case(lists[phrases])})(?!\w)")
    if lines:
        ways.append(rf"(?:{_any_case(lists[lines])})(?=[ \u00a0:.!…*]{{0,3}}$)")
    return re.compile(rf"{_START}(?P<at>{'|'.join(ways)})", re.MULTILINE)


def _any_case(words: frozenset[str]) -> str:
    """The phrases with their first letter as listed and the others in any case.

    A phrase that is listed in capitals stands for itself alone.
    """
    fixed = frozenset(word for word in words if word.isupper())
    free = sorted(words - fixed, key=lambda word: (-len(word), word))
    ways = [any_of(fixed)] if fixed else []
    return "|".join(ways + [rf"{re.escape(word[0])}(?i:{re.escape(word[1:])})" for word in free])


def _end(text: Text, block: Block, start: int) -> int:
    """The end of the block if the phrase opens it or its last sentence, else of the sentence."""
    body = text.prose[block.start : block.end]
    sentence = text.sentence_at(start)
    opens = not any(map(str.isalnum, text.prose[block.start : start]))
    if opens or sentence is None or sentence.last or sentence.end <= start:
        return block.start + len(body.rstrip())
    return sentence.end


def _is_spoken(text: Text, start: int, end: int) -> bool:
    return text.quotations.cover(start) or text.prose[end - 1] in '”"’'


class HeadlineParams(Params, frozen=True):
    """``fewest``: words that a headline must have to be known again."""

    fewest: int


@check("headline_in_text", HeadlineParams)
def headline_in_text(text: Text, params: HeadlineParams) -> Iterator[Hit]:
    """The article's headline once more, as a block or at the edge of a paragraph."""
    prose, blocks = text.prose, text.document.blocks
    if not blocks or blocks[0].kind is not BlockKind.HEADLINE:
        return
    first = blocks[0]
    headline = prose[first.start : first.end].strip()
    if len(headline.split()) < params.fewest:
        return
    for index, block in enumerate(blocks[1:], 1):
        body = prose[block.start : block.end].strip()
        begin = block.start + prose[block.start : block.end].index(body)
        rest = body[len(headline) :].lstrip()
        alone = not rest and (index <= _NEAR_THE_TOP or block is blocks[-1])
        if body.startswith(headline) and (alone or _opens_sentence(rest)):
            yield _again(begin, headline, first)
        elif body.endswith(headline) and body[: -len(headline)].rstrip().endswith(_SENTENCE_ENDS):
            yield _again(begin + len(body) - len(headline), headline, first)


_NEAR_THE_TOP = 2
_SENTENCE_ENDS = (".", "!", "?", ".”", '."', "?”", "!”")


def _opens_sentence(rest: str) -> bool:
    return rest[:1].isupper() or (rest[:1] in {"“", '"'} and rest[1:2].isupper())


def _again(at: int, headline: str, first: Block) -> Hit:
    return Hit(at, at + len(headline), related=(Spot(first.start, first.end, "headline"),))
