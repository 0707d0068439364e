"""What LanguageTool adds: its rules one by one, and the findings with it and without it.

Usage: python benchmarks/languagetool.py --shared FOLDER --languagetool PLACE

FOLDER holds ``eval/`` with the development sets. PLACE is that of ``lintnews check``: the address
of a server, or a folder of jars as ``mvn -f tests/languagetool/pom.xml dependency:copy-dependencies
-DoutputDirectory=FOLDER`` fills it. Results are written to ``benchmarks/results/languagetool.md``.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from quality import alarms_in

from lintnews.backends.languagetool.paragraphs import consulted, read_languagetool, read_matches
from lintnews.backends.languagetool.starting import started
from lintnews.cache.folder import cache_folder
from lintnews.config.languagetool import named, wanted_of
from lintnews.document.plain import plain_document
from lintnews.engine import shipped_rules
from lintnews.language.text import Text

RESULTS = Path(__file__).resolve().parent / "results"
LEVELS = ("core", "hard")
SLACK = 2
SHOWN = 4
"""Rules of LanguageTool with fewer matches than this on all sets are counted in one line."""


class Gold(NamedTuple):
    """A labelled stretch of a text."""

    start: int
    end: int
    level: str


class Counts(NamedTuple):
    """What one of LanguageTool's rules did: alarms on clean text, matches on damage, right ones."""

    clean: int
    damaged: int
    right: int


def texts(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.txt"))


def words(paths: list[Path]) -> int:
    return sum(len(path.read_text(encoding="utf-8").split()) for path in paths)


def gold_of(folder: Path) -> dict[str, list[Gold]]:
    found: dict[str, list[Gold]] = defaultdict(list)
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        about = json.loads(line)
        found[about["doc"]].append(
            Gold(about["start"], about["end"], about.get("level", LEVELS[0]))
        )
    return found


def near(start: int, end: int, gold: Gold) -> bool:
    """Whether a place meets a label, as the scorer has it."""
    return start <= gold.end + SLACK and gold.start <= end + SLACK


def said(path: Path, asked: object) -> Iterator[tuple[str, str, int, int]]:
    """What LanguageTool says of a file: its rule, the category, the place."""
    document = plain_document(path.read_text(encoding="utf-8"), path.name)
    for match in Text(document, given={read_languagetool: asked}).once(read_matches):
        place = document.place(match.start, match.end)
        yield match.rule, match.category, place.start, place.end


def counted(
    clean: list[Path], damaged: list[tuple[Path, list[Gold]]], asked: object
) -> dict[tuple[str, str], Counts]:
    alarms: Counter[tuple[str, str]] = Counter()
    matches: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for path in clean:
        alarms.update((category, rule) for rule, category, _, _ in said(path, asked))
    for path, golds in damaged:
        for rule, category, start, end in said(path, asked):
            matches[category, rule] += 1
            right[category, rule] += any(near(start, end, gold) for gold in golds)
    return {key: Counts(alarms[key], matches[key], right[key]) for key in alarms | matches}


def recall(found: list[dict[str, object]], golds: Mapping[str, list[Gold]], level: str) -> str:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in found:
        related = one["related"]
        assert isinstance(related, list)
        for spot in (one, *related):
            places[Path(str(one["path"])).name].append((spot["start"], spot["end"]))
    wanted = [
        (doc, gold) for doc, each in golds.items() for gold in each if level in (gold.level, "all")
    ]
    hit = sum(any(near(*place, gold) for place in places[doc]) for doc, gold in wanted)
    return f"{hit} of {len(wanted)} ({hit / len(wanted):.3f})"


def covered() -> dict[str, str]:
    """The rule of lintnews for each rule or category of LanguageTool that runs by default."""
    return {
        name: rule.name
        for rule in shipped_rules()
        if rule.file.family == "languagetool" and rule.file.default
        for key in ("rules", "categories")
        for name in rule.file.options.get(key, ())  # type: ignore[attr-defined]
    }


def table(counts: Mapping[tuple[str, str], Counts]) -> Iterator[str]:
    yield "| category | rule | alarms on clean_dev | matches on damaged text | right | by |"
    yield "|---|---|---|---|---|---|"
    rare = Counts(0, 0, 0)
    by = covered()
    ranked = sorted(counts.items(), key=lambda entry: (-entry[1].right, -entry[1].clean, entry[0]))
    for (category, rule), count in ranked:
        if count.clean + count.damaged < SHOWN and not count.right:
            rare = Counts(*(a + b for a, b in zip(rare, count, strict=True)))
            continue
        who = by.get(rule, by.get(category, ""))
        yield f"| {category} | {rule} | {count.clean} | {count.damaged} | {count.right} | {who} |"
    yield f"| | all others | {rare.clean} | {rare.damaged} | {rare.right} | |"


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--languagetool", required=True, metavar="PLACE")
    options = parser.parse_args()
    sets = options.shared / "eval"
    running = started(wanted_of(named(options.languagetool)))
    assert running is not None
    asked = consulted(running, cache_folder())
    clean = texts(sets / "clean_dev")
    damaged = [
        (path, gold_of(sets / name)[path.name])
        for name in ("mt_dev", "synthetic_dev")
        for path in texts(sets / name / "texts")
    ]
    counts = counted(clean, damaged, asked)
    with_it = ("--languagetool", options.languagetool)
    size = words(clean)
    lines = [
        "# LanguageTool",
        "",
        "| | without LanguageTool | with it |",
        "|---|---|---|",
    ]
    alarms = [alarms_in(sets / "clean_dev", *more) for more in ((), with_it)]
    rates = [f"{len(each)} ({1000 * len(each) / size:.2f})" for each in alarms]
    lines.append(f"| alarms on clean_dev (for 1,000 words) | {rates[0]} | {rates[1]} |")
    golds = gold_of(sets / "mt_dev")
    found = [alarms_in(sets / "mt_dev" / "texts", *more) for more in ((), with_it)]
    for level in (*LEVELS, "all"):
        shares = [recall(each, golds, level) for each in found]
        lines.append(f"| recall on mt_dev, {level} | {shares[0]} | {shares[1]} |")
    by_rule = Counter(
        str(one["rule"]) for one in alarms[1] if str(one["rule"]).startswith("languagetool-")
    )
    lines += ["", "Alarms of its own on clean_dev, by rule: "]
    lines[-1] += ", ".join(f"{rule} {count}" for rule, count in sorted(by_rule.items())) + "."
    lines += ["", "Damaged text is mt_dev and synthetic_dev.", "", *table(counts)]
    text = "\n".join(lines) + "\n"
    print(text, end="")
    (RESULTS / "languagetool.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
