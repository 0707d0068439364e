"""Measures how learning and reporting names grow with the archive.

usage: archive_growth.py [--mentions 10000 100000 1000000] [--folder FOLDER]

Articles are made up: people get a given name from ``names-known.yml`` and a surname of the
authority or of the frequent names of English, some with an ending; how often somebody is named
follows Zipf's law, and those who are named together belong together. Of the surnames one in 250 is
misspelled at random, and one person in 50 has a second spelling that every other article uses. The
seed is fixed.

Every archive is learned and reported by the command in processes of its own. The memory is the sum
over all of them, pages that they share counted each time. The table goes to
benchmarks/results/archive_growth.md.
"""

import argparse
import contextlib
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

import yaml

from lintnews.language.words import word_bands
from lintnews.names.authority import EntryKind, shipped_authority, short
from lintnews.resources import rules_directory, word_lists

RESULT = Path(__file__).resolve().parent / "results" / "archive_growth.md"
SEED = 20240531
PEOPLE_AN_ARTICLE = 5
MENTIONS_A_PERSON = 4
SLIPS = 1 / 250
STYLES = 1 / 50
CIRCLE = 40
ENDINGS = ("son", "ov", "ski", "sky", "ez", "er", "man", "ini", "ic", "en", "berg", "ian")
FULL = (
    "{title} {name} spoke in {place}.",
    "Reporters in {place} met {name}.",
    "In {place}, {name} won the vote.",
)
SHORT = (
    "Later {name} left.",
    "The crowd cheered for {name}.",
    "Nobody asked {name} why.",
    "Critics of {name} stayed away.",
)
TITLES = ("President", "Senator", "Judge", "Minister", "Mayor", "Coach", "General", "Dr.")


def surnames() -> list[str]:
    """Surnames of the authority and frequent names of English, then some of them with endings."""
    known = {
        short(entry, entry.preferred)
        for entry in shipped_authority().entries
        if entry.kind is EntryKind.PERSON
    }
    lists = word_lists("names-known")
    others = {
        word for word in word_bands() if word[0].isupper() and word.isalpha() and len(word) > 4
    } - set().union(*lists.values(), *word_lists("names").values())
    plain = sorted(name for name in known | others if name.isalpha())
    return plain + sorted(name + ending for name in plain for ending in ENDINGS)


def slip(name: str, chance: random.Random) -> str:
    """The name with one letter doubled, lost, swapped or put in the place of another."""
    at = chance.randrange(1, len(name) - 1)
    before, letter, after = name[:at], name[at], name[at + 1 :]
    return chance.choice(
        (
            before + letter + letter + after,
            before + after,
            before + after[0] + letter + after[1:],
            before + chance.choice("aeiou" if letter in "aeiou" else "bdklmnrstz") + after,
        )
    )


class People:
    """Made-up people, the most named first."""

    def __init__(self, count: int, chance: random.Random) -> None:
        data = yaml.safe_load((rules_directory() / "words" / "names-known.yml").read_text("utf-8"))
        last = surnames()
        given = [name for name in data["given"] if len(name) > 3]
        names = {f"{chance.choice(given)} {chance.choice(last)}": None for _ in range(count)}
        self.names = [name.split() for name in names]
        self.other = [
            slip(surname, chance) if chance.random() < STYLES else surname
            for _, surname in self.names
        ]
        self.titles = [chance.choice(TITLES) for _ in self.names]
        self.places = chance.sample(data["places"], len(data["places"]))
        self.weights = list(accumulate(1 / rank for rank in range(1, len(self.names) + 1)))


def article(people: People, chance: random.Random) -> tuple[str, int]:
    """An article about people who belong together, and how many names it holds."""
    (lead,) = chance.choices(range(len(people.names)), cum_weights=people.weights)
    circle = lead // CIRCLE * CIRCLE
    cast = {lead}
    for _ in range(PEOPLE_AN_ARTICLE - 1):
        cast.add(min(circle + chance.randrange(CIRCLE), len(people.names) - 1))
    paragraphs, mentions = [], 0
    for person in sorted(cast, key=lambda person: (person != lead, person)):
        given, surname = people.names[person]
        spelling = people.other[person] if chance.random() < 0.5 else surname
        place = people.places[person // CIRCLE % len(people.places)]
        sentences = []
        for index in range(MENTIONS_A_PERSON):
            written = slip(spelling, chance) if chance.random() < SLIPS else spelling
            name = f"{given} {written}" if index == 0 else written
            pattern = chance.choice(FULL if index == 0 else SHORT)
            sentences.append(pattern.format(title=people.titles[person], name=name, place=place))
            mentions += 2 if index == 0 else 1
        paragraphs.append(" ".join(sentences))
    return "\n".join(paragraphs), mentions


def write_articles(path: Path, mentions: int) -> tuple[int, int]:
    """Write so many mentions as JSON Lines; the words and the articles in them."""
    chance = random.Random(SEED)
    people = People(mentions // 10, chance)
    words = articles = 0
    with path.open("w", encoding="utf-8") as out:
        while mentions > 0:
            text, count = article(people, chance)
            day = f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}-15"
            out.write(json.dumps({"id": articles, "date": day, "text": text}) + "\n")
            mentions -= count
            words += len(text.split())
            articles += 1
    return words, articles


def memory(root: int) -> int:
    """The bytes that a process and all below it hold; 0 where the system does not say."""
    total, todo = 0, [root]
    while todo:
        process = todo.pop()
        with contextlib.suppress(OSError, ValueError):
            folder = Path(f"/proc/{process}")
            total += int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            for thread in (folder / "task").iterdir():
                todo.extend(map(int, (thread / "children").read_text().split()))
    return total


def measured(*arguments: str) -> tuple[float, int]:
    """The seconds that the command takes, and the greatest memory of all its processes."""
    began, peak = time.monotonic(), 0
    process = subprocess.Popen([sys.executable, "-m", "lintnews", "names", *arguments])
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        time.sleep(0.02)
    if process.returncode:
        raise SystemExit(f"lintnews names {' '.join(arguments)} failed")
    return time.monotonic() - began, peak


def rows(sizes: list[int], folder: Path) -> Iterator[str]:
    for size in sizes:
        texts, archive, found = (folder / f"{size}.{end}" for end in ("jsonl", "db", "json"))
        archive.unlink(missing_ok=True)
        words, articles = write_articles(texts, size)
        options = ["--id-field", "id", "--date-field", "date", "--no-progress"]
        learning, reading = measured("learn", str(texts), "--archive", str(archive), *options)
        again, _ = measured("learn", str(texts), "--archive", str(archive), *options)
        reporting, holding = measured(
            "report", "--archive", str(archive), "--format", "json", "--output", str(found)
        )
        summary = json.loads(found.read_text(encoding="utf-8"))["report"]["summary"]
        yield (
            f"| {summary['uses']:,} | {articles:,} | {summary['forms']:,} | {learning:,.0f} "
            f"| {words / learning:,.0f} | {summary['uses'] / learning:,.0f} | {again:,.1f} "
            f"| {archive.stat().st_size / 1e6:,.1f} | {reading / 1e6:,.0f} | {reporting:,.1f} "
            f"| {holding / 1e6:,.0f} | {summary['compared']:,} | {summary['found']:,} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mentions", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    lines = [
        "# How an archive of names grows",
        "",
        f"Made by `python benchmarks/archive_growth.py` on {cores} cores, "
        f"Python {platform.python_version()}. The articles are made up; the file says how.",
        "",
        "| names learned | articles | forms | learning, s | words a second | names a second "
        "| learning again, s | file, MB | memory of learning, MB | report, s "
        "| memory of report, MB | pairs compared | groups found |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as temporary:
        for row in rows(options.mentions, options.folder or Path(temporary)):
            lines.append(row)
            print(row, flush=True)
    RESULT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
