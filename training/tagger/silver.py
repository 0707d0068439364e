"""Step 3: let several teachers read unlabelled text, for the shipped network to learn from."""

from __future__ import annotations

import argparse
import lzma
import random
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from vectors import NOT_FOR_TRAINING

from lintnews.language.sentences import split_sentences
from lintnews.language.tagger import Tagger
from lintnews.language.tokens import tokenize

WHOLE = {"wikinews_2019_20", "xquad_wikipedia"}
"""Collections that are read whole, because they are closest to news."""


def sentences_of(folder: Path, share: float) -> Iterator[list[str]]:
    """The tokens of the sentences of a random share of the paragraphs."""
    for path in sorted(folder.glob("*.txt.xz")):
        name = path.name.removesuffix(".txt.xz")
        if name in NOT_FOR_TRAINING:
            continue
        chance = random.Random(zlib.crc32(name.encode()))
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if name not in WHOLE and chance.random() >= share:
                    continue
                for begin, stop in split_sentences(line, 0, len(line)):
                    forms = [line[start:end] for start, end in tokenize(line, begin, stop)]
                    if 3 <= len(forms) <= 120:
                        yield forms


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, required=True, help="folder with *.txt.xz")
    parser.add_argument("--teachers", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True, help="the .npz to write")
    parser.add_argument("--share", type=float, default=0.2, help="of the paragraphs")
    arguments = parser.parse_args()
    teachers = []
    for path in arguments.teachers:
        with np.load(path, allow_pickle=False) as arrays:
            labels = arrays["labels"]
            teachers.append(Tagger(dict(arrays)))
    number: dict[str, int] = {}
    tokens: list[int] = []
    ends: list[int] = []
    first, second, sure = [], [], []

    def read(batch: list[list[str]]) -> None:
        mean = sum(teacher.probabilities(batch) for teacher in teachers) / len(teachers)
        order = np.argsort(mean, axis=1)[:, -2:]
        at = np.arange(len(mean))
        best, next_best = mean[at, order[:, 1]], mean[at, order[:, 0]]
        first.append(order[:, 1].astype(np.int16))
        second.append(order[:, 0].astype(np.int16))
        sure.append((best / (best + next_best)).astype(np.float16))
        for forms in batch:
            tokens.extend(number.setdefault(form, len(number)) for form in forms)
            ends.append(len(tokens))

    batch: list[list[str]] = []
    for forms in sentences_of(arguments.text, arguments.share):
        batch.append(forms)
        if len(batch) == 256:
            read(batch)
            batch = []
    if batch:
        read(batch)
    np.savez(
        arguments.out,
        forms=np.array(list(number)),
        tokens=np.array(tokens, dtype=np.int32),
        ends=np.array(ends),
        first=np.concatenate(first),
        second=np.concatenate(second),
        sure=np.concatenate(sure),
        labels=labels,
    )
    print(f"{len(ends)} sentences, {len(tokens)} tokens")


if __name__ == "__main__":
    main()
