"""Step 1: clean text, read once: its blocks, sentences, words and their parts of speech."""

from __future__ import annotations

import argparse
import lzma
import random
import zlib
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import NamedTuple

import numpy as np

from lintnews.document.plain import plain_document
from lintnews.language.text import Text
from lintnews.reader.forms import forms, sentences_by_block

SHARES = {
    "wikinews_2019_20": 1.0,
    "xquad_wikipedia": 1.0,
    "state_department_2021_22": 1.0,
    "white_house_2021_22": 1.0,
    "senate_press_2005_08": 0.5,
    "us_gov_blogs": 0.6,
    "open_org_blogs": 0.6,
    "openstax_ccby": 0.5,
    "standard_ebooks": 0.35,
    "presidential_speeches_1930_2020": 0.25,
    "gov_remarks_2021_22": 0.3,
}
"""How much of each collection is read; ``gum_wikimedia`` shares texts with what is measured."""

_LONGEST_PART = 60_000


class Word(NamedTuple):
    """A word or mark of clean text."""

    form: str
    space: bool
    tag: str
    finite: float


class CleanBlock(NamedTuple):
    """A block with its sentences; only ``running`` text is damaged."""

    running: bool
    sentences: list[list[Word]]


def documents(path: Path, share: float) -> Iterator[str]:
    """A random share of the documents of a collection, always the same."""
    chance = random.Random(zlib.crc32(path.name.encode()))
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for document in lines.read().split("\n\n\n"):
            if document.strip() and chance.random() < share:
                yield from _parts(document)


def _parts(document: str) -> Iterator[str]:
    """A long document in parts of whole paragraphs, so that every part can be shuffled."""
    part: list[str] = []
    size = 0
    for line in document.split("\n"):
        part.append(line)
        size += len(line)
        if size > _LONGEST_PART:
            yield "\n".join(part)
            part, size = [], 0
    if size:
        yield "\n".join(part)


def read(job: tuple[str, str]) -> tuple[str, list[tuple[bool, list[list[Word]]]]]:
    name, source = job
    text = Text(plain_document(source, name))
    blocks = []
    for running, sentences in sentences_by_block(text):
        words = [
            [
                Word(form, space, token.tag, round(token.finite, 2))
                for (form, space, _), token in zip(forms(sentence), sentence.tokens, strict=True)
            ]
            for sentence in sentences
        ]
        blocks.append((running, words))
    return name, blocks


class Corpus:
    """The clean text as arrays, documents of which are read out as words again."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as stored:
            self._forms: list[str] = stored["forms"].tolist()
            self._tags: list[str] = stored["tags"].tolist()
            self._words = stored["words"]
            self._document_ends = stored["document_ends"]
            self.sources: list[str] = stored["sources"].tolist()

    def __len__(self) -> int:
        return len(self._document_ends)

    def words_of(self, number: int) -> int:
        """How many words a document has."""
        begin = self._document_ends[number - 1] if number else 0
        return int(self._document_ends[number] - begin)

    def document(self, number: int) -> list[CleanBlock]:
        begin = self._document_ends[number - 1] if number else 0
        blocks: list[CleanBlock] = []
        for form, tag, finite, flags in self._words[begin : self._document_ends[number]].tolist():
            if flags & 4:
                blocks.append(CleanBlock(bool(flags & 8), []))
            if flags & 2:
                blocks[-1].sentences.append([])
            blocks[-1].sentences[-1].append(
                Word(self._forms[form], bool(flags & 1), self._tags[tag], finite / 100)
            )
        return blocks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, required=True, help="folder with *.txt.xz")
    parser.add_argument("--out", type=Path, required=True, help="the .npz to write")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()

    jobs = [
        (name, document)
        for name, share in SHARES.items()
        for document in documents(arguments.text / f"{name}.txt.xz", share)
    ]
    forms: dict[str, int] = {}
    tags: dict[str, int] = {}
    words: list[tuple[int, int, int, int]] = []
    chunks, ends, sources, total = [], [], [], 0
    with Pool(arguments.jobs) as pool:
        for name, blocks in pool.imap(read, jobs, chunksize=8):
            for running, sentences in blocks:
                for first, sentence in enumerate(sentences):
                    for place, (form, space, tag, finite) in enumerate(sentence):
                        flags = space | (place == 0) << 1 | running << 3
                        flags |= (place == 0 and first == 0) << 2
                        number = forms.setdefault(form, len(forms))
                        words.append(
                            (number, tags.setdefault(tag, len(tags)), round(finite * 100), flags)
                        )
            if len(words) > 100_000:
                chunks.append(np.array(words, dtype=np.int32))
                total += len(words)
                words = []
            ends.append(total + len(words))
            sources.append(name)
    chunks.append(np.array(words, dtype=np.int32))
    np.savez(
        arguments.out,
        forms=np.array(list(forms)),
        tags=np.array(list(tags)),
        words=np.concatenate(chunks),
        document_ends=np.array(ends),
        sources=np.array(sources),
    )
    print(f"{len(ends)} documents, {ends[-1]} words, {len(forms)} forms")


if __name__ == "__main__":
    main()
