"""Make lintnews/language/data/words.txt: the frequent words and names of edited English.

usage: build_words.py TEXT_FOLDER OUTPUT

TEXT_FOLDER holds the training text (``*.txt.xz``, a paragraph a line). A word counts in lower case
or, where most of its uses inside a sentence are capitalised, with its capital. A line of the output
is a band, the base-2 logarithm of the count rounded down, and the words of that band in order.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

# Sources under share-alike licences are left out, so that the list can carry attribution only.
LEFT_OUT = {"gum_wikimedia", "xquad_wikipedia"}
LARGEST_BYTES = 295_000
FEWEST_USES = 6
FEWEST_SOURCES = 2
NAME_SHARE = 0.7

WORD = re.compile(r"(?<![\w@#/.'’-])[A-Za-z][a-z]{1,18}(?![\w@/])")


def count(folder: Path) -> tuple[Counter[str], dict[str, set[str]]]:
    counts: Counter[str] = Counter()
    sources: dict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.glob("*.txt.xz")):
        source = path.name.removesuffix(".txt.xz")
        if source in LEFT_OUT:
            continue
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                for match in WORD.finditer(line):
                    word = match[0]
                    # The first word of a sentence says nothing about its capital.
                    opens = line[max(0, match.start() - 2) : match.start()].strip()[-1:]
                    starts = match.start() == 0 or (opens and opens in ".!?:\"“‘'")
                    if starts and word[0].isupper():
                        continue
                    counts[word] += 1
                    sources[word].add(source)
    return counts, sources


def choose(counts: Counter[str], sources: dict[str, set[str]]) -> list[tuple[int, str]]:
    chosen: list[tuple[int, str]] = []
    for word in counts:
        lower, name = word.lower(), word.capitalize()
        both = counts[lower] + counts[name]
        form = name if counts[name] >= NAME_SHARE * both else lower
        spread = len(sources[lower] | sources[name])
        if word == form and both >= FEWEST_USES and spread >= FEWEST_SOURCES:
            chosen.append((both, word))
    chosen.sort(key=lambda item: (-item[0], item[1]))
    return chosen


def bands(chosen: list[tuple[int, str]]) -> str:
    grouped: dict[int, list[str]] = defaultdict(list)
    size = 0
    for uses, word in chosen:
        size += len(word) + 1
        if size > LARGEST_BYTES:
            break
        grouped[uses.bit_length() - 1].append(word)
    lines = [
        f"{band} {' '.join(sorted(grouped[band]))}\n" for band in sorted(grouped, reverse=True)
    ]
    return "".join(lines)


if __name__ == "__main__":
    text, output = map(Path, sys.argv[1:])
    output.write_text(bands(choose(*count(text))), encoding="utf-8")
