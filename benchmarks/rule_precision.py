"""How often each rule is right: what it reports in annotated and in edited text.

Usage: python benchmarks/rule_precision.py --shared FOLDER --languagetool PLACE

FOLDER holds ``seeds``, ``gold/seeds.jsonl`` and ``eval`` with the scorer and the development sets.
PLACE is that of ``lintnews check``. The counts are written to
``benchmarks/results/rule_precision.json``, from which the pages of the rules are made. In ``sets``
stand the words of each set; ``rules`` has, for each rule that found something, the findings on
marked places and the other findings, set by set; in ``clean`` nothing is marked. Rules that are off
by default are run alone and without the reader; those that did not run, because they need what a
house chooses, are under ``not_run``.
"""

from __future__ import annotations

import argparse
import json
import runpy
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from quality import RESULTS, findings

from lintnews.engine import shipped_rules
from lintnews.selection import runs_by_default

Gold = dict[str, object]
Near = Callable[[tuple[int, int], Gold], bool]


def marks(path: Path) -> dict[str, list[Gold]]:
    """The annotated places of each document, of every level."""
    by_document: dict[str, list[Gold]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        place = json.loads(line)
        by_document[place["doc"]].append(place)
    return by_document


def on_mark(finding: dict[str, object], marked: Iterable[Gold], near: Near) -> bool:
    """Whether one of the places of a finding lies on a marked one, as the scorer has it."""
    others = finding["related"]
    assert isinstance(others, list)
    spans = [(int(str(one["start"])), int(str(one["end"]))) for one in [finding, *others]]
    return any(near(span, place) for place in marked for span in spans)


def words(texts: Path) -> int:
    """The words of all texts below a folder."""
    return sum(len(path.read_text(encoding="utf-8").split()) for path in texts.rglob("*.txt"))


def all_findings(texts: Path, off: list[str], languagetool: str) -> list[dict[str, object]]:
    """What the rules that run by default report, and those that are off by default."""
    alone = ("--no-config", "--jobs", "1", "--languagetool", languagetool)
    return findings(texts, *alone) + findings(
        texts, *alone, "--no-model", "--select", ",".join(off)
    )


def main() -> None:
    """Count over all sets and write the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder of the sets")
    parser.add_argument("--languagetool", required=True, metavar="PLACE")
    options = parser.parse_args()
    shared = options.shared.resolve()
    near: Near = runpy.run_path(str(shared / "eval" / "score.py"))["near"]
    sets = {"seeds": (shared / "seeds", shared / "gold" / "seeds.jsonl")}
    for name in ("mt_dev", "synthetic_dev"):
        folder = shared / "eval" / name
        sets[name] = (folder / "texts", folder / "gold.jsonl")
    clean = shared / "eval" / "clean_dev"
    not_run = sorted(rule.name for rule in shipped_rules() if rule.file.house is not None)
    off = [rule.name for rule in shipped_rules() if not runs_by_default(rule)]
    off = sorted(set(off) - set(not_run))

    counts: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for name, (texts, gold) in sets.items():
        marked = marks(gold)
        hits: dict[str, Counter[bool]] = defaultdict(Counter)
        for finding in all_findings(texts, off, options.languagetool):
            places = marked.get(Path(str(finding["path"])).name, [])
            hits[str(finding["rule"])][on_mark(finding, places, near)] += 1
        for rule, seen in hits.items():
            counts[rule][name] = [seen[True], seen[False]]
    untouched = all_findings(clean, off, options.languagetool)
    for rule, number in Counter(str(one["rule"]) for one in untouched).items():
        counts[rule]["clean"] = [0, number]

    size = {name: words(texts) for name, (texts, _) in sets.items()} | {"clean": words(clean)}
    # A rule on a line, so that a change of a rule is a change of a line.
    lines = ",\n".join(
        f"  {json.dumps(rule)}: {json.dumps(counts[rule])}" for rule in sorted(counts)
    )
    text = (
        f'{{\n"sets": {json.dumps(size)},\n"not_run": {json.dumps(not_run)},\n'
        f'"rules": {{\n{lines}\n}}\n}}\n'
    )
    (RESULTS / "rule_precision.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
