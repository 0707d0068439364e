"""How well the verdict tells garbled articles from sound ones, and the numbers that it should have.

Usage: python benchmarks/verdict.py --shared FOLDER

FOLDER holds ``seeds``, ``gold/seeds.jsonl`` and ``eval`` with the development sets. Garbled is what
is damaged at one place or more in a hundred words, places that need the meaning included. How well
the score keeps its word is told by fits that each leave one article out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
from quality import findings

from lintnews.model import Finding
from lintnews.verdict import (
    SHARE,
    Level,
    evidence_in,
    score_of,
    strength_in,
    verdict_on,
    weights,
)

RESULT = Path(__file__).resolve().parent / "results" / "verdict.md"
RIDGE = 0.1
BINS = ((0, 0.05), (0.05, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 1.01))


class Article(NamedTuple):
    """An article: what kind it is, how damaged a hundred words are, and what was found."""

    kind: str
    name: str
    density: float
    words: int
    findings: list[Finding]


def articles(shared: Path) -> list[Article]:
    """The articles whose damage is known, linted."""
    sets = {
        "clean_dev": (shared / "eval" / "clean_dev", None),
        "synthetic_dev": (shared / "eval/synthetic_dev/texts", shared / "eval/synthetic_dev"),
        "mt_dev": (shared / "eval/mt_dev/texts", shared / "eval/mt_dev"),
        "seeds": (shared / "seeds", None),
    }
    gold: Counter[str] = Counter()
    for path in (*(folder / "gold.jsonl" for _, folder in sets.values() if folder),
                 shared / "gold" / "seeds.jsonl"):  # fmt: skip
        for line in path.read_text("utf-8").splitlines():
            gold[Path(json.loads(line)["doc"]).name] += 1
    found: list[Article] = []
    for kind, (texts, _) in sets.items():
        by_path: dict[str, list[Finding]] = {}
        for one in findings(texts):
            by_path.setdefault(str(one["path"]), []).append(msgspec.convert(one, Finding))
        for path in sorted(texts.rglob("*.txt")):
            words = len(path.read_text("utf-8").split())
            damaged = gold[path.name] if kind != "clean_dev" else 0
            name = str(path.relative_to(texts))
            here = by_path.get(str(path), [])
            found.append(Article(_kind(kind, name), name, SHARE * damaged / words, words, here))
    return found


def _kind(of_set: str, name: str) -> str:
    if of_set == "mt_dev":
        return "web pages" if name.startswith("web") else "machine-translated news"
    if of_set == "synthetic_dev":
        return "damaged on purpose" if name.endswith("-bad.txt") else "their sound twins"
    return {"clean_dev": "edited articles", "seeds": "seeds"}[of_set]


def fitted(strengths: np.ndarray, garbled: np.ndarray) -> tuple[float, float]:
    """Bias and slope of the logistic regression with a small penalty on the slope, by Newton.

    Args:
        strengths: ln(strength + offset) of each article, shape (n,).
        garbled: 1 for those that are, shape (n,).
    """
    inputs = np.stack([np.ones_like(strengths), strengths], axis=1)
    penalty = np.diag([0.0, RIDGE])
    theta = np.zeros(2)
    for _ in range(100):
        chance = 1 / (1 + np.exp(-inputs @ theta))
        gradient = inputs.T @ (chance - garbled) + penalty @ theta
        curvature = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + penalty
        theta = theta - np.clip(np.linalg.solve(curvature, gradient), -2, 2)
    return float(theta[0]), float(theta[1])


def area(above: np.ndarray, below: np.ndarray) -> float:
    """The area under the ROC curve: how often one of ``above`` is above one of ``below``."""
    return float((above[:, None] > below).mean() + (above[:, None] == below).mean() / 2)


def report(known: list[Article]) -> list[str]:
    """The figures as Markdown."""
    strength = np.array([strength_in(evidence_in(one.findings), one.words) for one in known])
    scores = np.array([score_of(one) for one in strength])
    logs = np.log(strength + weights().offset)
    garbled = np.array([float(one.density >= 1) for one in known])
    kinds = np.array([one.kind for one in known])
    bias, slope = fitted(logs, garbled)
    left_out = np.array([
        1 / (1 + np.exp(-(a + b * logs[at])))
        for at in range(len(known))
        for a, b in (fitted(np.delete(logs, at), np.delete(garbled, at)),)
    ])  # fmt: skip
    web, edited = scores[kinds == "web pages"], scores[kinds == "edited articles"]
    lines = [
        "# The verdict on articles",
        "",
        f"{len(known)} articles; made by `python benchmarks/verdict.py`.",
        "",
        f"Area under the curve, web pages against edited articles: {area(web, edited):.4f}. Fitted "
        f"to all of them: bias {bias:.2f}, slope {slope:.2f}; in use: {weights().bias}, "
        f"{weights().slope}.",
        "",
        "| articles | | publishable | need a sub-editor | garbled | garbled indeed |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for kind in dict.fromkeys(kinds):
        some = [one for one in known if one.kind == kind]
        levels = Counter(verdict_on(one.findings, one.words).level for one in some)
        counts = " | ".join(str(levels[level]) for level in Level)
        lines.append(
            f"| {kind} | {len(some)} | {counts} | {sum(one.density >= 1 for one in some)} |"
        )
    lines += ["", "| said, by a fit to all others | articles | mean said | garbled indeed |",
              "|---|---:|---:|---:|"]  # fmt: skip
    for low, high in BINS:
        here = (left_out >= low) & (left_out < high)
        if here.any():
            lines.append(
                f"| {low:.2f} to {min(high, 1):.2f} | {here.sum()} | {left_out[here].mean():.3f} "
                f"| {garbled[here].mean():.3f} |"
            )
    lines += ["", "| seed | score | verdict |", "|---|---:|---|"]
    for one in known:
        if one.kind == "seeds":
            made = verdict_on(one.findings, one.words)
            lines.append(f"| {one.name} | {made.score:.2f} | {made.level} |")
    return lines


def main() -> None:
    """Measure, and write the result."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    lines = report(articles(parser.parse_args().shared))
    RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
