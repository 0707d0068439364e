"""Measure the shipped tagger.

python training/tagger/evaluate.py --data ../shared/train/ud
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from treebank import Tagged, sentences

from lintnews.language.tagger import load_tagger


def measure(name: str, data: list[Tagged]) -> None:
    tagger = load_tagger()
    right = total = 0
    hits = claimed = actual = 0
    for begin in range(0, len(data), 35):
        part = data[begin : begin + 35]
        for sentence, tagging in zip(part, tagger.tag([s.words for s in part]), strict=True):
            right += sum(a == b for a, b in zip(sentence.tags, tagging.tags, strict=True))
            total += len(sentence.tags)
            for is_finite, chance in zip(sentence.finite, tagging.finite, strict=True):
                hits += is_finite and chance >= 0.5
                claimed += chance >= 0.5
                actual += is_finite
    print(f"{name}: XPOS {right / total:.4f}, finite verbs precision {hits / claimed:.4f} recall {hits / actual:.4f}")


def false_verbless(data: list[Tagged], at_least: float) -> tuple[int, int]:
    with_verb = [sentence for sentence in data if any(sentence.finite)]
    taggings = load_tagger().tag([sentence.words for sentence in with_verb])
    return sum(max(tagging.finite) < at_least for tagging in taggings), len(with_verb)


def speed(data: list[Tagged], clock: Callable[[], float] = time.process_time) -> float:
    tagger = load_tagger()
    begin, total = clock(), 0
    for start in range(0, len(data), 35):
        part = data[start : start + 35]
        tagger.tag([sentence.words for sentence in part])
        total += sum(len(sentence.words) for sentence in part)
    return total / (clock() - begin)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the .conllu.xz files")
    options = parser.parse_args()
    pud = list(sentences(options.data / "en_pud-test.conllu.xz"))
    ewt = list(sentences(options.data / "en_ewt-test.conllu.xz"))
    news = list(sentences(options.data / "en_gum-test.conllu.xz", genres=("news",)))
    measure("PUD test", pud)
    measure("EWT test", ewt)
    measure("GUM test, news", news)
    for at_least in (0.5, 0.2, 0.1, 0.05):
        wrong, total = false_verbless(pud, at_least)
        print(f"PUD sentences wrongly without a finite verb at {at_least}: {wrong} of {total}")
    print(f"{speed(ewt):,.0f} words a CPU second")


if __name__ == "__main__":
    main()
