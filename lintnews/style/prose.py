"""The words of a text that count for its style: those of its running paragraphs, as written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from lintnews.document.document import BlockKind, Document
from lintnews.language.text import Text, Token


class Word(NamedTuple):
    """A word between spaces and marks: "don't" is one, "he's" and "well-known" too.

    ``norm`` is the word in lower case, ``start`` its offset into the prose, ``tag`` the tag of its
    first token.
    """

    text: str
    norm: str
    start: int
    tag: str


class Measured(NamedTuple):
    """A sentence that counts: its tokens without code, from ``start`` to ``end``, and its words."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    words: tuple[Word, ...]


Paragraph = Sequence[Measured]


def read_paragraphs(text: Text) -> tuple[Paragraph, ...]:
    """The paragraphs that count, each as its sentences.

    Headlines, subheadings, captions, bylines, lists, scores, verse and what is left of a page do
    not count; nor do datelines, code, and sentences without a word.
    """
    paragraphs = []
    running = (each for each in text.sentences if each.block.kind is BlockKind.PARAGRAPH)
    for _, group in groupby(running, key=lambda sentence: sentence.block.start):
        measured = []
        for sentence in group:
            tokens = _without_code(sentence.tokens, text.document)
            words = tuple(_words(tokens, text.prose))
            if words:
                measured.append(Measured(tokens[0].start, tokens[-1].end, tokens, words))
        if measured:
            paragraphs.append(tuple(measured))
    return tuple(paragraphs)


def _without_code(tokens: tuple[Token, ...], document: Document) -> tuple[Token, ...]:
    if not document.has_code:
        return tokens
    return tuple(token for token in tokens if not document.meets_code(token.start, token.end))


def _words(tokens: Iterable[Token], prose: str) -> Iterator[Word]:
    """Words out of tokens; clitics, which are tokens of their own, touch the word before them."""
    first: Token | None = None
    end = -1
    for token in tokens:
        if not token.is_word:
            continue
        if first is not None and token.start != end:
            yield _word(first, prose[first.start : end])
            first = None
        first = first or token
        end = token.end
    if first is not None:
        yield _word(first, prose[first.start : end])


def _word(first: Token, text: str) -> Word:
    return Word(text, text.lower().replace("’", "'"), first.start, first.tag)
