"""Compares ways to tell whether two spellings are one name, side by side on the same pairs.

usage: names_pairs.py PAIRS.jsonl

Needs ``lightgbm``, ``scikit-learn``, ``jellyfish``, ``abydos`` and ``nomenklatura`` beside
lintnews. What is trained is trained on other surnames than it is measured on (five parts). Each
method gets the threshold that suits it best on these pairs.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
RESULT = ROOT / "benchmarks" / "results" / "names_pairs.md"
sys.path.insert(0, str(ROOT / "training" / "names"))


def jaro_winkler() -> Callable[[str, str], float]:
    import jellyfish

    from lintnews.names.spelling import fold

    return lambda a, b: jellyfish.jaro_winkler_similarity(fold(a), fold(b))


def beider_morse() -> Callable[[str, str], float]:
    from abydos.phonetic import BeiderMorse

    encoder = BeiderMorse(name_mode="gen", match_mode="approx")

    def codes(name: str) -> set[str]:
        found = encoder.encode(name)
        return set(found.split() if isinstance(found, str) else found)

    def value(a: str, b: str) -> float:
        ours, theirs = codes(a), codes(b)
        return len(ours & theirs) / max(1, min(len(ours), len(theirs)))

    return value


def nomenklatura() -> Callable[[str, str], float]:
    from followthemoney import model
    from nomenklatura.matching import LogicV2, ScoringConfig

    config = ScoringConfig.defaults()

    def entity(name: str):
        proxy = model.make_entity("Person")
        proxy.id = name
        proxy.add("name", name)
        return proxy

    return lambda a, b: LogicV2.compare(entity(a), entity(b), config).score


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path)
    options = parser.parse_args()

    from likeness import matrix, unseen
    from pairs import PARTS, parts, read_pairs, score
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import MaxAbsScaler

    from lintnews.names.likeness import likeness

    pairs = read_pairs(options.pairs)
    same = np.array([pair.same for pair in pairs])
    forms = np.array([pair.form for pair in pairs])
    part = parts(pairs)
    lines = [
        "# Pairs of names",
        "",
        f"{len(pairs)} pairs, {same.sum()} of them one name; regression and lintnews were trained",
        "on other surnames than they are measured on.",
        "",
        "| method | F1 | full / surname F1 | recall at precision 0.95 | µs a pair |",
        "|---|---|---|---|---|",
    ]

    def add(name: str, values: NDArray[np.float64], seconds: float) -> None:
        whole = score(values, same)
        full, surname = (
            score(values[forms == form], same[forms == form]).f1 for form in ("full", "surname")
        )
        cost = 1e6 * seconds / len(pairs)
        lines.append(
            f"| {name} | {whole.f1:.3f} | {full:.3f} / {surname:.3f} "
            f"| {whole.recall_at_95:.3f} | {cost:,.0f} |"
        )
        print(lines[-1], flush=True)

    for name, method in (
        ("Jaro-Winkler, folded", jaro_winkler),
        ("Beider-Morse, shared codes", beider_morse),
        ("nomenklatura logic-v2", nomenklatura),
    ):
        compare = method()
        begin = time.perf_counter()
        values = np.array([compare(pair.first, pair.second) for pair in pairs])
        add(name, values, time.perf_counter() - begin)

    rows, _ = matrix(pairs)
    scaled = MaxAbsScaler().fit_transform(rows)
    odds = np.zeros(len(pairs))
    for number in range(PARTS):
        others, held = part != number, part == number
        model = LogisticRegression(max_iter=300).fit(scaled[others], same[others])
        odds[held] = model.decision_function(scaled[held])
    begin = time.perf_counter()
    for pair in pairs:
        likeness(pair.first, pair.second)
    seconds = time.perf_counter() - begin
    add("logistic regression over the traits", odds, seconds)
    add("**lintnews**", unseen(rows, same, part), seconds)
    RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
