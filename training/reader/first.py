"""Step 3: train the first reader. It goes on from its last checkpoint when started again."""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from multiprocessing import Process, Queue
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from blocks import DamageShares
from checkpoint import restored, store
from corpus import Corpus
from damage import Damager
from examples import ReadToken, damaged_document
from first_network import FirstReader, tagger_weights
from measure import Scored, area, recall, recall_by_kind, threshold
from mixture import Mixture
from statistics_of_text import Statistics

from lintnews.language.layers import FormVectors
from lintnews.language.tagger import load_tagger

GATES = (0.08, 0.15, 0.25)
SHARES = DamageShares(0.55, 0.25)
_HIDDEN_WORDS = 0.05


class Rows(NamedTuple):
    """Sentences in rows, with gaps, as ``FirstReader`` takes them."""

    vectors: np.ndarray
    forms: np.ndarray
    entries: np.ndarray
    words: np.ndarray
    lengths: np.ndarray


class Batch(NamedTuple):
    """Rows, with the labels (tokens,) of all tokens and (S,) whether a sentence is damaged."""

    rows: Rows
    labels: np.ndarray
    damaged: np.ndarray


class Frozen:
    """The tagger, and the numbers of the words that it knows.

    Args:
        dilations: how far each layer above it looks, which says how far sentences stand apart.
    """

    def __init__(self, dilations: list[int]) -> None:
        self._tagger = load_tagger()
        self._dilations = dilations
        self._words = FormVectors(self._words_of, 1)

    def _words_of(self, forms: list[str]) -> np.ndarray:
        return self._tagger.word_rows(forms).astype(np.float32)[:, None]

    def rows(self, sentences: list[list[str]]) -> Rows:
        stretches = self._tagger.stretches(sentences, self._dilations)
        read = [stretch.vectors[stretch.own] for stretch in stretches]
        gap = self._tagger.gap(self._dilations)
        rows = self._tagger.forms.rows(sentences, gap)
        distinct, places, forms = np.unique(rows, return_index=True, return_inverse=True)
        words = self._words.vectors[self._words.rows(sentences, gap)[places], 0]
        entries = self._tagger.forms.vectors[distinct]
        lengths = np.array([len(sentence) for sentence in sentences])
        return Rows(np.concatenate(read), forms, entries, words.astype(np.int64), lengths)


def batch_of(sentences: list[list[ReadToken]], frozen: Frozen) -> Batch:
    rows = frozen.rows([[token.form for token in sentence] for sentence in sentences])
    labels = [token.label for sentence in sentences for token in sentence]
    damaged = [any(token.label for token in sentence) for sentence in sentences]
    return Batch(rows, np.array(labels), np.array(damaged, dtype=np.float32))


def shuffled(
    corpus: Corpus, mixture: Mixture, damager: Damager, chance: random.Random, sentences: int
) -> list[list[ReadToken]]:
    """Sentences of running text of many documents, some of them damaged."""
    pool: list[list[ReadToken]] = []
    while len(pool) < sentences:
        document = corpus.document(mixture.drawn(chance))
        for block in damaged_document(document, damager, chance, SHARES):
            if block.running:
                pool.extend(block.sentences)
    chance.shuffle(pool)
    return pool


def grouped(pool: list[list[ReadToken]], tokens: int) -> Iterator[list[list[ReadToken]]]:
    group: list[list[ReadToken]] = []
    size = 0
    for sentence in pool:
        group.append(sentence)
        size += len(sentence)
        if size >= tokens:
            yield group
            group, size = [], 0
    if group:
        yield group


def serve(queue: Any, arguments: argparse.Namespace, first: int) -> None:
    """Make the rounds of batches in a process of their own."""
    corpus = Corpus(arguments.corpus)
    mixture = Mixture(corpus)
    damager = Damager(Statistics(arguments.statistics), without=frozenset(arguments.without))
    frozen = Frozen(arguments.dilations)
    for number in range(first, arguments.rounds):
        chance = random.Random(f"first-{arguments.seed}-{number}")
        pool = shuffled(corpus, mixture, damager, chance, arguments.pool)
        for group in grouped(pool, arguments.tokens):
            queue.put(batch_of(group, frozen))
        queue.put(None)


class Watched:
    """Sentences that are never learned from, damaged in the same way every time."""

    def __init__(self, corpus: Corpus, damager: Damager, frozen: Frozen, count: int) -> None:
        chance = random.Random(0)
        documents = Mixture(corpus).held_out
        chance.shuffle(documents)
        sentences: list[tuple[list[ReadToken], tuple[str, ...]]] = []
        for number in documents:
            if len(sentences) >= count:
                break
            for block in damaged_document(corpus.document(number), damager, chance, SHARES):
                if block.running:
                    sentences.extend((sentence, block.kinds) for sentence in block.sentences)
        self._kinds = [kinds for _, kinds in sentences]
        self._batches = [
            batch_of(group, frozen) for group in grouped([read for read, _ in sentences], 4096)
        ]

    def scored(self, model: FirstReader) -> list[Scored]:
        model.eval()
        scores: list[float] = []
        damaged: list[bool] = []
        with torch.no_grad():
            for batch in self._batches:
                scores += model(*map(torch.from_numpy, batch.rows))[1].tolist()
                damaged += (batch.damaged > 0).tolist()
        model.train()
        return list(map(Scored, scores, damaged, self._kinds))


def loss_of(model: FirstReader, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """The loss of the sentences and that of the tokens, which is a help only."""
    vectors, forms, entries, words, lengths = map(torch.from_numpy, batch.rows)
    words = torch.where(torch.rand(len(words)) < _HIDDEN_WORDS, 0, words)
    token_scores, sentence_scores = model(vectors, forms, entries, words, lengths)
    whole = torch.nn.functional.binary_cross_entropy_with_logits(
        sentence_scores, torch.from_numpy(batch.damaged)
    )
    token = torch.nn.functional.cross_entropy(token_scores, torch.from_numpy(batch.labels))
    return whole, token


def rate(number: int, rounds: int) -> float:
    """The share of the full rate in a round: up in the first, then down in a line."""
    return min(1.0, (number + 1) / 2) * max(0.02, 1 - number / rounds)


def report(scored: list[Scored]) -> str:
    line = f"area {area(scored):.4f}"
    for gate in (0.01, *GATES):
        line += f" | {gate:.0%} {recall(scored, threshold(scored, gate)):.3f}"
    return line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--statistics", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the checkpoint to write (.pt)")
    parser.add_argument("--shipped", type=Path, help="start weights, a first_reader.npz")
    parser.add_argument("--rounds", type=int, default=85)
    parser.add_argument("--pool", type=int, default=12_000, help="sentences in a round")
    parser.add_argument("--watched", type=int, default=20_000, help="held-out sentences to watch")
    parser.add_argument("--tokens", type=int, default=3072, help="tokens in a batch")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--token-weight", type=float, default=2.0)
    parser.add_argument("--dilations", type=int, nargs="+", default=[1, 2, 4, 4, 4])
    parser.add_argument("--without", nargs="*", default=[], help="kinds of damage to leave out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    arguments = parser.parse_args()

    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    tagger = tagger_weights()
    model = FirstReader(len(tagger["words"]), dilations=tuple(arguments.dilations))
    model.start_from(tagger)
    if arguments.shipped:
        model.go_on_from(arguments.shipped)
    optimizer = torch.optim.Adam(model.parameters(), betas=(0.9, 0.98), fused=True)
    begun = restored(arguments.out, model, optimizer)["round"]

    watched = Watched(
        Corpus(arguments.corpus),
        Damager(Statistics(arguments.statistics)),
        Frozen(arguments.dilations),
        arguments.watched,
    )
    queue: Any = Queue(maxsize=8)
    server = Process(target=serve, args=(queue, arguments, begun), daemon=True)
    server.start()
    for number in range(begun, arguments.rounds):
        torch.manual_seed(arguments.seed * 100_003 + number)
        started, losses, tokens = time.monotonic(), [], 0
        for group in optimizer.param_groups:
            group["lr"] = arguments.rate * rate(number, arguments.rounds)
        while (batch := queue.get()) is not None:
            whole, token = loss_of(model, batch)
            optimizer.zero_grad()
            (whole + arguments.token_weight * token).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append((whole.item(), token.item()))
            tokens += len(batch.labels)
        speed = tokens / (time.monotonic() - started)
        mean, helping = np.mean(losses, axis=0)
        line = f"round {number + 1} loss {mean:.4f} tokens {helping:.4f} {speed:.0f} tokens/s"
        if (number + 1) % 5 == 0 or number + 1 == arguments.rounds:
            scored = watched.scored(model)
            line += " " + report(scored)
            if number + 1 == arguments.rounds:
                for kind, (hits, total) in recall_by_kind(
                    scored, threshold(scored, GATES[1])
                ).items():
                    line += f"\n    {kind} {hits}/{total}"
        print(line, flush=True)
        done = {"round": number + 1, "dilations": arguments.dilations}
        store(arguments.out, model, optimizer, **done)


if __name__ == "__main__":
    main()
