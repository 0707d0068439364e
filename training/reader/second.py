"""Step 5: train the second reader. It goes on from its last checkpoint when started again."""

from __future__ import annotations

import argparse
import random
import time
from multiprocessing import Process, Queue
from pathlib import Path
from typing import Any

import onnx
import torch
from blocks import DamageShares
from checkpoint import restored, store
from corpus import Corpus
from damage import Damager
from examples import (
    NOT_LEARNED,
    Batch,
    Source,
    batches,
    damaged_document,
    examples,
    stacked,
)
from graph import stored_state
from hard import HardBlocks
from measure import Scored, area, recall, recall_by_kind, threshold
from mixture import Mixture
from second_network import Reader
from statistics_of_text import Statistics

from lintnews.reader.pieces import Vocabulary

WATCHED_WINDOWS = 2500
SHARES = DamageShares(0.85, 0.5)
_SENTENCE_WEIGHT = 0.5
_BODY_RATE = 0.12
_WARMING_STEPS = 200


def load_vocabulary(path: Path) -> Vocabulary:
    return Vocabulary(path.read_text(encoding="utf-8").splitlines())


def serve(queue: Any, arguments: argparse.Namespace, first: int, rounds: int) -> None:
    """Make the rounds of batches in a process of their own."""
    corpus = Corpus(arguments.corpus)
    source = Source(
        corpus,
        Mixture(corpus),
        Damager(Statistics(arguments.statistics), without=frozenset(arguments.without)),
        DamageShares(*arguments.shares),
        HardBlocks(arguments.hard, corpus) if arguments.hard else None,
    )
    vocabulary = load_vocabulary(arguments.vocabulary)
    for number in range(first, rounds):
        made = batches(
            source,
            vocabulary,
            pieces=arguments.pieces,
            seed=f"{arguments.seed}-{number}",
            pool=arguments.pool,
        )
        for batch in made:
            queue.put(tuple(batch))
        queue.put(None)


def tensors(batch: Batch) -> list[torch.Tensor]:
    return [torch.from_numpy(array) for array in batch]


def loss_of(model: Reader, batch: Batch, *, halved: bool) -> torch.Tensor:
    numbers, looks, speech, roles, mask, labels, sentence = tensors(batch)
    with torch.autocast("cpu", torch.bfloat16, enabled=halved):
        token_scores, sentence_scores = model(numbers, looks, speech, roles, mask)
    learned = labels != NOT_LEARNED
    token = torch.nn.functional.cross_entropy(token_scores[learned].float(), labels[learned])
    whole = torch.nn.functional.binary_cross_entropy_with_logits(
        sentence_scores[learned].float(), sentence[learned].float()
    )
    return token + _SENTENCE_WEIGHT * whole


class Watched:
    """Windows that are never learned from, damaged in the same way every time."""

    def __init__(self, corpus: Corpus, damager: Damager, vocabulary: Vocabulary) -> None:
        chance = random.Random(0)
        self._filler = vocabulary.filler
        self.windows = []
        for number in Mixture(corpus).held_out:
            for block in damaged_document(corpus.document(number), damager, chance, SHARES):
                for example in examples([block], vocabulary):
                    self.windows.append((example, block.kinds))
        chance.shuffle(self.windows)
        del self.windows[WATCHED_WINDOWS:]
        self.windows.sort(key=lambda window: len(window[0].numbers))

    def scored(self, model: Reader) -> list[Scored]:
        """The sentences of the windows, each with its mean logit."""
        model.eval()
        found = []
        for first in range(0, len(self.windows), 32):
            group = self.windows[first : first + 32]
            batch = stacked([example for example, _ in group], self._filler)
            numbers, looks, speech, roles, mask, _, _ = tensors(batch)
            with torch.no_grad():
                scores = model(numbers, looks, speech, roles, mask)[1].tolist()
            for (example, kinds), row in zip(group, scores, strict=True):
                found.extend(sentences_of(example, row, kinds))
        model.train()
        return found


def sentences_of(example: Any, row: list[float], kinds: tuple[str, ...]) -> list[Scored]:
    """A window's sentences; one begins at every piece whose look says so."""
    scored: list[Scored] = []
    values: list[float] = []
    damaged = False
    for look, label, value in zip(example.looks, example.sentence, row, strict=False):
        if label == NOT_LEARNED or (look >= 16 and values):
            if values:
                scored.append(Scored(sum(values) / len(values), damaged, kinds))
            values = []
        if label != NOT_LEARNED:
            values.append(value)
            damaged = bool(label)
    if values:
        scored.append(Scored(sum(values) / len(values), damaged, kinds))
    return scored


def rate(step: int, number: int, arguments: argparse.Namespace) -> float:
    """The share of the full rate: up in the first steps, level, down in the last rounds."""
    left = arguments.rounds - number
    return min(1.0, (step + 1) / _WARMING_STEPS, left / arguments.cooldown)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--statistics", type=Path, required=True)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, help="start weights, model.safetensors")
    parser.add_argument("--shipped", type=Path, help="start weights, a second.onnx that shipped")
    parser.add_argument("--hard", type=Path, help="hard blocks to learn from besides (hard.py)")
    parser.add_argument("--out", type=Path, required=True, help="the checkpoint to write (.pt)")
    parser.add_argument("--rounds", type=int, default=70)
    parser.add_argument("--cooldown", type=int, default=20, help="rounds in which the rate falls")
    parser.add_argument("--pool", type=int, default=2000, help="windows in a round")
    parser.add_argument("--pieces", type=int, default=1536, help="pieces in a batch")
    parser.add_argument("--shares", type=float, nargs=2, default=list(SHARES))
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--without", nargs="*", default=[], help="kinds of damage to leave out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument(
        "--halved", action="store_true", help="16-bit products, fast with AVX512-BF16 alone"
    )
    arguments = parser.parse_args()

    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    vocabulary = load_vocabulary(arguments.vocabulary)
    model = Reader(len(arguments.vocabulary.read_text(encoding="utf-8").splitlines()))
    if arguments.encoder:
        model.start_from(arguments.encoder)
    if arguments.shipped:
        state = stored_state(onnx.load(arguments.shipped))
        model.load_state_dict({name: torch.from_numpy(array) for name, array in state.items()})
    fresh = [*model.token.parameters(), *model.sentence.parameters()]
    chosen = {id(parameter) for parameter in fresh}
    body = [p for p in model.parameters() if p.requires_grad and id(p) not in chosen]
    optimizer = torch.optim.AdamW(
        [
            {"params": fresh, "rate": arguments.rate},
            {"params": body, "rate": arguments.rate * _BODY_RATE},
        ],
        lr=arguments.rate,
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )
    stored = restored(arguments.out, model, optimizer)
    begun, step = stored["round"], stored.get("step", 0)

    watched = Watched(
        Corpus(arguments.corpus), Damager(Statistics(arguments.statistics)), vocabulary
    )
    queue: Any = Queue(maxsize=64)
    server = Process(target=serve, args=(queue, arguments, begun, arguments.rounds), daemon=True)
    server.start()
    for number in range(begun, arguments.rounds):
        torch.manual_seed(arguments.seed * 100_003 + number)
        started, losses, pieces = time.monotonic(), [], 0
        while (arrays := queue.get()) is not None:
            batch = Batch(*arrays)
            for group in optimizer.param_groups:
                group["lr"] = group["rate"] * rate(step, number, arguments)
            step += 1
            loss = loss_of(model, batch, halved=arguments.halved)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(loss.item())
            pieces += int(batch.mask.sum())
        speed = pieces / (time.monotonic() - started)
        line = f"round {number + 1} loss {sum(losses) / len(losses):.4f} {speed:.0f} pieces/s"
        if (number + 1) % 10 == 0 or number + 1 == arguments.rounds:
            scored = watched.scored(model)
            limit = threshold(scored, 0.005)
            line += f" area {area(scored):.4f} recall at 0.5 % {recall(scored, limit):.3f}"
            line += f" at 2 % {recall(scored, threshold(scored, 0.02)):.3f}"
            if (number + 1) % 20 == 0 or number + 1 == arguments.rounds:
                for kind, (hits, total) in recall_by_kind(scored, limit).items():
                    line += f"\n    {kind} {hits}/{total}"
        print(line, flush=True)
        store(arguments.out, model, optimizer, round=number + 1, step=step)


if __name__ == "__main__":
    main()
