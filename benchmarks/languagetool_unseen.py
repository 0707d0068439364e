"""Alarms of LanguageTool's rules on edited text that nobody looked at when they were chosen.

Usage: python benchmarks/languagetool_unseen.py --shared FOLDER --languagetool PLACE [--alarms FILE]

FOLDER holds ``train/text`` with edited texts, and ``eval/`` with the development sets; a text that
shares sentences with these is left out. PLACE is that of ``lintnews check``. Results are written to
``benchmarks/results/languagetool_unseen.md``, the alarms of the family to FILE, to be read.
"""

from __future__ import annotations

import argparse
import lzma
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from quality import alarms_in

RESULTS = Path(__file__).resolve().parent / "results"
SOURCES = {
    "wikinews_2019_20": 100_000,
    "open_org_blogs": 65_000,
    "us_gov_blogs": 65_000,
    "senate_press_2005_08": 65_000,
}
"""How many words are taken at most of each source, from its beginning."""
RUN = 8
"""So many words in a row are the same by chance once, hardly twice."""
AROUND = 80


def runs_of(text: str, step: int = 1) -> set[str]:
    """The runs of words in a text that begin at every ``step``-th word."""
    words = text.split()
    return {" ".join(words[at : at + RUN]) for at in range(0, len(words) - RUN, step)}


def texts(shared: Path, into: Path) -> int:
    """Write texts into a folder; how many words they have."""
    seen: set[str] = set()
    for path in (shared / "eval").rglob("*.txt"):
        seen |= runs_of(path.read_text(encoding="utf-8"))
    total = 0
    for source, most in SOURCES.items():
        packed = shared / "train" / "text" / f"{source}.txt.xz"
        words = 0
        unpacked = lzma.decompress(packed.read_bytes()).decode("utf-8")
        for number, text in enumerate(unpacked.split("\n\n\n")):
            if words >= most:
                break
            if len(runs_of(text, RUN) & seen) < 2:
                paragraphs = "\n\n".join(text.strip("\n").split("\n"))
                path = into / f"{source}_{number:05}.txt"
                path.write_text(paragraphs + "\n", encoding="utf-8")
                words += len(text.split())
        total += words
    return total


def excerpt(one: dict[str, Any]) -> str:
    """An alarm in a line, to be read."""
    path = Path(one["path"])
    text = path.read_text(encoding="utf-8")
    before, after = text[max(0, one["start"] - AROUND) : one["start"]], text[one["end"] :][:AROUND]
    said = f"{before}[[{one['matched']}]]{after}".replace("\n", " ")
    return f"{one['rule']}\t{path.stem}\t{said}"


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--languagetool", required=True, metavar="PLACE")
    parser.add_argument("--alarms", type=Path, metavar="FILE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        words = texts(options.shared, Path(name))
        without = alarms_in(Path(name))
        with_it = alarms_in(Path(name), "--languagetool", options.languagetool)
        own = [one for one in with_it if one["family"] == "languagetool"]
        if options.alarms:
            options.alarms.write_text("".join(f"{excerpt(one)}\n" for one in own))
    lines = [
        "# LanguageTool on unseen text",
        "",
        f"{words:,} words of edited text ({', '.join(SOURCES)}).",
        "",
        "| | alarms | for 1,000 words |",
        "|---|---|---|",
    ]
    for title, some in (("without LanguageTool", without), ("with it", with_it)):
        lines.append(f"| {title} | {len(some)} | {1000 * len(some) / words:.2f} |")
    for rule, count in sorted(Counter(str(one["rule"]) for one in own).items()):
        lines.append(f"| {rule} | {count} | {1000 * count / words:.2f} |")
    text = "\n".join(lines) + "\n"
    print(text, end="")
    (RESULTS / "languagetool_unseen.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
