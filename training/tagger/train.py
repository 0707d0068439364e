"""Steps 2 and 4: train a teacher on treebanks, or the shipped network on them and silver text."""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import network
import numpy as np
import optax
import treebank
from batches import Lexicon, gold_examples, marked, rows_of, silver_examples
from tense import Present, base_forms
from weights import save

from lintnews.language.tagger import form_keys, normal_form

CHECKPOINT_STEPS = 250


def train(arguments: argparse.Namespace) -> None:
    gold = gold_examples(arguments.data)
    labels = sorted({tag for example in gold for tag in example.tags if tag})
    dilations = tuple(arguments.dilations)
    hashes, rare, known = vocabulary(gold, arguments.vectors, arguments.words)
    lexicon = Lexicon(hashes, arguments.parts)
    params = network.initial(
        arguments.seed,
        len(hashes),
        arguments.parts,
        arguments.width,
        arguments.hidden,
        len(dilations),
        len(labels),
    )
    params["words"] = params["words"].at[1:, : known.shape[1]].set(known)

    chance = random.Random(arguments.seed)
    gap = max(dilations)
    label_of = {label: index for index, label in enumerate(labels)}
    present = Present(base_forms(arguments.data / "en_ewt-train.conllu.xz"), labels)
    batches = partial(
        rows_of, lexicon=lexicon, present=present, rows=arguments.rows, gap=gap, chance=chance
    )
    streams = [batches(marked(gold, label_of))]
    if arguments.silver:
        silver = silver_examples(arguments.silver, labels)
        streams.append(batches(silver))
    development = treebank.read(arguments.data / "en_ewt-dev.conllu.xz")

    schedule = optax.warmup_cosine_decay_schedule(0, arguments.rate, 100, arguments.steps, 1e-5)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adam(schedule, b2=0.99))
    step = stepper(optimizer, jnp.asarray(rare), dilations, arguments.dropout)
    checkpoint = arguments.out.with_suffix(".checkpoint.npz")
    begun, (params, state, average) = restored(
        checkpoint, (params, optimizer.init(params), jax.tree.map(jnp.copy, params))
    )
    started, losses = time.monotonic(), []
    for number in range(arguments.steps):
        drawn = [next(stream) for stream in streams]
        if number < begun:
            continue
        tokens, target = (np.concatenate(parts) for parts in zip(*drawn, strict=True))
        words = np.where(tokens == 0, -1, lexicon.word_row[tokens])
        key = jax.random.PRNGKey(arguments.seed * 1_000_003 + number)
        params, state, average, loss = step(
            params,
            state,
            average,
            words,
            lexicon.part_rows[tokens],
            target,
            key,
            number,
        )
        losses.append(loss)
        if (number + 1) % CHECKPOINT_STEPS == 0 or number + 1 == arguments.steps:
            mean = float(np.mean([float(value) for value in losses]))
            losses = []
            score = accuracy(average, development, lexicon, labels, dilations)
            seconds = time.monotonic() - started
            print(
                f"step {number + 1} loss {mean:.4f} dev {score:.4f} {seconds:.0f} s",
                flush=True,
            )
            leaves = enumerate(jax.tree.leaves((params, state, average)))
            stored = {f"leaf{index}": np.asarray(leaf) for index, leaf in leaves}
            np.savez(checkpoint, step=number + 1, **stored)
    save(arguments.out, average, hashes, labels, dilations)
    checkpoint.unlink(missing_ok=True)


def vocabulary(
    gold: list[treebank.Example], vectors: Path | None, words: int
) -> tuple[list[int], np.ndarray, np.ndarray]:
    """Sorted hashes (W,) of the words with a row, how often to hide each (W + 1,), vectors (W, E).

    A word is hidden in training the more often the rarer it is, so that its spelling learns to
    stand in for it (Kiperwasser and Goldberg 2016).
    """
    counts = Counter(normal_form(form) for example in gold for form in example.forms)
    chosen = {word for word, count in counts.items() if count > 1}
    pretrained: dict[str, np.ndarray] = {}
    if vectors:
        with np.load(vectors, allow_pickle=False) as stored:
            names = stored["words"].tolist()[:words]
            pretrained = dict(zip(names, stored["vectors"].astype(np.float32), strict=False))
            counts.update(dict(zip(names, stored["counts"].tolist(), strict=False)))
    word_of = {form_keys(word).word: word for word in sorted(chosen | pretrained.keys()) if word}
    hashes = sorted(word_of)
    hidden = [0.0] + [0.03 + 0.5 / (0.5 + counts[word_of[number]]) for number in hashes]
    width = len(next(iter(pretrained.values()))) if pretrained else 0
    nothing = np.zeros(width, dtype=np.float32)
    known = np.array([pretrained.get(word_of[number], nothing) for number in hashes])
    return hashes, np.array(hidden, dtype=np.float32), known * 0.8


def stepper(
    optimizer: Any, rare: Any, dilations: tuple[int, ...], dropout: float
) -> Callable[..., Any]:
    """One step of Adam, and of the moving average of the weights that is kept in the end."""

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
            hidden = jax.random.bernoulli(jax.random.fold_in(key, 7), rare[words])
            rows = jnp.where(hidden, 0, jnp.maximum(words, 0))
            scores = network.logits(params, rows, parts, mask, dilations, key, dropout)
            logp = jax.nn.log_softmax(scores)
            first, second = (
                target[:, 0].astype(jnp.int32),
                target[:, 1].astype(jnp.int32),
            )
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

    return step


def restored(checkpoint: Path, trees: Any) -> tuple[int, Any]:
    """Steps done and the state after them, from ``checkpoint`` if there is one."""
    if not checkpoint.exists():
        return 0, trees
    leaves, structure = jax.tree.flatten(trees)
    with np.load(checkpoint, allow_pickle=False) as stored:
        leaves = [jnp.asarray(stored[f"leaf{index}"]) for index in range(len(leaves))]
        return int(stored["step"]), jax.tree.unflatten(structure, leaves)


def accuracy(
    params: Any,
    examples: list[treebank.Example],
    lexicon: Lexicon,
    labels: list[str],
    dilations: tuple[int, ...],
) -> float:
    gap = [0] * max(dilations)
    numbers, tags = list(gap), [""] * len(gap)
    for example in examples:
        numbers += [lexicon.add(form) for form in example.forms] + gap
        tags += [*example.tags, *[""] * len(gap)]
    tokens = np.array(numbers)
    mask = jnp.asarray((tokens != 0).astype(np.float32)[:, None])
    scores = network.logits(
        params, lexicon.word_row[tokens], lexicon.part_rows[tokens], mask, dilations
    )
    guesses = np.asarray(scores.argmax(axis=1)).tolist()
    pairs = [
        (labels[guess].rstrip("!"), tag.rstrip("!"))
        for guess, tag in zip(guesses, tags, strict=True)
        if tag
    ]
    return sum(guess == tag for guess, tag in pairs) / len(pairs)


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
    parser.add_argument("--hidden", type=int, default=128)
    parser.add_argument("--dilations", type=int, nargs="+", default=[1, 1, 2, 4])
    parser.add_argument("--rows", type=int, default=2048, help="tokens and gaps in a batch")
    parser.add_argument("--steps", type=int, default=1400)
    parser.add_argument("--rate", type=float, default=0.003)
    parser.add_argument("--dropout", type=float, default=0.1)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
