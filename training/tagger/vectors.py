"""Step 1: word vectors from unlabelled text, so that rare words start beside their like.

Rows of a matrix of neighbours (one and two places left and right; positive pointwise mutual
information), reduced by singular value decomposition (Levy and Goldberg 2014).
"""

from __future__ import annotations

import argparse
import lzma
from collections import Counter
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import svds

from lintnews.language.tagger import normal_form
from lintnews.language.tokens import tokenize

NOT_FOR_TRAINING = {"gum_wikimedia"}
CONTEXTS = 1500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, required=True, help="folder with *.txt.xz")
    parser.add_argument("--out", type=Path, required=True, help="the .npz to write")
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--width", type=int, default=64)
    arguments = parser.parse_args()

    known: dict[str, int] = {}
    normal: dict[str, int] = {}
    pieces = []
    for path in sorted(arguments.text.glob("*.txt.xz")):
        if path.name.removesuffix(".txt.xz") in NOT_FOR_TRAINING:
            continue
        stream: list[int] = []
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                for start, end in tokenize(line):
                    form = line[start:end]
                    number = known.get(form)
                    if number is None:
                        number = normal.setdefault(normal_form(form), len(normal))
                        known[form] = number
                    stream.append(number)
                stream.append(-1)
        pieces.append(np.array(stream, dtype=np.int32))
    stream_all = np.concatenate(pieces)
    counts = Counter(dict(enumerate(np.bincount(stream_all[stream_all >= 0]).tolist())))
    chosen = [number for number, _ in counts.most_common(arguments.words)]
    rank = np.full(len(normal) + 1, -1, dtype=np.int64)
    rank[chosen] = np.arange(len(chosen))
    ranked = rank[stream_all]
    matrices = []
    for offset in (-2, -1, 1, 2):
        here = ranked[max(0, -offset) : len(ranked) - max(0, offset)]
        there = ranked[max(0, offset) : len(ranked) - max(0, -offset)]
        good = (here >= 0) & (there >= 0) & (there < CONTEXTS)
        pair = np.ones(int(good.sum()), dtype=np.float32)
        matrices.append(
            sp.coo_matrix((pair, (here[good], there[good])), (len(chosen), CONTEXTS)).tocsr()
        )
    joint = sp.hstack(matrices).tocoo()
    total = joint.sum()
    row = np.asarray(joint.sum(axis=1)).ravel()
    column = np.asarray(joint.sum(axis=0)).ravel() ** 0.75
    column *= total / column.sum()
    information = np.log(joint.data * total / (row[joint.row] * column[joint.col]))
    positive = sp.coo_matrix((np.maximum(information, 0), (joint.row, joint.col)), joint.shape)
    left, values, _ = svds(positive.tocsr(), k=arguments.width, random_state=0)
    vectors = left * np.sqrt(values)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    names = list(normal)
    np.savez(
        arguments.out,
        words=np.array([names[number] for number in chosen]),
        counts=np.array([counts[number] for number in chosen]),
        vectors=vectors.astype(np.float16),
    )


if __name__ == "__main__":
    main()
