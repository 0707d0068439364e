"""Whether the first reader sees damage of a kind that it never learned.

Each kind is left out of training in turn; the recall on it is compared with that of a reader which
was trained as briefly with all kinds. Every training goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from corpus import Corpus
from damage import KINDS, Damager
from first import Frozen, Watched
from first_network import FirstReader
from measure import recall, threshold
from statistics_of_text import Statistics

FALSE_SHARES = (0.01, 0.08)


def trained(arguments: argparse.Namespace, kind: str) -> FirstReader:
    """The reader that was trained without a kind ("" for one that was trained with all)."""
    out = arguments.folder / f"without-{kind or 'none'}.pt"
    command = [sys.executable, str(Path(__file__).with_name("first.py"))]
    command += ["--corpus", str(arguments.corpus), "--statistics", str(arguments.statistics)]
    command += ["--out", str(out), "--rounds", str(arguments.rounds)]
    command += ["--without", kind] if kind else []
    subprocess.run(command, check=True, stdout=sys.stderr)
    return FirstReader.trained(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--statistics", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True, help="where checkpoints are kept")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--kinds", nargs="*", default=sorted(KINDS))
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    corpus, statistics = Corpus(arguments.corpus), Statistics(arguments.statistics)
    whole = trained(arguments, "")
    frozen = Frozen(list(whole.dilations))
    print("| kind | never learned: 1 % / 8 % false | learned |\n|---|---|---|", flush=True)
    for kind in arguments.kinds:
        watched = Watched(corpus, Damager(statistics, only=kind), frozen)
        cells = []
        for model in (trained(arguments, kind), whole):
            scored = watched.scored(model)
            shares = [recall(scored, threshold(scored, share)) for share in FALSE_SHARES]
            cells.append(" / ".join(f"{share:.0%}" for share in shares))
        print(f"| {kind} | {cells[0]} | {cells[1]} |", flush=True)


if __name__ == "__main__":
    main()
