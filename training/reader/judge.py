"""Step 7: fit the judge on held-out texts with known damage, and see whether it keeps its word."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from corpus import Corpus
from damage import Damager
from matplotlib import pyplot
from sklearn.linear_model import LogisticRegression
from statistics_of_text import Statistics
from texts import DamagedText, Injury, damaged_texts

from lintnews.document.plain import plain_document
from lintnews.engine import shipped_rules
from lintnews.language.text import Text
from lintnews.model import Severity
from lintnews.reader.doubts import looks, read_again
from lintnews.reader.judge import SURFACE, log_odds, surface
from lintnews.rulebook.registry import READER
from lintnews.settling import EVIDENCE, second_readings

_SLACK = 2
_BINS = 10


class Case(NamedTuple):
    """A place at which the second reader stumbled, and whether something was wrong there."""

    features: dict[str, float]
    right: bool
    sentence: tuple[int, int]


def cases(damaged: DamagedText, text: Text, gate: float) -> Iterator[Case]:
    evidence = [
        hit.start
        for rule in shipped_rules()
        if rule.extra != READER
        and rule.file.severity is not Severity.NOTE
        and rule.file.family in EVIDENCE
        for hit in rule.hits(text)
    ]
    for sentence, stumble, look in looks(text, read_again(text, gate)):
        elsewhere = sum(not sentence.start <= at <= sentence.end for at in evidence)
        start = sentence.tokens[stumble.first].start - _SLACK
        end = sentence.tokens[stumble.last].end + _SLACK
        yield Case(
            {**look, SURFACE: surface(elsewhere, len(text.sentences))},
            any(injury.start <= end and injury.end >= start for injury in damaged.injuries),
            (sentence.start, sentence.end),
        )


class Claim(NamedTuple):
    """What a rule claims that is weighed by the second reader, and whether it is right."""

    claimed: float
    sentence: float
    right: bool


def claims(text: Text, injuries: Sequence[Injury]) -> Iterator[Claim]:
    drafts = [
        (rule, hit)
        for rule in shipped_rules()
        if rule.file.second_reading
        for hit in rule.hits(text)
    ]
    for (rule, hit), reading in zip(drafts, second_readings(text, drafts), strict=True):
        if reading is not None:
            right = any(
                i.start <= hit.end + _SLACK and i.end >= hit.start - _SLACK for i in injuries
            )
            yield Claim(log_odds(rule.confidence_of(hit)), reading.damage, right)


def rule_weights(found: Sequence[Claim]) -> dict[str, float]:
    rows = np.array([[claim.claimed, claim.sentence] for claim in found])
    right = [claim.right for claim in found]
    model = LogisticRegression(C=1.0, max_iter=2000).fit(rows, right)
    print(f"{len(right)} claims of rules, {sum(right)} of them right")
    claimed, sentence = model.coef_[0].round(4).tolist()
    bias = round(float(model.intercept_[0]), 4)
    return {"bias": bias, "claimed": claimed, "sentence": sentence}


def matrix(found: list[Case], names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    rows = np.array([[case.features.get(name, 0.0) for name in names] for case in found])
    return rows, np.array([case.right for case in found])


def reliability(sure: np.ndarray, right: np.ndarray) -> list[tuple[float, float, int]]:
    """For tenths of confidence: the mean confidence, the share that is right, and how many."""
    tenths = np.minimum((sure * _BINS).astype(int), _BINS - 1)
    return [
        (float(sure[tenths == tenth].mean()), float(right[tenths == tenth].mean()), int(count))
        for tenth in range(_BINS)
        if (count := (tenths == tenth).sum())
    ]


def plot(tenths: list[tuple[float, float, int]], path: Path) -> None:
    """Draw the reliability (DeGroot and Fienberg 1983): how often what was said came true."""
    figure, axes = pyplot.subplots(figsize=(5, 5))
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1)
    axes.plot([mean for mean, _, _ in tenths], [share for _, share, _ in tenths], marker="o")
    for mean, share, count in tenths:
        axes.annotate(str(count), (mean, share), textcoords="offset points", xytext=(6, -10))
    axes.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1))
    axes.set_title("Places in held-out texts, by tenths of confidence")
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--statistics", type=Path, required=True)
    parser.add_argument("--gate", type=float, default=-1.2, help="log-odds of the first reader")
    parser.add_argument("--seeds", type=int, default=4, help="how often every text is damaged")
    parser.add_argument("--out", type=Path, required=True, help="the .json to write")
    parser.add_argument("--plot", type=Path, help="the .svg to draw the reliability in")
    arguments = parser.parse_args()
    corpus, damager = Corpus(arguments.corpus), Damager(Statistics(arguments.statistics))
    halves: tuple[list[Case], list[Case]] = ([], [])
    claimed: list[Claim] = []
    for seed in range(arguments.seeds):
        for number, damaged in enumerate(damaged_texts(corpus, damager, seed=seed)):
            text = Text(plain_document(damaged.text, damaged.source), doubting=True)
            halves[number % 2].extend(cases(damaged, text, arguments.gate))
            claimed.extend(claims(text, damaged.injuries))
    names = sorted({name for half in halves for case in half for name in case.features})
    rows, right = matrix(halves[0], names)
    scale = rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=1.0, max_iter=2000).fit(rows / scale, right)
    weights = dict(zip(names, (model.coef_[0] / scale).round(4).tolist(), strict=True))
    judge = {
        "gate": arguments.gate,
        "bias": round(float(model.intercept_[0]), 4),
        "weights": weights,
        "rules": rule_weights(claimed),
    }
    arguments.out.write_text(json.dumps(judge, indent=2) + "\n", encoding="utf-8")
    print(f"{len(right)} places, {right.sum()} of them right")
    rows, right = matrix(halves[1], names)
    sure = model.predict_proba(rows / scale)[:, 1]
    print("| confidence | right | places |\n|---|---|---|")
    tenths = reliability(sure, right)
    for mean, share, count in tenths:
        print(f"| {mean:.2f} | {share:.2f} | {count} |")
    if arguments.plot:
        plot(tenths, arguments.plot)


if __name__ == "__main__":
    main()
