"""Windows to learn from: clean documents, some of their blocks damaged, laid out for a reader."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from blocks import DamageShares, damaged_blocks, rendered
from corpus import CleanBlock, Corpus
from damage import Damager
from hard import HardBlocks
from mixture import Mixture
from words import Sentence

from lintnews.language.sentences import split_sentences
from lintnews.language.tagger import load_tagger
from lintnews.language.tokens import tokenize
from lintnews.reader.pieces import Vocabulary
from lintnews.reader.windows import LONGEST, NO_SPEECH, inputs, lay_out, speech_of, windows

TAKEN_FOR_TEXT = 0.15
"""The share of headings that are shown as running text, as a scraped page may show them."""

WITHOUT_STOP = 0.04
"""The share of sound blocks that lose their last full stop, as captions and list items do."""

NOT_LEARNED = -100

_HARD = 0.4
"""The share of draws that are hard blocks: one gives a few windows, a document some dozens."""

_SOUND = DamageShares(0.0, 0.0)


class ReadToken(NamedTuple):
    """A token as the tool itself reads it, and the label it should get."""

    form: str
    space: bool
    label: int
    speech: int = NO_SPEECH


class ReadBlock(NamedTuple):
    running: bool
    sentences: list[list[ReadToken]]
    kinds: tuple[str, ...]


def read_again(sentences: list[Sentence]) -> list[list[ReadToken]]:
    """The block as the tool splits it into sentences and tokens, labels carried along."""
    text, labels = rendered(sentences)
    read = []
    for begin, stop in split_sentences(text, 0, len(text)):
        tokens = []
        end = begin - 1
        for start, after in tokenize(text, begin, stop):
            label = max(labels[start:after])
            tokens.append(ReadToken(text[start:after], start > end, label))
            end = after
        if tokens:
            read.append(tokens)
    taggings = load_tagger().tag([[token.form for token in sentence] for sentence in read])
    return [
        [
            token._replace(speech=speech_of(tag, finite))
            for token, tag, finite in zip(sentence, tagging.tags, tagging.finite, strict=True)
        ]
        for sentence, tagging in zip(read, taggings, strict=True)
    ]


def damaged_document(
    blocks: list[CleanBlock], damager: Damager, chance: random.Random, shares: DamageShares
) -> list[ReadBlock]:
    """A document as the tool reads it, with some of its blocks damaged."""
    read = []
    for block in damaged_blocks(blocks, damager, chance, shares):
        last = block.sentences[-1]
        if (
            block.running
            and not block.kinds
            and len(last) > 1
            and last[-1].form == "."
            and chance.random() < WITHOUT_STOP
        ):
            del last[-1]
        running = block.running or chance.random() < TAKEN_FOR_TEXT
        read.append(ReadBlock(running, read_again(block.sentences), block.kinds))
    return [block for block in read if block.sentences]


class Example(NamedTuple):
    """A window in pieces: what the network is given and what it should say, all (P,)."""

    numbers: list[int]
    looks: list[int]
    speech: list[int]
    roles: list[int]
    labels: list[int]
    sentence: list[int]
    """1 on every piece of a damaged sentence, 0 on others, ``NOT_LEARNED`` outside the target."""


def examples(blocks: list[ReadBlock], vocabulary: Vocabulary) -> Iterator[Example]:
    layout = lay_out(
        (
            (block.running, [[(t.form, t.space, t.speech) for t in s] for s in block.sentences])
            for block in blocks
        ),
        vocabulary,
    )
    token_labels = [token.label for b in blocks for s in b.sentences for token in s]
    damaged = [
        int(any(token.label for token in sentence))
        for block in blocks
        for sentence in block.sentences
        for token in sentence
    ]
    for window in windows(layout):
        labels, sentence = [], []
        for at in range(window.left, window.right):
            token = layout.tokens[at]
            own = window.start <= at < window.end
            labels.append(token_labels[token] if own else NOT_LEARNED)
            sentence.append(damaged[token] if own else NOT_LEARNED)
        yield Example(
            *inputs(layout, window, vocabulary),
            [NOT_LEARNED, *labels, NOT_LEARNED],
            [NOT_LEARNED, *sentence, NOT_LEARNED],
        )


class Batch(NamedTuple):
    """Windows of about the same length, (B, P) each."""

    numbers: np.ndarray
    looks: np.ndarray
    speech: np.ndarray
    roles: np.ndarray
    mask: np.ndarray
    labels: np.ndarray
    sentence: np.ndarray


def stacked(group: list[Example], filler: int) -> Batch:
    width = max(len(example.numbers) for example in group)
    assert width <= LONGEST

    def filled(rows: list[list[int]], value: int) -> np.ndarray:
        return np.array([row + [value] * (width - len(row)) for row in rows], dtype=np.int64)

    numbers = filled([example.numbers for example in group], filler)
    return Batch(
        numbers,
        filled([example.looks for example in group], 0),
        filled([example.speech for example in group], NO_SPEECH),
        filled([example.roles for example in group], 0),
        filled([[1] * len(example.numbers) for example in group], 0),
        filled([example.labels for example in group], NOT_LEARNED),
        filled([example.sentence for example in group], NOT_LEARNED),
    )


class Source(NamedTuple):
    """Where documents come from, and what is done to them."""

    corpus: Corpus
    mixture: Mixture
    damager: Damager
    shares: DamageShares
    hard: HardBlocks | None

    def document(self, chance: random.Random) -> list[ReadBlock]:
        if self.hard and chance.random() < _HARD:
            return damaged_document(self.hard.drawn(chance), self.damager, chance, _SOUND)
        document = self.corpus.document(self.mixture.drawn(chance))
        return damaged_document(document, self.damager, chance, self.shares)


def batches(
    source: Source, vocabulary: Vocabulary, *, pieces: int, seed: str, pool: int
) -> list[Batch]:
    """One round: ``pool`` windows in batches of about ``pieces`` pieces, of about one length."""
    chance = random.Random(seed)
    waiting: list[Example] = []
    while len(waiting) < pool:
        waiting.extend(examples(source.document(chance), vocabulary))
    return _emptied(waiting, vocabulary, pieces, chance)


def _emptied(
    waiting: list[Example], vocabulary: Vocabulary, pieces: int, chance: random.Random
) -> list[Batch]:
    chance.shuffle(waiting)
    waiting.sort(key=lambda example: len(example.numbers) // 8)
    made: list[Batch] = []
    group: list[Example] = []
    for example in waiting:
        if group and (len(group) + 1) * max(len(group[-1].numbers), len(example.numbers)) > pieces:
            made.append(stacked(group, vocabulary.filler))
            group = []
        group.append(example)
    made.append(stacked(group, vocabulary.filler))
    chance.shuffle(made)
    return made
