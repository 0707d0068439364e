"""Whether the first reader sees damage of a kind that it never learned.

Each kind is left out of training in turn, together with kinds of other families, so that one
training serves for a few; the recall on it is compared with that of a reader which was trained as
briefly with all kinds. Every training goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus import Corpus
from damage import KINDS, RUN_IN, Damager
from first import Frozen, Watched
from first_network import FirstReader
from measure import recall, threshold
from statistics_of_text import Statistics

FALSE_SHARES = (0.01, 0.08)
WATCHED = 5000


def trained(arguments: argparse.Namespace, without: Sequence[str]) -> FirstReader:
    """The reader that was trained without some kinds."""
    out = arguments.folder / f"without-{'-'.join(without) or 'none'}.pt"
    command = [sys.executable, str(Path(__file__).with_name("first.py"))]
    command += ["--corpus", str(arguments.corpus), "--statistics", str(arguments.statistics)]
    command += ["--out", str(out), "--rounds", str(arguments.rounds)]
    command += ["--pool", str(arguments.pool), "--watched", str(WATCHED)]
    command += ["--without", *without] if without else []
    subprocess.run(command, check=True, stdout=sys.stderr)
    return FirstReader.trained(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--statistics", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True, help="where checkpoints are kept")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--pool", type=int, default=4000, help="sentences in a round")
    parser.add_argument("--at-once", type=int, default=3, help="how many kinds are left out")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    corpus, statistics = Corpus(arguments.corpus), Statistics(arguments.statistics)
    whole = trained(arguments, ())
    frozen = Frozen(list(whole.dilations))
    names = [*KINDS, RUN_IN]
    groups = -(-len(names) // arguments.at_once)
    print("| kind | never learned: 1 % / 8 % false | learned |\n|---|---|---|", flush=True)
    for group in range(groups):
        without = names[group::groups]
        partial = trained(arguments, without)
        for kind in without:
            watched = Watched(corpus, Damager(statistics, only=kind), frozen, WATCHED)
            cells = []
            for model in (partial, whole):
                scored = watched.scored(model)
                shares = [recall(scored, threshold(scored, share)) for share in FALSE_SHARES]
                cells.append(" / ".join(f"{share:.0%}" for share in shares))
            print(f"| {kind} | {cells[0]} | {cells[1]} |", flush=True)


if __name__ == "__main__":
    main()
