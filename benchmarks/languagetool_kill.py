"""What it costs when the LanguageTool server is killed in the middle of a run.

Usage: python benchmarks/languagetool_kill.py --texts FOLDER --languagetool FOLDER [--files NUMBER]

FOLDER of --texts is searched for text files, of which the first are checked on two processes: once
undisturbed, once with the server killed when the first finding is there, and once with every server
killed. Results are written to ``benchmarks/results/languagetool_kill.md``.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from lintnews.backends.languagetool.state import read_state

RESULTS = Path(__file__).resolve().parent / "results"
LOOK_SECONDS = 0.05
ALL = 99


class Run(NamedTuple):
    """A run: its wall time in seconds, the findings, what was said besides, the servers killed."""

    seconds: float
    findings: list[str]
    said: str
    status: int
    killed: int

    @property
    def by_languagetool(self) -> int:
        """How many findings are LanguageTool's."""
        return sum('"rule":"languagetool-' in line.replace(" ", "") for line in self.findings)


def run(files: list[Path], jars: Path, killings: int) -> Run:
    """Check files; so many servers are killed from the first finding on."""
    with tempfile.TemporaryDirectory() as name:
        options = ["--no-config", "--no-cache", "--no-progress", "--format", "jsonl", "--jobs", "2"]
        command = [sys.executable, "-m", "lintnews", "check", *options, "--languagetool"]
        errors = Path(name) / "errors"
        began = time.perf_counter()
        with subprocess.Popen(
            [*command, str(jars), *map(str, files)],
            stdout=subprocess.PIPE,
            stderr=errors.open("wb"),
            text=True,
            env={**os.environ, "TMPDIR": name, "OPENBLAS_NUM_THREADS": "1"},
        ) as process:
            assert process.stdout is not None
            found = [process.stdout.readline()]
            killed = kill(Path(name), killings)
            found += process.stdout
        return Run(
            time.perf_counter() - began, found, errors.read_text(), process.returncode, killed
        )


def kill(folder: Path, most: int) -> int:
    """Kill one server after another that is kept in a folder; how many there were."""
    last = killed = 0
    while killed < most:
        states = [read_state(path) for path in folder.glob("*/state.json")]
        state = states[0] if states else None
        if state is None or state.failed is not None:
            break
        if state.pid and state.starts > last:
            os.kill(state.pid, signal.SIGKILL)
            last, killed = state.starts, killed + 1
        time.sleep(LOOK_SECONDS)
    return killed


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--languagetool", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--files", type=int, default=60)
    options = parser.parse_args()
    files = sorted(options.texts.rglob("*.txt"))[: options.files]
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in files)
    runs = {
        name: run(files, options.languagetool, killings)
        for name, killings in {"undisturbed": 0, "killed once": 1, "killed always": ALL}.items()
    }
    whole = runs["undisturbed"].findings
    lines = [
        "# LanguageTool killed",
        "",
        f"{len(files)} files, {words:,} words, two processes, a cold server, no cache; "
        f"{os.cpu_count()} cores, Python {platform.python_version()}.",
        "",
        "| server | killed | seconds | findings | by LanguageTool | as undisturbed | exit status |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, one in runs.items():
        same = "yes" if one.findings == whole else "no"
        lines.append(
            f"| {name} | {one.killed} | {one.seconds:.1f} | {len(one.findings)} "
            f"| {one.by_languagetool} | {same} | {one.status} |"
        )
    said = (
        runs["killed always"]
        .said.strip()
        .replace(f"{options.texts}/", "")
        .replace(str(options.languagetool), "JARS")
    )
    lines += ["", "What is said when it is killed always:", "", "```", said, "```"]
    text = "\n".join(lines) + "\n"
    print(text, end="")
    (RESULTS / "languagetool_kill.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
