"""Kills server, workers and import of a queue at random while it takes in 1,000 articles.

    python benchmarks/queue_kill.py [--articles 1000] [--kills 10] [--seed 1]

An undisturbed run comes first. Then the same articles are imported beside a running server, and
again and again the server, one of its workers, what lints for that, or the import is killed with
SIGKILL and started anew. In the end every article must be there once, with the findings of the
undisturbed run. The report goes to standard output.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

PROGRAM = [sys.executable, "-P", "-m", "lintnews", "queue"]
ROOT = Path(__file__).resolve().parents[1]
LEASE = "2"
FINDINGS = """
    SELECT d.external_id, f.rule, f.start, f.matched, f.presence, r.number, o.payload
    FROM queue_finding f
    JOIN queue_document d ON d.id = f.document_id
    JOIN queue_occurrence o ON o.finding_id = f.id
    JOIN queue_revision r ON r.id = o.revision_id
"""


class Queue:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "LINTNEWS_QUEUE_HOME": str(folder),
            "LINTNEWS_QUEUE_LEASE": LEASE,
        }

    def start(self, *arguments: str, cwd: Path) -> subprocess.Popen[bytes]:
        out = (self.folder.parent / "log.txt").open("ab")
        return subprocess.Popen(
            [*PROGRAM, *arguments], env=self.environment, cwd=cwd, stdout=out, stderr=out
        )

    def rows(self, question: str) -> list[tuple[object, ...]]:
        try:
            with closing(sqlite3.connect(self.folder / "queue.sqlite3", timeout=30)) as one:
                return one.execute(question).fetchall()
        except sqlite3.OperationalError:
            # The tables are not there yet.
            return []

    def done(self) -> int:
        """How many runs have ended, well or not."""
        rows = self.rows("SELECT count(*) FROM queue_run WHERE state IN ('done', 'failed')")
        return int(str(rows[0][0])) if rows else 0

    def is_done(self, count: int) -> bool:
        return self.done() >= count

    def steps(self) -> int:
        """How many articles were taken in, and how many linted, together."""
        rows = self.rows("SELECT count(*) FROM queue_revision")
        return self.done() + (int(str(rows[0][0])) if rows else 0)


def articles(folder: Path, count: int, chance: random.Random) -> None:
    """Texts of a few sentences from the seeds, each with a repeated word of its own."""
    folder.mkdir()
    paragraphs = [
        line
        for seed in sorted((ROOT / "seeds").glob("*.txt"))
        for line in seed.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    for number in range(count):
        some = "\n\n".join(chance.sample(paragraphs, 3))
        text = f"Report number {number} went to the the house.\n\n{some}\n"
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8")


def descendants(pid: int) -> list[int]:
    found = []
    with contextlib.suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in map(int, (thread / "children").read_text().split()):
                found += [child, *descendants(child)]
    return found


def disturbed(queue: Queue, folder: Path, count: int, kills: int, chance: random.Random):
    """Import beside a server, killing one thing after another; who was killed and when."""
    serve = ("serve", "--port", "0", "--workers", "2")
    arguments = ("import", folder.name, "--no-lint")
    server = queue.start(*serve, cwd=folder.parent)
    importing = queue.start(*arguments, cwd=folder.parent)
    killed: list[tuple[str, int]] = []
    # The kills are spread over the work.
    steps = sorted(chance.sample(range(1, max(kills + 1, int(count * 1.9))), kills))
    try:
        while not (importing.poll() == 0 and queue.is_done(count)):
            if importing.poll() not in (None, 0):
                importing = queue.start(*arguments, cwd=folder.parent)
            if server.poll() is not None:
                server = queue.start(*serve, cwd=folder.parent)
            if len(killed) < kills and queue.steps() >= steps[len(killed)]:
                below = descendants(server.pid)
                choices = {"server": [server.pid]}
                if below:
                    choices["worker"] = [chance.choice(below)]
                    choices["server and workers"] = [server.pid, *below]
                if importing.poll() is None:
                    choices["import"] = [importing.pid]
                name = chance.choice(sorted(choices))
                for pid in choices[name]:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                killed.append((name, queue.steps()))
                if name.startswith("server"):
                    server.wait()
                elif name == "import":
                    importing.wait()
            time.sleep(0.05)
        return killed
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory(prefix="lintnews-kill-") as name:
        base = Path(name)
        folder = base / "articles"
        articles(folder, options.articles, chance)
        calm, shaken = Queue(base / "calm"), Queue(base / "shaken")
        began = time.monotonic()
        status = calm.start("import", folder.name, "--jobs", "2", cwd=base).wait()
        calm_seconds = time.monotonic() - began
        began = time.monotonic()
        killed = disturbed(shaken, folder, options.articles, options.kills, chance)
        shaken_seconds = time.monotonic() - began
        expected, found = (Counter(queue.rows(FINDINGS)) for queue in (calm, shaken))
        counts = shaken.rows("SELECT count(*), count(DISTINCT external_id) FROM queue_document")
        revisions = shaken.rows("SELECT count(*) FROM queue_revision")
        states = dict(shaken.rows("SELECT state, count(*) FROM queue_run GROUP BY state"))
        attempts = dict(shaken.rows("SELECT attempts, count(*) FROM queue_run GROUP BY attempts"))
    names = Counter(name for name, _ in killed)
    right = (
        status == 0
        and counts == [(options.articles, options.articles)]
        and revisions == [(options.articles,)]
        and found == expected
    )
    print("| | undisturbed | killed |\n|---|---|---|")
    print(f"| articles | {options.articles:,} | {counts[0][1]:,} ({counts[0][0]:,} rows) |")
    print(f"| findings | {expected.total():,} | {found.total():,} |")
    print(f"| findings that differ | | {((expected - found) + (found - expected)).total():,} |")
    print(f"| seconds | {calm_seconds:.0f} | {shaken_seconds:.0f} |")
    print(f"\nKilled: {', '.join(f'{name} {count}' for name, count in sorted(names.items()))};")
    print(f"after so many steps: {', '.join(str(at) for _, at in killed)}.")
    print(f"Runs by state: {states}; by how often they were begun: {attempts}.")
    print(f"\nAll there, once, and equal: {'yes' if right else 'NO'}")
    sys.exit(0 if right else 1)


if __name__ == "__main__":
    main()
