"""Sound blocks that the shipped readers take for damaged, for the next one to learn from.

Documents that may be learned from are read as they are; the blocks are kept of which the shipped
second reader is most wrongly sure. Of the very surest many are broken indeed; they are left out.
"""

from __future__ import annotations

import argparse
import random
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from blocks import mutable, rendered
from corpus import CleanBlock, Corpus
from mixture import Mixture

from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.reader.second import load_second_reader


class HardBlocks:
    """The blocks that ``hard.py`` kept, each to be drawn with its neighbours."""

    def __init__(self, path: Path, corpus: Corpus) -> None:
        with np.load(path, allow_pickle=False) as stored:
            self._places: list[tuple[int, int]] = list(
                zip(stored["documents"].tolist(), stored["blocks"].tolist(), strict=True)
            )
        self._corpus = corpus

    def drawn(self, chance: random.Random) -> list[CleanBlock]:
        number, block = chance.choice(self._places)
        return self._corpus.document(number)[max(0, block - 1) : block + 2]


def doubts(blocks: list[CleanBlock]) -> Iterator[tuple[float, int]]:
    """The highest log odds of a sentence of each block that has running text, and its number."""
    written, starts = "", []
    for block in blocks:
        starts.append(len(written))
        written += rendered(mutable(block))[0] + "\n"
    text = Text(plain_document(written, ""))
    highest: dict[int, float] = {}
    for at, reading in load_second_reader().read(text, range(len(text.sentences))).items():
        block = bisect_right(starts, text.sentences[at].start) - 1
        highest[block] = max(highest.get(block, reading.damage), reading.damage)
    return ((odds, block) for block, odds in highest.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the .npz to write")
    parser.add_argument("--words", type=int, default=1_500_000, help="how many words are read")
    parser.add_argument("--broken", type=float, default=0.015, help="the share taken for broken")
    parser.add_argument("--share", type=float, default=0.035, help="the share of blocks to keep")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    corpus, chance = Corpus(arguments.corpus), random.Random(arguments.seed)
    mixture = Mixture(corpus)
    found: list[tuple[float, int, int]] = []
    seen: set[int] = set()
    words = 0
    while words < arguments.words:
        number = mixture.drawn(chance)
        if number in seen:
            continue
        seen.add(number)
        words += corpus.words_of(number)
        found.extend((odds, number, block) for odds, block in doubts(corpus.document(number)))
    found.sort(reverse=True)
    first = int(len(found) * arguments.broken)
    kept = found[first : first + int(len(found) * arguments.share)]
    np.savez_compressed(
        arguments.out,
        documents=np.array([number for _, number, _ in kept]),
        blocks=np.array([block for _, _, block in kept]),
    )
    print(
        f"{len(kept)} of {len(found)} blocks at log odds of {kept[0][0]:.2f} to {kept[-1][0]:.2f}"
    )


if __name__ == "__main__":
    main()
