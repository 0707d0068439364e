"""Whole texts with known damage, as the tool gets them: to fit the judge and to measure.

Of half of the texts nothing is damaged, of the others a share of the blocks that is drawn anew for
each: an article is sound, or carelessly edited, or a translation that is broken all over, where
many blocks are damaged more than once.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from blocks import Block, DamageShares, damaged_blocks
from corpus import Corpus
from damage import Damager
from labels import OK
from mixture import Mixture
from words import Sentence

_SHARES = (0.0, 0.0, 0.0, 0.0, 0.05, 0.1, 0.3, 0.8)
_NEAR = 2


class Injury(NamedTuple):
    """A stretch of a text, in code points, that was damaged; the label and the kind of damage."""

    start: int
    end: int
    label: int
    kind: str


class DamagedText(NamedTuple):
    source: str
    text: str
    injuries: list[Injury]


def damaged_texts(
    corpus: Corpus, damager: Damager, *, seed: int, fewest_words: int = 60
) -> Iterator[DamagedText]:
    """The documents kept from training, damaged in another way for every seed."""
    chance = random.Random(seed)
    for number in Mixture(corpus).held_out:
        blocks = corpus.document(number)
        if corpus.words_of(number) < fewest_words:
            continue
        share = chance.choice(_SHARES)
        shares = DamageShares(share, share / 2)
        text = ""
        injuries: list[Injury] = []
        for block in damaged_blocks(blocks, damager, chance, shares):
            written, found = _written(block.sentences, len(text), _kind_of(block))
            text += written + "\n"
            injuries.extend(found)
        yield DamagedText(corpus.sources[number], text, injuries)


def _kind_of(block: Block) -> str:
    return "several" if len(block.kinds) > 1 else "".join(block.kinds)


def _written(sentences: list[Sentence], offset: int, kind: str) -> tuple[str, list[Injury]]:
    text = ""
    injuries: list[Injury] = []
    clean_words = 0
    for sentence in sentences:
        for word in sentence:
            if word.space and text:
                text += " "
            start = offset + len(text)
            text += word.form
            end = offset + len(text)
            if word.label == OK:
                clean_words += 1
            elif injuries and clean_words <= _NEAR:
                injuries[-1] = injuries[-1]._replace(end=end)
            else:
                injuries.append(Injury(start, end, word.label, kind))
            if word.label != OK:
                clean_words = 0
    return text, injuries
