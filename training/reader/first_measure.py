"""After step 4: what the first reader lets through at gates set on clean held-out sentences."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from corpus import Corpus
from damage import Damager
from examples import damaged_document
from first import GATES, SHARES
from measure import Scored, area, recall, recall_by_kind, threshold
from mixture import Mixture
from statistics_of_text import Statistics

from lintnews.document.document import RUNNING_TEXT
from lintnews.document.plain import plain_document
from lintnews.language.first_reader import load_first_reader
from lintnews.language.tagger import load_tagger
from lintnews.language.text import Sentence, Text

PASSES = 3
SENTENCE_DAMAGE = ("broken-sentence", "fragment", "truncation", "splice", "repetition")
_AT_ONCE = 256


def held_out(corpus: Corpus, damager: Damager) -> tuple[list[Scored], list[float]]:
    """The sentences of the held-out documents, damaged in several ways.

    With them goes the highest score of a damaged sentence for each block that has one.
    """
    reader = load_first_reader()
    scored, highest = [], []
    for seed in range(PASSES):
        chance = random.Random(seed)
        for number in Mixture(corpus).held_out:
            for block in damaged_document(corpus.document(number), damager, chance, SHARES):
                if not block.running:
                    continue
                _, doubts = reader.read([[token.form for token in s] for s in block.sentences])
                damaged = [any(token.label for token in s) for s in block.sentences]
                scored += [
                    Scored(*judged, block.kinds) for judged in zip(doubts, damaged, strict=True)
                ]
                if any(damaged):
                    highest.append(
                        max(item.score for item in scored[-len(doubts) :] if item.damaged)
                    )
    return scored, highest


def print_held_out(scored: list[Scored], highest: list[float], limits: list[float]) -> None:
    damaged = sum(item.damaged for item in scored)
    print(f"{len(scored)} sentences, {damaged} damaged; area {area(scored):.4f}\n")
    print("| clean sentences let through |" + "".join(f" {gate:.0%} |" for gate in GATES))
    print("|---|" + "---|" * len(limits))
    print("| log odds at the gate |" + "".join(f" {limit:.2f} |" for limit in limits))
    shares = [recall(scored, limit) for limit in limits]
    print("| damaged sentences let through |" + percent(shares))
    shares = [sum(score > limit for score in highest) / len(highest) for limit in limits]
    print("| paragraphs with a damaged one let through |" + percent(shares))
    by_kind = [recall_by_kind(scored, limit) for limit in limits]
    for kind, (_, total) in by_kind[0].items():
        print(f"| {kind} ({total}) |" + percent([found[kind][0] / total for found in by_kind]))


def percent(shares: Iterable[float]) -> str:
    return "".join(f" {share:.1%} |" for share in shares)


def read(path: Path) -> Text:
    return Text(plain_document(path.read_text(encoding="utf-8"), path.name), doubting=True)


def judged(text: Text) -> list[Sentence]:
    return [sentence for sentence in text.sentences if sentence.block.kind in RUNNING_TEXT]


def print_clean(folder: Path, limits: list[float]) -> None:
    print("\n| clean texts | all |" + "".join(f" {gate:.0%} |" for gate in GATES))
    print("|---|---|" + "---|" * len(limits))
    collections = sorted(path for path in folder.iterdir() if path.is_dir())
    for collection in [*collections, folder]:
        sentences = [s for path in sorted(collection.rglob("*.txt")) for s in judged(read(path))]
        for name, sizes in (
            ("sentences", [1] * len(sentences)),
            ("tokens", [len(sentence.tokens) for sentence in sentences]),
        ):
            sized = list(zip(sentences, sizes, strict=True))
            shares = [
                sum(size for sentence, size in sized if sentence.doubt > limit) / sum(sizes)
                for limit in limits
            ]
            print(f"| {collection.name}, {name} | {sum(sizes)} |" + percent(shares))


def print_gold(name: str, gold: Path, texts: Path, limits: list[float]) -> None:
    spans = defaultdict(list)
    for line in gold.read_text(encoding="utf-8").splitlines():
        span = json.loads(line)
        if span["level"] == "core" and span["category"] in SENTENCE_DAMAGE:
            spans[span["doc"]].append(span)
    found: list[Counter[str]] = [Counter() for _ in limits]
    totals: Counter[str] = Counter()
    let_through, all_sentences = [0] * len(limits), 0
    for path in sorted(texts.rglob("*.txt")):
        sentences = judged(read(path))
        all_sentences += len(sentences)
        for index, limit in enumerate(limits):
            let_through[index] += sum(sentence.doubt > limit for sentence in sentences)
        for span in spans[path.relative_to(texts).as_posix()]:
            totals[span["category"]] += 1
            touched = [s for s in sentences if s.start < span["end"] and span["start"] < s.end]
            for index, limit in enumerate(limits):
                found[index][span["category"]] += any(s.doubt > limit for s in touched)
    for category in SENTENCE_DAMAGE:
        if totals[category]:
            row = "".join(f" {counts[category]} |" for counts in found)
            print(f"| {name} | {category} | {totals[category]} |{row}")
    print(f"| {name} | all | {totals.total()} |" + "".join(f" {c.total()} |" for c in found))
    shares = percent(count / all_sentences for count in let_through)
    print(f"| {name} | sentences let through | {all_sentences} |{shares}")


def print_speed(folder: Path) -> None:
    texts = [read(path) for path in sorted(folder.rglob("*.txt"))]
    sentences = [[token.text for token in s.tokens] for text in texts for s in text.sentences]
    words = sum(map(len, sentences))
    groups = [sentences[at : at + _AT_ONCE] for at in range(0, len(sentences), _AT_ONCE)]
    for _ in range(2):
        for name, work in (("tagger", load_tagger().tag), ("both", load_first_reader().read)):
            started = time.process_time()
            for group in groups:
                work(group)
            seconds = time.process_time() - started
            print(f"{name}: {words / seconds:.0f} tokens a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--statistics", type=Path, required=True)
    parser.add_argument("--shared", type=Path, required=True, help="folder of the development sets")
    arguments = parser.parse_args()

    damager = Damager(Statistics(arguments.statistics))
    scored, highest = held_out(Corpus(arguments.corpus), damager)
    limits = [threshold(scored, gate) for gate in GATES]
    print_held_out(scored, highest, limits)
    shared = arguments.shared
    print_clean(shared / "eval/clean_dev", limits)
    print("\n| gold spans | category | all |" + "".join(f" {gate:.0%} |" for gate in GATES))
    print("|---|---|---|" + "---|" * len(limits))
    for name in ("mt_dev", "synthetic_dev"):
        print_gold(
            name, shared / "eval" / name / "gold.jsonl", shared / "eval" / name / "texts", limits
        )
    print_gold("seeds", shared / "gold/seeds.jsonl", shared / "seeds", limits)
    print_speed(shared / "eval/clean_dev")


if __name__ == "__main__":
    main()
