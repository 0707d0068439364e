"""How much of what is broken is found, and how much of what is right is reported.

Usage: python benchmarks/quality.py --shared FOLDER

FOLDER holds ``seeds``, ``gold/seeds.jsonl`` and ``eval`` with the scorer and the development sets.
Results are written to ``benchmarks/results``.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "results"
FIRST_LINE = re.compile(
    r"recall (?P<found>\d+)/(?P<all>\d+) = [\d.]+ +precision (?P<precision>[\d.]+)"
    r" +findings (?P<findings>\d+) +false (?P<false>\d+) +false/1000w (?P<alarms>[\d.]+)"
)
CATEGORY = re.compile(r"(?P<name>[\w-]+) (?P<found>\d+)/(?P<all>\d+)")
ALARMS = ("error", "warning")
LONGEST_CELL = 160
NEAR = 2


@dataclass
class Score:
    """What the scorer says of one set."""

    name: str
    found: int
    all: int
    precision: float
    alarms: float
    categories: dict[str, tuple[int, int]]


def findings(texts: Path, *options: str) -> list[dict[str, object]]:
    """What lintnews reports in the plain texts of a folder; tables beside them are not read.

    Raises:
        RuntimeError: something could not be read.
    """
    paths = sorted(map(str, texts.rglob("*.txt")))
    command = [sys.executable, "-m", "lintnews", "check", "--format", "jsonl", *options, *paths]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def alarms_in(texts: Path, *options: str) -> list[dict[str, object]]:
    """The same without notes and without any configuration.

    Raises:
        RuntimeError: something could not be read.
    """
    found = findings(texts, "--no-config", *options)
    return [one for one in found if one["severity"] in ALARMS]


def score(name: str, gold: Path, texts: Path, scorer: Path, *options: str) -> Score:
    """Score the findings in a folder of texts, with options of the linter, against its gold.

    Raises:
        ValueError: the scorer's output is not as expected.
    """
    lines = (
        json.dumps(finding, ensure_ascii=False) + "\n" for finding in findings(texts, *options)
    )
    command = [sys.executable, str(scorer), str(gold), "-", "--texts", str(texts)]
    done = subprocess.run(
        command, input="".join(lines), capture_output=True, text=True, encoding="utf-8", check=True
    )
    first, categories = done.stdout.splitlines()[:2]
    match = FIRST_LINE.match(first)
    if match is None:
        raise ValueError(f"{scorer} printed for {name}: {first}")
    return Score(
        name,
        int(match["found"]),
        int(match["all"]),
        float(match["precision"]),
        float(match["alarms"]),
        {
            category["name"]: (int(category["found"]), int(category["all"]))
            for category in CATEGORY.finditer(categories)
        },
    )


def marked(path: Path) -> tuple[int, int, int]:
    """Words of translations whose errors raters marked, alarms in them, and alarms on their marks.

    An alarm is on a mark if it overlaps one or lies within two characters of it.
    """
    articles: dict[tuple[str, str], list[dict[str, object]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        segment = json.loads(line)
        articles.setdefault((segment["doc"], segment["system"]), []).append(segment)
    spans: dict[str, list[tuple[int, int]]] = {}
    words = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, segments in enumerate(articles.values()):
            name, text = f"{number:04}.txt", ""
            spans[name] = []
            for segment in segments:
                spans[name] += [
                    (len(text) + error["start"], len(text) + error["end"])
                    for error in segment["errors"]
                    if error["start"] is not None
                ]
                text += f"{segment['text']}\n"
            words += len(text.split())
            Path(folder, name).write_text(text, encoding="utf-8")
        alarms = [one for one in findings(Path(folder)) if one["severity"] in ALARMS]
    on_marks = sum(
        any(
            start - NEAR <= int(str(alarm["end"])) and int(str(alarm["start"])) <= end + NEAR
            for start, end in spans[Path(str(alarm["path"])).name]
        )
        for alarm in alarms
    )
    return words, len(alarms), on_marks


def clean_alarms(texts: Path) -> tuple[list[tuple[str, int, int]], list[dict[str, object]]]:
    """Words and alarms of each source of clean texts, and the alarms themselves."""
    words: Counter[str] = Counter()
    for path in sorted(texts.rglob("*.txt")):
        words[path.relative_to(texts).parts[0]] += len(path.read_text(encoding="utf-8").split())
    alarms = [finding for finding in findings(texts) if finding["severity"] in ALARMS]
    for finding in alarms:
        finding["path"] = str(Path(str(finding["path"])).relative_to(texts))
    by_source = Counter(Path(str(finding["path"])).parts[0] for finding in alarms)
    return [(source, words[source], by_source[source]) for source in sorted(words)], alarms


def table(scores: Iterable[Score], clean: list[tuple[str, int, int]]) -> str:
    """The results as Markdown."""
    lines = [
        "# Quality",
        "",
        "Recall counts the annotated damage that can be found without the source text. A false",
        "alarm is a warning or an error where nothing is annotated.",
        "",
        "| set | found | recall | precision | false alarms per 1,000 words |",
        "|---|---|---|---|---|",
    ]
    scores = list(scores)
    for one in scores:
        share = one.found / max(one.all, 1)
        lines.append(
            f"| {one.name} | {one.found} of {one.all} | {share:.3f} | {one.precision:.3f} "
            f"| {one.alarms:.2f} |"
        )
    lines += ["", "| category | " + " | ".join(one.name for one in scores) + " |"]
    lines.append("|---" * (len(scores) + 1) + "|")
    for category in sorted({name for one in scores for name in one.categories}):
        cells = []
        for one in scores:
            found, every = one.categories.get(category, (0, 0))
            cells.append(f"{found} of {every}" if every else "")
        lines.append(f"| {category} | " + " | ".join(cells) + " |")
    lines += [
        "",
        "Edited texts without annotation, in which every warning and error counts as an alarm:",
        "",
        "| source | words | alarms | per 1,000 words |",
        "|---|---|---|---|",
    ]
    total = ("all", sum(row[1] for row in clean), sum(row[2] for row in clean))
    for source, words, alarms in [*clean, total]:
        lines.append(f"| {source} | {words:,} | {alarms} | {1000 * alarms / max(words, 1):.2f} |")
    return "\n".join(lines) + "\n"


def shorten(text: str) -> str:
    """The text, at most as long as is read at a glance."""
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def main() -> None:
    """Run the linter over all sets, print the table and write the results."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True, help="folder of the sets")
    shared = parser.parse_args().shared.resolve()
    scorer = shared / "eval" / "score.py"
    RESULTS.mkdir(exist_ok=True)
    sets = [("seeds", shared / "gold" / "seeds.jsonl", shared / "seeds")]
    for name in ("mt_dev", "synthetic_dev"):
        folder = shared / "eval" / name
        sets.append((name, folder / "gold.jsonl", folder / "texts"))
    scores = [score(*one, scorer) for one in sets]
    scores += [score(f"{one[0]}, rules alone", *one[1:], scorer, "--no-model") for one in sets]
    clean, alarms = clean_alarms(shared / "eval" / "clean_dev")
    by_reader = sum(alarm["family"] == "reader" for alarm in alarms)
    words, every, on_marks = marked(shared / "eval" / "mqm_wmt23_dev.jsonl")
    text = table(scores, clean) + (
        f"\n{by_reader} of the {len(alarms)} alarms on edited texts are the readers'.\n"
        f"\nIn {words:,} words of Chinese-English news (WMT 2023) there are {every} warnings and "
        f"errors, {on_marks} of them on a span that a rater marked.\n"
    )
    print(text, end="")
    (RESULTS / "quality.md").write_text(text, encoding="utf-8")
    with (RESULTS / "clean_dev_findings.tsv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        columns = ("path", "line", "rule", "matched", "message")
        writer.writerow(columns)
        for finding in alarms:
            cells = (" ".join(str(finding[column]).split()) for column in columns)
            writer.writerow([shorten(cell) for cell in cells])


if __name__ == "__main__":
    main()
