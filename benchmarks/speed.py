"""Speed and memory beside a LanguageTool server that is warm, on the same words.

Usage: python benchmarks/speed.py --texts FOLDER [--languagetool FOLDER] [--peer NAME=COMMAND]

FOLDER of --texts is searched for text files. FOLDER of --languagetool holds the jars of
org.languagetool:languagetool-server and org.languagetool:language-en 6.6, as
``mvn dependency:copy-dependencies -DoutputDirectory=FOLDER`` puts them there. COMMAND of a --peer
is given the folder with the articles. Everything runs in turn, once a round, and the medians are
written to ``benchmarks/results/speed.md``.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from lintnews.backends.languagetool.client import Client
from lintnews.backends.languagetool.starting import started
from lintnews.backends.languagetool.state import read_state
from lintnews.backends.languagetool.wanted import Wanted

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).resolve().parent / "results"
CONNECTIONS = 2
PATIENCE_SECONDS = 120
LOOK_SECONDS = 0.005


class Run(NamedTuple):
    """One run of one program: wall and CPU seconds."""

    wall: float
    cpu: float


def timed(command: list[str]) -> Run:
    """Run a command to its end, its children counted in.

    Raises:
        RuntimeError: it failed; statuses 0 and 1 are those of a linter that did its work.
    """
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{shlex.join(command)} ended with {process.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime)


def most_memory(command: list[str]) -> float:
    """The most memory in MB that a command and its children hold at a time.

    Looked up every few milliseconds in a run of its own, for looking takes time. A page that
    several processes share counts once.
    """
    most = 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, sum(map(proportional_memory, family(process.pid))))
            time.sleep(LOOK_SECONDS)
    return most


def family(pid: int) -> Iterator[int]:
    """A process and all its descendants."""
    yield pid
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8").split():
            yield from family(int(child))


def proportional_memory(pid: int) -> float:
    """The memory of a process in MB, with its share of the pages that it shares; 0 if it ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def first_finding(seed: Path) -> float:
    """Seconds from the start of the process to the first finding in a seed article."""
    command = [*lintnews(1), str(seed)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - began
        process.stdout.read()
    if not line:
        raise RuntimeError(f"there was no finding in {seed}")
    return seconds


def lintnews(jobs: int) -> list[str]:
    """The command that lints on so many processes."""
    command = [sys.executable, "-m", "lintnews", "check", "--format", "jsonl", "--no-progress"]
    return [*command, "--jobs", str(jobs)]


def articles(texts: Path, words: int, into: Path) -> int:
    """Copy articles in the order of their paths until there are so many words; the words copied."""
    copied = 0
    for number, path in enumerate(sorted(texts.rglob("*.txt"))):
        if copied >= words:
            break
        copied += len(path.read_text(encoding="utf-8").split())
        shutil.copy(path, into / f"{number:05}.txt")
    return copied


def languagetool(jars: Path) -> tuple[int, int, float]:
    """A server, which ends with this program: its process id, its port, seconds until it answered.

    Raises:
        SilentError: it did not start.
    """
    began = time.perf_counter()
    running = started(Wanted(jars=jars))
    assert running is not None
    assert running.state is not None
    port = urllib.parse.urlsplit(Client(running).address()).port
    state = read_state(running.state)
    assert state is not None
    assert port is not None
    return state.pid, port, time.perf_counter() - began


def ask(port: int, text: str) -> int:
    """The number of matches that the server finds in a text."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    body = urllib.parse.urlencode({"language": "en-US", "text": text})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/v2/check", body, headers)
    answer = connection.getresponse()
    if answer.status != http.client.OK:
        raise RuntimeError(f"LanguageTool answered {answer.status}: {answer.read()!r}")
    matches = len(json.loads(answer.read())["matches"])
    connection.close()
    return matches


def send(port: int, folder: Path) -> None:
    """What a program does that uses the server: an article a request, on two connections."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        print(sum(pool.map(lambda text: ask(port, text), texts)))


def server_cpu(pid: int) -> float:
    """CPU seconds that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def server_memory(pid: int) -> float:
    """The most memory that a process has used, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError(f"the system does not tell the memory of process {pid}")


def client(pid: int, port: int, folder: Path) -> Run:
    """Send all articles from a process of its own; the CPU time is the server's and its."""
    before = server_cpu(pid)
    run = timed([sys.executable, __file__, "--send", str(port), "--texts", str(folder)])
    return Run(run.wall, run.cpu + server_cpu(pid) - before)


def in_turn(programs: dict[str, Callable[[], Run]], rounds: int) -> dict[str, list[Run]]:
    """Every program once a round."""
    runs: dict[str, list[Run]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, program in programs.items():
            runs[name].append(program())
            print(f"{name}: {runs[name][-1].wall:.1f} s", file=sys.stderr)
    return runs


def table(
    runs: dict[str, list[Run]], memory: dict[str, float], words: int, starts: dict[str, float]
) -> str:
    """The medians as Markdown; ratios are to the first program."""
    rounds = len(next(iter(runs.values())))
    lines = [
        "# Speed",
        "",
        f"{words:,} words of edited text, an article a file. {rounds} rounds, all programs in",
        f"turn in each; medians. Python {platform.python_version()}, {os.cpu_count()} cores.",
        "lintnews is timed as a whole process, from its start. The LanguageTool server is already",
        "running and has seen all articles once; a client sends it an article a request on",
        f"{CONNECTIONS} connections, and its CPU time is counted with the server's. Memory is the",
        "most that all processes of a program hold at a time; of LanguageTool, the server's.",
        "",
        "| program | seconds | words per second | CPU seconds | words per CPU second | MB | time |",
        "|---|---|---|---|---|---|---|",
    ]
    medians = {
        name: Run(*(statistics.median(values) for values in zip(*every, strict=True)))
        for name, every in runs.items()
    }
    base = next(iter(medians.values()))
    for name, run in medians.items():
        lines.append(
            f"| {name} | {run.wall:.2f} | {words / run.wall:,.0f} | {run.cpu:.2f} "
            f"| {words / run.cpu:,.0f} | {memory[name]:.0f} | {run.wall / base.wall:.2f} × |"
        )
    lines += ["", "| start | seconds |", "|---|---|"]
    lines += [f"| {name} | {seconds:.2f} |" for name, seconds in starts.items()]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, required=True, help="folder of articles")
    parser.add_argument("--languagetool", type=Path, help="folder of jars")
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=COMMAND")
    parser.add_argument("--words", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--send", type=int, metavar="PORT", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.send is not None:
        send(options.send, options.texts)
        return
    seed = ROOT / "seeds" / "001_946d915f54170922.txt"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        words = articles(options.texts, options.words, folder)
        commands = {
            f"lintnews, {jobs} process{'es' if jobs > 1 else ''}": [*lintnews(jobs), str(folder)]
            for jobs in (CONNECTIONS, 1)
        }
        for peer in options.peer:
            title, _, command = peer.partition("=")
            commands[title] = [*shlex.split(command), str(folder)]
        programs: dict[str, Callable[[], Run]] = {
            title: partial(timed, command) for title, command in commands.items()
        }
        memory = {title: most_memory(command) for title, command in commands.items()}
        seconds = [first_finding(seed) for _ in range(2 * options.rounds)]
        starts = {"lintnews, first finding in a seed article": statistics.median(seconds)}
        if options.languagetool is None:
            runs = in_turn(programs, options.rounds)
        else:
            pid, port, start = languagetool(options.languagetool.resolve())
            starts["LanguageTool server, first answer"] = start
            server = "LanguageTool 6.6 server, warm"
            programs[server] = partial(client, pid, port, folder)
            programs[server]()
            runs = in_turn(programs, options.rounds)
            memory[server] = server_memory(pid)
    text = table(runs, memory, words, starts)
    print(text, end="")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "speed.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
