"""How much faster a second run over an unchanged folder is, and a warm check of one article.

    python benchmarks/cache.py --texts SHARED/eval/clean_dev [--files 1000]

The texts are written to a folder of their own, each under many names with a sentence that tells it
from the others, so that none is known from another. Wall times of whole processes.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULT = ROOT / "benchmarks" / "results" / "cache.md"


def seconds(folder: Path, *arguments: str) -> float:
    environment = {**os.environ, "LINTNEWS_CACHE_DIR": str(folder / "cache")}
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "lintnews", "check", "--no-progress", "-q", *arguments],
        env=environment, stdout=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--words", type=int, default=300)
    options = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(options.texts.rglob("*.txt"))]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tree = folder / "tree"
        tree.mkdir()
        words = 0
        for number, text in enumerate(islice(cycle(texts), options.files)):
            part = text[: options.words * 6].rpartition("\n")[0] or text[: options.words * 6]
            part += f"\nThis is the article of the day with the number {number}.\n"
            words += len(part.split())
            (tree / f"{number:05}.txt").write_text(part, encoding="utf-8")
        first = seconds(folder, str(tree))
        again = [seconds(folder, str(tree)) for _ in range(5)]
        seed = str(next((ROOT / "seeds").glob("001*")))
        seconds(folder, seed)
        warm = [seconds(folder, seed) for _ in range(9)]
    lines = [
        "# Cache",
        "",
        f"{options.files:,} files, {words:,} words, {os.cpu_count()} cores; wall times.",
        "",
        "| run | seconds |",
        "|---|---|",
        f"| first | {first:.1f} |",
        f"| second, nothing changed (median of five) | {statistics.median(again):.2f} |",
        f"| times faster | {first / statistics.median(again):.0f} |",
        f"| one seed, warm (median of nine) | {statistics.median(warm):.2f} |",
    ]
    RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
