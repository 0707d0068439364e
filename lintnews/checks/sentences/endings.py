"""Sentences and paragraphs that lost their end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lintnews.document.document import BlockKind
from lintnews.language.clauses import is_finite, words
from lintnews.language.text import Sentence, Text, Token
from lintnews.model import Hit
from lintnews.rulebook.registry import Params, check

_ASKING_TAGS = frozenset({"WDT", "WP", "WRB", "WP$"})
_ASKING_WORDS = frozenset({"that", "than", "as", "those", "there", "nothing", "something"})
_CLAUSE_REACH = 6
_NOUN_TAGS = frozenset({"NN", "NNS"})
_VERB_TAGS = frozenset({"VBZ", "VBP", "VBD"})
_STOPS_AND_QUOTES = ".,”\"’'"
_OPEN_MARKS = frozenset({",", "(", "-", "–", "—"})
_DASHES = frozenset({"–", "—", "--"})
_QUOTES = frozenset({"“", '"', "‘", "'"})
_FUNCTION_TAGS = frozenset({"IN", "DT", "CC", "TO", "MD", "PRP$", "WDT", "WP"})


class DanglingEnd(Params, frozen=True):
    """Words that end no sentence.

    ``never`` never do; ``seldom`` do where something earlier in the sentence takes them up (a
    question, a relative clause, an infinitive); ``unstopped`` do, but not without a full stop;
    ``fixed`` are phrases of two words that may end a sentence after all.
    """

    never: frozenset[str]
    seldom: frozenset[str] = frozenset()
    unstopped: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    fewest: int = 4


@check("dangling_end", DanglingEnd, values=("word",))
def dangling_end(text: Text, params: DanglingEnd) -> Iterator[Hit]:
    """A sentence that ends in a word that needs another one after it."""
    for sentence in text.sentences:
        spoken = words(sentence)
        if len(spoken) < params.fewest:
            continue
        before, last = spoken[-2:]
        closing = text.prose[last.end : sentence.end].strip()
        if closing.strip(_STOPS_AND_QUOTES) or closing.startswith("..") or last.text[0].isupper():
            continue
        if f"{before.norm} {last.norm}" in params.fixed:
            continue
        if (
            last.norm in params.never
            or (
                not closing and last.norm in params.unstopped and not _heads(text, sentence, before)
            )
            or (last.norm in params.seldom and not (closing and _taken_up(spoken)))
        ):
            yield Hit(before.start, last.end, {"word": last.text})


def _heads(text: Text, sentence: Sentence, before: Token) -> bool:
    """Whether the sentence is a headline whose verb ends in a particle ("Speaker sworn in")."""
    return sentence.block == text.document.blocks[0] and before.tag[:2] == "VB"


def _taken_up(spoken: Sequence[Token]) -> bool:
    """Whether the word at the end belongs to something earlier in the sentence."""
    before, last = spoken[-2:]
    if last.tag in {"RP", "RB"} or before.tag in {"TO", "IN", "RB", "RP"}:
        return True
    if last.tag in _VERB_TAGS and before.tag in {"PRP", "EX", "DT"}:
        return True
    earlier = spoken[:-1]
    if any(token.tag in _ASKING_TAGS or token.norm in _ASKING_WORDS for token in earlier):
        return True
    near = earlier[-_CLAUSE_REACH:]
    if any(noun.tag in _NOUN_TAGS and after.tag == "PRP" for noun, after in pairwise(near)):
        return True
    return any(token.tag == "TO" for token in near)


class BreaksOff(Params, frozen=True):
    """``fewest``: words that a paragraph without an end mark must have to be doubtful."""

    fewest: int


@check("breaks_off", BreaksOff)
def breaks_off(text: Text, params: BreaksOff) -> Iterator[Hit]:
    """A paragraph that stops without any end mark, in a text whose other paragraphs have one.

    Lines of a poem, signatures under a quotation and what stands beside a list are left alone.
    """
    lasts = [sentence for sentence in text.sentences if sentence.last]
    open_ended = [_ends_openly(text, sentence) for sentence in lasts]
    paragraphs = sum(sentence.block.kind is BlockKind.PARAGRAPH for sentence in lasts)
    if sum(open_ended) * 3 > paragraphs:
        return
    for index, sentence in enumerate(lasts):
        beside = slice(max(0, index - 1), index + 2)
        if not open_ended[index] or sum(open_ended[beside]) > 1:
            continue
        if any(other.block.kind is BlockKind.LIST_ITEM for other in lasts[beside]):
            continue
        if len(words(sentence)) >= params.fewest or not sentence.first:
            last = sentence.tokens[-1]
            yield Hit(last.start, last.end)


def _ends_openly(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence with a verb ends in no mark; a function word there is another rule's."""
    last = sentence.tokens[-1]
    if sentence.block.kind is not BlockKind.PARAGRAPH or last.tag in _FUNCTION_TAGS:
        return False
    if last.text == "," and text.prose[sentence.end : sentence.end + 2].strip() in _QUOTES:
        return False
    if (
        not (last.text.isalpha() or last.text in _OPEN_MARKS)
        or not sentence.tokens[0].text.isalpha()
    ):
        return False
    dashes = [index for index, token in enumerate(sentence.tokens) if token.text in _DASHES]
    return any(map(is_finite, sentence.tokens[dashes[-1] if dashes else 0 :]))
