"""Step 5: list the word forms that can be finite verbs, the lexicon that checks the tagger.

Tags the training text with the shipped tagger and keeps each form that was a finite verb at least
five times and in at least one of twelve uses. Proper names and marks are left out.
"""

from __future__ import annotations

import argparse
import lzma
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from vectors import NOT_FOR_TRAINING

from lintnews.language.sentences import split_sentences
from lintnews.language.tagger import load_tagger
from lintnews.language.tokens import tokenize

FEWEST_USES, SMALLEST_SHARE = 5, 1 / 12


def sentences(folder: Path) -> Iterator[list[str]]:
    for path in sorted(folder.glob("*.txt.xz")):
        if path.name.removesuffix(".txt.xz") in NOT_FOR_TRAINING:
            continue
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.rstrip().endswith((".", "”", '"', "?", "!")):
                    for start, end in split_sentences(line, 0, len(line)):
                        yield [line[s:e] for s, e in tokenize(line, start, end)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, required=True, help="folder with the .txt.xz files")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    tagger = load_tagger()
    used: Counter[str] = Counter()
    finite: Counter[str] = Counter()
    pending = sentences(options.text)
    while batch := list(islice(pending, 256)):
        for words, tagging in zip(batch, tagger.tag(batch), strict=True):
            for word, tag, chance in zip(words, tagging.tags, tagging.finite, strict=True):
                if word.isalpha() and word.islower():
                    used[word] += 1
                    finite[word] += chance >= 0.5 and tag in {"VBD", "VBZ", "VBP", "MD"}
    forms = sorted(
        form
        for form, uses in finite.items()
        if uses >= FEWEST_USES and uses >= SMALLEST_SHARE * used[form]
    )
    options.out.write_text("\n".join(forms) + "\n", encoding="utf-8")
    print(f"{sum(used.values())} words, {len(forms)} forms")


if __name__ == "__main__":
    main()
