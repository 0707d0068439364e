"""How well passages in other languages are known.

Usage: python benchmarks/foreign_passages.py --shared FOLDER

Sentences of other languages are the translations that come with Django, set into an English text as
a quotation. FOLDER holds ``train/text`` with edited English; what is found there is written down,
to be read. Results are written to ``benchmarks/results/foreign_passages.md``.
"""

from __future__ import annotations

import argparse
import gettext
import lzma
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import django

from lintnews.backends.languages import Passage, foreign_passages
from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.resources import word_data

RESULTS = Path(__file__).resolve().parent / "results"
WORD = re.compile(r"[^\W\d_]+")
NO_SENTENCE = re.compile(r"[%{<>\n“”\"«»„]")
MOST = 120
"""So many sentences are taken of each language."""
SHORTEST, LONGEST = 3, 25
BUCKETS = ((3, 4), (5, 7), (8, LONGEST))
SOURCES = ("senate_press_2005_08", "open_org_blogs", "standard_ebooks", "us_gov_blogs")
LENGTH = 5_000_000
"""So many characters are read of each source."""
DJANGO_CODES = {"nb": "no"}


def languages() -> dict[str, str]:
    """The languages that are known, by their codes."""
    return {
        code: name
        for branch in word_data("languages").values()
        if isinstance(branch, dict)
        for code, name in branch.items()
        if code != "en"
    }


def sentences(code: str) -> list[str]:
    """Translations of Django into a language, in an order that is always the same."""
    found = set()
    for path in sorted(Path(django.__file__).parent.glob(f"**/locale/{code}/LC_MESSAGES/*.mo")):
        with path.open("rb") as file:
            for source, said in gettext.GNUTranslations(file)._catalog.items():  # type: ignore[attr-defined]
                if isinstance(source, str) and isinstance(said, str) and source and said != source:
                    words = len(WORD.findall(said))
                    if SHORTEST <= words <= LONGEST and not NO_SENTENCE.search(said):
                        found.add(said.strip())
    chosen = sorted(found)
    random.Random(code).shuffle(chosen)
    return chosen[:MOST]


def passages(text: str) -> tuple[Passage, ...]:
    """The passages in other languages in a text."""
    return foreign_passages(Text(plain_document(text, "text.txt")))


def english(shared: Path) -> Iterator[str]:
    """Edited texts, a document at a time."""
    for source in SOURCES:
        packed = (shared / "train" / "text" / f"{source}.txt.xz").read_bytes()
        yield from lzma.decompress(packed).decode("utf-8")[:LENGTH].split("\n\n\n")


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, required=True)
    options = parser.parse_args()
    asked, known, named = Counter[int](), Counter[int](), Counter[int]()
    missed = Counter[str]()
    names = languages()
    for code in [*names, *DJANGO_CODES]:
        name = names.get(code) or names[DJANGO_CODES[code]]
        for sentence in sentences(code):
            words = len(WORD.findall(sentence))
            (bucket,) = (low for low, high in BUCKETS if low <= words <= high)
            found = passages(f"The banner on the house read “{sentence}” when we came.")
            asked[bucket] += 1
            known[bucket] += bool(found)
            missed[name] += not found
            named[bucket] += any(name in one.language.name.split(" or ") for one in found)
    words = 0
    lines = []
    for document in english(options.shared):
        words += len(document.split())
        for one in passages(document):
            said = document[one.start : one.end].replace("\n", " ")
            lines.append(f"- {one.language.name} ({one.language.sure:.2f}): {said}")
    text = "\n".join(
        [
            "# Passages in other languages",
            "",
            "Sentences from the translations of Django, quoted in an English text:",
            "",
            "| words | sentences | known as foreign | the language is among those named |",
            "|---|---|---|---|",
            *(
                f"| {low} to {high} | {asked[low]:,} | {known[low] / asked[low]:.3f} "
                f"| {named[low] / asked[low]:.3f} |"
                for low, high in BUCKETS
            ),
            f"| all | {asked.total():,} | {known.total() / asked.total():.3f} "
            f"| {named.total() / asked.total():.3f} |",
            "",
            "Most were missed of "
            + ", ".join(f"{name} ({count})" for name, count in missed.most_common(6))
            + ".",
            "",
            f"In {words:,} words of edited English ({', '.join(SOURCES)}) {len(lines)} are found:",
            "",
            *lines,
        ]
    )
    print(text)
    (RESULTS / "foreign_passages.md").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
