"""Sentences and paragraphs that lost their end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintnews.document.document import BlockKind
from lintnews.language.clauses import words
from lintnews.language.text import Sentence, Text, Token
from lintnews.model import Hit
from lintnews.rulebook.registry import Params, check

_ASKING_TAGS = frozenset({"WDT", "WP", "WRB", "WP$"})
_ASKING_WORDS = frozenset({"that", "than", "as", "those", "there", "nothing", "something"})
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
        if closing.strip(".,") or closing.startswith("..") or last.text[0].isupper():
            continue
        if f"{before.norm} {last.norm}" in params.fixed:
            continue
        if (
            last.norm in params.never
            or (not closing and last.norm in params.unstopped)
            or (last.norm in params.seldom and not (closing and _taken_up(spoken)))
        ):
            yield Hit(before.start, last.end, {"word": last.text})


def _taken_up(spoken: Sequence[Token]) -> bool:
    """Whether the preposition at the end belongs to something earlier in the sentence."""
    before, last = spoken[-2:]
    if last.tag in {"RP", "RB"} or before.tag in {"TO", "IN", "RB", "RP"}:
        return True
    earlier = spoken[:-1]
    if any(token.tag in _ASKING_TAGS or token.norm in _ASKING_WORDS for token in earlier):
        return True
    return any(token.tag == "TO" for token in earlier[-6:])


class BreaksOff(Params, frozen=True):
    """``fewest``: words that a paragraph without an end mark must have to be doubtful."""

    fewest: int


@check("breaks_off", BreaksOff)
def breaks_off(text: Text, params: BreaksOff) -> Iterator[Hit]:
    """A paragraph that stops without any end mark, in a text whose other paragraphs have one."""
    paragraphs = [s for s in text.sentences if s.last and s.block.kind is BlockKind.PARAGRAPH]
    open_ended = [s for s in paragraphs if _ends_openly(text, s)]
    if len(open_ended) * 3 > len(paragraphs):
        return
    for sentence in open_ended:
        if len(words(sentence)) >= params.fewest or not sentence.first:
            last = sentence.tokens[-1]
            yield Hit(last.start, last.end)


def _ends_openly(text: Text, sentence: Sentence) -> bool:
    """Whether no mark ends the sentence; one that ends in a function word is another rule's."""
    tail = text.prose[sentence.end - 1]
    return (tail.isalnum() or tail in ",-–—(") and sentence.tokens[-1].tag not in _FUNCTION_TAGS
