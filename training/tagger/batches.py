"""Sentences as the network takes them: batches of rows, damaged afresh each time they come up."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import augment
import numpy as np
import treebank
from tense import Marked, Present

from lintnews.language.tagger import form_keys

PARTS = len(form_keys("").parts)
HEADLINES, IN_PRESENT = 0.15, 0.7


class Lexicon:
    """Numbers for word forms and what the network sees of each."""

    def __init__(self, words: list[int], parts: int) -> None:
        self.row_of = {word: index + 1 for index, word in enumerate(words)}
        self.parts = parts
        self.number: dict[str, int] = {}
        self.word_row = np.zeros(1024, dtype=np.int32)
        self.part_rows = np.zeros((1024, len(form_keys("").parts)), dtype=np.int32)
        self.add("")

    def add(self, form: str) -> int:
        number = self.number.get(form)
        if number is None:
            number = self.number[form] = len(self.number)
            if number == len(self.word_row):
                self.word_row = np.concatenate([self.word_row, np.zeros_like(self.word_row)])
                self.part_rows = np.concatenate([self.part_rows, np.zeros_like(self.part_rows)])
            keys = form_keys(form)
            self.word_row[number] = self.row_of.get(keys.word, 0)
            self.part_rows[number] = np.array(keys.parts) % self.parts
        return number


def gold_examples(data: Path) -> list[treebank.Example]:
    examples = treebank.read(data / "en_ewt-train.conllu.xz")
    for part in ("train", "dev", "test"):
        examples += treebank.read(data / f"en_gum-{part}.conllu.xz", treebank.freely_licensed)
    return [example for example in examples if example.forms]


def marked(examples: list[treebank.Example], label_of: dict[str, int]) -> list[Marked]:
    result = []
    for forms, tags, _ in examples:
        labels = [label_of.get(tag, -1) for tag in tags]
        names = [tag in {"NNP", "NNPS"} for tag in tags]
        result.append(Marked(forms, labels, labels, [1.0] * len(labels), names))
    return result


def silver_examples(path: Path, labels: list[str]) -> list[Marked]:
    with np.load(path, allow_pickle=False) as data:
        forms = data["forms"].tolist()
        tokens, first, second = (data[name].tolist() for name in ("tokens", "first", "second"))
        sure = data["sure"].astype(float).tolist()
        ends = data["ends"].tolist()
        if data["labels"].tolist() != labels:
            raise ValueError(f"{path} was made with other labels")
    named = {labels.index("NNP"), labels.index("NNPS")}
    result = []
    start = 0
    for end in ends:
        part = slice(start, end)
        names = [label in named for label in first[part]]
        words = [forms[token] for token in tokens[part]]
        result.append(Marked(words, first[part], second[part], sure[part], names))
        start = end
    return result


def rows_of(
    sentences: list[Marked],
    lexicon: Lexicon,
    present: Present,
    rows: int,
    gap: int,
    chance: random.Random,
) -> Iterator[tuple[np.ndarray, ...]]:
    """Endless batches of exactly ``rows`` tokens and gaps, sentences shuffled and damaged."""
    numbers: list[int] = [0] * gap
    targets: list[tuple[int, int, float]] = [(-1, -1, 1.0)] * gap
    while True:
        for index in chance.sample(range(len(sentences)), len(sentences)):
            sentence = sentences[index]
            headline = chance.random() < HEADLINES
            if headline and chance.random() < IN_PRESENT:
                sentence = present.of(sentence)
            positions = list(range(len(sentence.forms)))
            forms, kept = augment.damaged(
                sentence.forms, positions, sentence.names, chance, headline=headline
            )
            if len(numbers) + len(forms) + gap > rows:
                padding = rows - len(numbers)
                if padding < rows // 2:
                    numbers += [0] * padding
                    targets += [(-1, -1, 1.0)] * padding
                    yield np.array(numbers), np.array(targets, dtype=np.float32)
                numbers, targets = [0] * gap, [(-1, -1, 1.0)] * gap
                if len(forms) + 2 * gap > rows:
                    continue
            numbers += [lexicon.add(form) for form in forms] + [0] * gap
            targets += [
                (sentence.labels[at], sentence.seconds[at], sentence.sure[at]) for at in kept
            ] + [(-1, -1, 1.0)] * gap
