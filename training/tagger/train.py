"""Steps 2 and 4: train a teacher on treebanks, or the shipped network on them and silver text."""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import augment
import jax
import jax.numpy as jnp
import network
import numpy as np
import optax
import treebank

from lintnews.language.tagger import GRID, form_keys, normal_form

PARTS = len(form_keys("").parts)


class Marked(NamedTuple):
    """A sentence for learning: each token's label, a second choice and how sure the first is."""

    forms: list[str]
    labels: list[int]
    seconds: list[int]
    sure: list[float]
    names: list[bool]


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
    sentences: list[Marked], lexicon: Lexicon, rows: int, gap: int, chance: random.Random
) -> Iterator[tuple[np.ndarray, ...]]:
    """Endless batches of exactly ``rows`` tokens and gaps, sentences shuffled and damaged."""
    numbers: list[int] = [0] * gap
    targets: list[tuple[int, int, float]] = [(-1, -1, 1.0)] * gap
    while True:
        for index in chance.sample(range(len(sentences)), len(sentences)):
            sentence = sentences[index]
            positions = list(range(len(sentence.forms)))
            forms, kept = augment.damaged(sentence.forms, positions, sentence.names, chance)
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


def train(arguments: argparse.Namespace) -> None:
    gold = gold_examples(arguments.data)
    label_counts = Counter(tag for example in gold for tag in example.tags if tag)
    labels = sorted(label_counts)
    label_of = {label: index for index, label in enumerate(labels)}
    counts: Counter[str] = Counter()
    for example in gold:
        counts.update(normal_form(form) for form in example.forms)
    vectors: dict[str, np.ndarray] = {}
    known = [word for word, count in counts.items() if count > 1]
    if arguments.vectors:
        with np.load(arguments.vectors, allow_pickle=False) as stored:
            names = stored["words"].tolist()[: arguments.words]
            vectors = dict(zip(names, stored["vectors"].astype(np.float32), strict=False))
            counts.update(dict(zip(names, stored["counts"].tolist(), strict=False)))
    hashes = sorted({form_keys(word).word for word in {*known, *vectors} if word})
    lexicon = Lexicon(hashes, arguments.parts)
    rarity = np.ones(len(hashes) + 1, dtype=np.float32)
    for word, count in counts.items():
        row = lexicon.row_of.get(form_keys(word).word, 0)
        rarity[row] = 0.03 + 0.5 / (0.5 + count)
    rarity[0] = 0

    dilations = tuple(arguments.dilations)
    params = network.initial(
        arguments.seed,
        len(hashes),
        arguments.parts,
        arguments.width,
        arguments.hidden,
        len(dilations),
        len(labels),
    )
    if vectors:
        table = np.array(params["words"])
        for word, vector in vectors.items():
            row = lexicon.row_of.get(form_keys(word).word, 0)
            if row:
                table[row, : len(vector)] = vector[: arguments.width] * 0.8
        params["words"] = jnp.asarray(table)

    schedule = optax.warmup_cosine_decay_schedule(0, arguments.rate, 100, arguments.steps, 1e-5)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adam(schedule, b2=0.99))
    state = optimizer.init(params)
    average = params

    @partial(jax.jit, donate_argnums=(0, 1, 2))
    def step(
        params: Any,
        state: Any,
        average: Any,
        words: Any,
        parts: Any,
        target: Any,
        key: Any,
        number: Any,
    ) -> Any:
        def loss_of(params: Any) -> Any:
            mask = (words >= 0).astype(jnp.float32)[:, None]
            dropped = jax.random.bernoulli(jax.random.fold_in(key, 7), rare[words])
            scores = network.logits(
                params,
                jnp.where(dropped, 0, jnp.maximum(words, 0)),
                parts,
                mask,
                dilations,
                key,
                arguments.dropout,
            )
            logp = jax.nn.log_softmax(scores)
            first = target[:, 0].astype(jnp.int32)
            second = target[:, 1].astype(jnp.int32)
            at = jnp.arange(len(words))
            gain = target[:, 2] * logp[at, first] + (1 - target[:, 2]) * logp[at, second]
            learned = first >= 0
            return -jnp.where(learned, gain, 0).sum() / learned.sum()

        loss, gradient = jax.value_and_grad(loss_of)(params)
        update, state = optimizer.update(gradient, state)
        params = optax.apply_updates(params, update)
        keep = jnp.minimum(0.998, (1 + number) / (10 + number))
        average = jax.tree.map(lambda a, p: a * keep + p * (1 - keep), average, params)
        return params, state, average, loss

    rare = jnp.asarray(rarity)
    gap = max(dilations)
    chance = random.Random(arguments.seed)
    streams = [rows_of(marked(gold, label_of), lexicon, arguments.rows, gap, chance)]
    if arguments.silver:
        silver = silver_examples(arguments.silver, labels)
        streams.append(rows_of(silver, lexicon, arguments.rows, gap, chance))
    development = treebank.read(arguments.data / "en_ewt-dev.conllu.xz")
    checkpoint = arguments.out.with_suffix(".checkpoint.npz")
    leaves, structure = jax.tree.flatten((params, state, average))
    begun = 0
    if checkpoint.exists():
        with np.load(checkpoint, allow_pickle=False) as stored:
            begun = int(stored["step"])
            leaves = [jnp.asarray(stored[f"leaf{index}"]) for index in range(len(leaves))]
        params, state, average = jax.tree.unflatten(structure, leaves)
    average = jax.tree.map(jnp.copy, average)
    started, losses = time.monotonic(), []
    for number in range(arguments.steps):
        batches = [next(stream) for stream in streams]
        if number < begun:
            continue
        tokens = np.concatenate([batch[0] for batch in batches])
        target = np.concatenate([batch[1] for batch in batches])
        words = np.where(tokens == 0, -1, lexicon.word_row[tokens])
        key = jax.random.PRNGKey(arguments.seed * 1_000_003 + number)
        params, state, average, loss = step(
            params, state, average, words, lexicon.part_rows[tokens], target, key, number
        )
        losses.append(loss)
        if (number + 1) % 250 == 0 or number + 1 == arguments.steps:
            mean = float(np.mean([float(value) for value in losses]))
            losses = []
            score = accuracy(average, development, lexicon, labels, dilations)
            print(
                f"step {number + 1} loss {mean:.4f} dev {score:.4f} "
                f"{time.monotonic() - started:.0f} s",
                flush=True,
            )
            leaves = jax.tree.leaves((params, state, average))
            np.savez(
                checkpoint,
                step=number + 1,
                **{f"leaf{index}": np.asarray(leaf) for index, leaf in enumerate(leaves)},
            )
    save(arguments, average, hashes, labels, dilations)
    checkpoint.unlink(missing_ok=True)


def accuracy(
    params: Any,
    examples: list[treebank.Example],
    lexicon: Lexicon,
    labels: list[str],
    dilations: tuple[int, ...],
) -> float:
    gap = max(dilations)
    numbers: list[int] = [0] * gap
    tags: list[str] = [""] * gap
    for example in examples:
        numbers += [lexicon.add(form) for form in example.forms] + [0] * gap
        tags += [*example.tags, *[""] * gap]
    tokens = np.array(numbers)
    mask = jnp.asarray((tokens != 0).astype(np.float32)[:, None])
    scores = network.logits(
        params, lexicon.word_row[tokens], lexicon.part_rows[tokens], mask, dilations
    )
    best = np.asarray(scores.argmax(axis=1)).tolist()
    pairs = [
        (labels[guess].rstrip("!"), tag.rstrip("!"))
        for guess, tag in zip(best, tags, strict=True)
        if tag
    ]
    return sum(guess == tag for guess, tag in pairs) / len(pairs)


def save(
    arguments: argparse.Namespace,
    params: Any,
    hashes: list[int],
    labels: list[str],
    dilations: tuple[int, ...],
) -> None:
    """Write the weights: tables as bytes with a scale for each row, the rest in 16 bits."""
    arrays: dict[str, Any] = {
        "word_hashes": np.array(hashes, dtype=np.uint32),
        "labels": np.array(labels),
        "dilations": np.array(dilations),
    }
    full = {name: np.asarray(value, dtype=np.float32) for name, value in params.items()}
    reach = {"enter": 0.0}
    for name in ("words", "parts"):
        scale = np.maximum(np.abs(full[name]).max(axis=1) / 127, 1e-6).astype(np.float16)
        arrays[f"{name}_scale"] = scale
        whole = np.round(full[name] / scale.astype(np.float32)[:, None])
        arrays[name] = np.clip(whole, -127, 127).astype(np.int8)
        longest = float(np.linalg.norm(full[name], axis=1).max())
        reach["enter"] += longest * (1 if name == "words" else PARTS)
    before = ("enter_gain", "enter_shift")
    for index in range(len(dilations)):
        reach[f"conv{index}"] = 3**0.5 * _longest(full, *before)
        before = (f"gain{index}", f"shift{index}")
    reach["leave"] = _longest(full, *before)
    for name, value in full.items():
        if name in reach:
            arrays[name], arrays[f"{name}_scale"] = whole_numbers(value, reach[name])
        elif name not in arrays:
            arrays[name] = value
    np.savez(arguments.out, **arrays)


def _longest(full: dict[str, np.ndarray], gain: str, shift: str) -> float:
    """The greatest length of a normalised vector with this gain and shift."""
    width = len(full[gain])
    return float(np.abs(full[gain]).max() * width**0.5 + np.linalg.norm(full[shift]))


def whole_numbers(matrix: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray]:
    """A matrix as 16-bit integers and a scale for each column.

    Inputs, no longer than ``reach``, are whole multiples of 1/GRID. By the inequality of Cauchy and
    Schwarz no partial sum of a product then reaches 2^24, so that 32-bit floats hold it exactly.
    """
    rounding = 0.5 * len(matrix) ** 0.5
    lengths = np.linalg.norm(matrix, axis=0) + 1e-9
    room = 0.98 * 2**24 / (reach * GRID + rounding) - rounding
    scale = np.maximum(lengths / room, np.abs(matrix).max(axis=0) / 32_000).astype(np.float32)
    return np.round(matrix / scale).astype(np.int16), scale / GRID


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/train/ud"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, help="word vectors made by vectors.py")
    parser.add_argument("--silver", type=Path, help="text read by teachers, made by silver.py")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", type=int, default=20_000)
    parser.add_argument("--parts", type=int, default=10_000)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--hidden", type=int, default=96)
    parser.add_argument("--dilations", type=int, nargs="+", default=[1, 1, 2])
    parser.add_argument("--rows", type=int, default=2048, help="tokens and gaps in a batch")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--rate", type=float, default=0.003)
    parser.add_argument("--dropout", type=float, default=0.2)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
