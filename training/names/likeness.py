"""Trains ``lintnews/names/data/likeness.json`` and says how good it is on names it has not seen.

usage: likeness.py PAIRS.jsonl [--out FILE] [--without SOURCE ...]

Needs ``lightgbm`` and ``scikit-learn`` beside lintnews.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray
from pairs import PARTS, Pair, parts, read_pairs, score
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from lintnews.names.traits import traits

# A trait that fewer pairs have is left out.
FEWEST = 20
ROUNDS = 240
SETTINGS = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 16,
    "min_data_in_leaf": 10,
    "feature_fraction": 0.25,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 3.0,
    "verbose": -1,
    "num_threads": 2,
    "seed": 1,
    "deterministic": True,
}
Matrix = Any


def matrix(pairs: list[Pair]) -> tuple[Matrix, list[str]]:
    """A row for a pair, a column for a trait, and the names of the columns."""
    found = [traits(pair.first, pair.second) for pair in pairs]
    counts = Counter(trait for row in found for trait, value in row.items() if value)
    names = sorted(trait for trait, count in counts.items() if count >= FEWEST)
    columns = {trait: number for number, trait in enumerate(names)}
    cells = [
        (row, columns[trait], float(value))
        for row, values in enumerate(found)
        for trait, value in values.items()
        if value and trait in columns
    ]
    rows, places, values = zip(*cells, strict=True)
    return csr_matrix((values, (rows, places)), shape=(len(pairs), len(names))), names


def trained(rows: Matrix, same: NDArray[np.bool_]) -> lightgbm.Booster:
    return lightgbm.train(SETTINGS, lightgbm.Dataset(rows, same.astype(float)), ROUNDS)


def unseen(rows: Matrix, same: NDArray[np.bool_], part: NDArray[np.int64]) -> NDArray[np.float64]:
    """The log odds of every pair by trees that were trained on the other parts."""
    odds = np.zeros(len(same))
    for number in range(PARTS):
        others = np.flatnonzero(part != number)
        held = np.flatnonzero(part == number)
        odds[held] = trained(rows[others], same[others]).predict(rows[held], raw_score=True)
    return odds


def exported(booster: lightgbm.Booster, names: list[str], scaling: LogisticRegression) -> str:
    trees = [_columns(tree["tree_structure"]) for tree in booster.dump_model()["tree_info"]]
    used = sorted({trait for tree in trees for trait in tree[0]})
    number = {trait: index for index, trait in enumerate(used)}
    for tree in trees:
        tree[0] = [number[trait] for trait in tree[0]]
    model = {
        "traits": [names[trait] for trait in used],
        "offset": round(float(scaling.intercept_[0]), 4),
        "scale": round(float(scaling.coef_[0, 0]), 4),
        "trees": trees,
    }
    return json.dumps(model, separators=(",", ":")) + "\n"


def _columns(root: dict[str, Any]) -> list[list[Any]]:
    """A tree as the columns of ``lintnews.names.likeness.Tree``."""
    tree: list[list[Any]] = [[], [], [], [], []]

    def add(node: dict[str, Any]) -> int:
        if "leaf_value" in node and "split_feature" not in node:
            tree[4].append(round(node["leaf_value"], 4))
            return -len(tree[4])
        row = len(tree[0])
        for column, value in zip(
            tree, (node["split_feature"], round(node["threshold"], 4), 0, 0), strict=False
        ):
            column.append(value)
        tree[2][row] = add(node["left_child"])
        tree[3][row] = add(node["right_child"])
        return row

    add(root)
    return tree


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--without", action="append", default=[], metavar="SOURCE")
    options = parser.parse_args()
    every = read_pairs(options.pairs)
    kept = [i for i, p in enumerate(every) if p.source.split("-")[0] not in options.without]
    pairs = [every[index] for index in kept]
    same = np.array([pair.same for pair in pairs])
    rows, names = matrix(pairs)
    odds = unseen(rows, same, parts(every)[kept])
    scaling = LogisticRegression(C=1e6).fit(odds[:, None], same)
    likely = scaling.predict_proba(odds[:, None])[:, 1]
    print(f"{len(pairs)} pairs, {len(names)} traits")
    print("F1 {:.3f} at {:.2f}, recall {:.3f} at a precision of 0.95".format(*score(likely, same)))
    for form in sorted({pair.form for pair in pairs}):
        chosen = np.array([pair.form == form for pair in pairs])
        print(f"  {form}: F1 {score(likely[chosen], same[chosen]).f1:.3f}")
    for low in np.arange(0, 1, 0.1):
        here = (likely >= low) & (likely < low + 0.1)
        print(
            f"  said {likely[here].mean():.2f}, right {same[here].mean():.2f}, {here.sum()} pairs"
        )
    if options.out:
        text = exported(trained(rows, same), names, scaling)
        options.out.write_text(text, encoding="utf-8")
        print(f"{options.out}: {len(text):,} bytes")


if __name__ == "__main__":
    main()
