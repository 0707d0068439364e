"""The words and marks of a text as the readers are given them."""

from __future__ import annotations

from collections.abc import Iterator

from lintnews.document.document import RUNNING_TEXT
from lintnews.language.text import Sentence, Text
from lintnews.reader.windows import Form, speech_of


def sentences_by_block(text: Text) -> Iterator[tuple[bool, list[Sentence]]]:
    """The blocks of a text that have sentences, each with whether it is running text."""
    block: list[Sentence] = []
    for sentence in text.sentences:
        block.append(sentence)
        if sentence.last:
            yield block[0].block.kind in RUNNING_TEXT, block
            block = []


def forms(sentence: Sentence) -> list[Form]:
    """The words and marks of a sentence; space before the first one is taken for granted."""
    end = sentence.start - 1
    found = []
    for token in sentence.tokens:
        found.append((token.text, token.start > end, speech_of(token.tag, token.finite)))
        end = token.end
    return found
