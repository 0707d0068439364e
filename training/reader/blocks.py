"""The blocks of a clean document, some of them damaged."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from corpus import CleanBlock
from damage import Damager
from labels import OK
from sound import put_short_sentence
from words import Mutable, Sentence

_RUN_IN = 0.25
"""The share of headings and list items that run into a block, where every block is damaged."""

_SHORT_SENTENCES = 0.04
"""The share of blocks that are given a short sound sentence."""

_TO_CURLY = {'"': ("“", "”"), "'": ("‘", "’"), "``": ("“", "“"), "''": ("”", "”")}
_TO_STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "``": '"', "''": '"'}


class DamageShares(NamedTuple):
    """The share of blocks that are damaged, and of these the share that is damaged once more."""

    once: float
    again: float


class Block(NamedTuple):
    """A block whose words carry labels, and the kinds of damage that were done to it."""

    running: bool
    sentences: list[Sentence]
    kinds: tuple[str, ...]


def mutable(block: CleanBlock) -> list[Sentence]:
    """Words of a block that may be changed."""
    return [[Mutable(word) for word in sentence] for sentence in block.sentences]


def rendered(sentences: list[Sentence]) -> tuple[str, list[int]]:
    """The text of a block, and the label of every character."""
    text: list[str] = []
    labels: list[int] = []
    for sentence in sentences:
        for word in sentence:
            if word.space and text:
                text.append(" ")
                labels.append(OK)
            text.append(word.form)
            labels.extend([word.label] * len(word.form))
    return "".join(text), labels


def damaged_blocks(
    blocks: list[CleanBlock], damager: Damager, chance: random.Random, shares: DamageShares
) -> Iterator[Block]:
    """The blocks of a document in order; a heading that ran into the next block is gone."""
    style = chance.choice(("", "", "straight", "curly"))
    for block in _damaged(blocks, damager, chance, shares):
        yield _styled(block, style)


def _damaged(
    blocks: list[CleanBlock], damager: Damager, chance: random.Random, shares: DamageShares
) -> Iterator[Block]:
    heading: Sentence = []
    for block in blocks:
        sentences = mutable(block)
        kinds = []
        if block.running and chance.random() < _SHORT_SENTENCES:
            put_short_sentence(sentences, chance)
        if block.running and heading and (kind := damager.run_in(heading, sentences)):
            kinds.append(kind)
        elif heading:
            yield Block(False, [heading], ())
        heading = []
        if not block.running and len(sentences) == 1 and chance.random() < shares.once * _RUN_IN:
            heading = sentences[0]
            continue
        while block.running and chance.random() < (shares.again if kinds else shares.once):
            kind = damager.damage(sentences, chance)
            if not kind:
                break
            kinds.append(kind)
        yield Block(block.running, sentences, tuple(kinds))
    if heading:
        yield Block(False, [heading], ())


def _styled(block: Block, style: str) -> Block:
    """The block with its quotation marks and apostrophes in one style, "" for as they are."""
    for sentence in block.sentences:
        for word in sentence:
            if style == "straight":
                word.form = _TO_STRAIGHT.get(word.form, word.form.replace("’", "'"))
            elif style == "curly":
                if word.form in _TO_CURLY:
                    word.form = _TO_CURLY[word.form][not word.space]
                else:
                    word.form = word.form.replace("'", "’")
    return block
