"""Train the part-of-speech tagger and write its weights.

python training/tagger/train.py --data ../shared/train/ud --out lintnews/language/data/tagger.npz

Needs torch. A run that was stopped goes on from its checkpoint (OUT.checkpoint).
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from treebank import FREE_GUM_GENRES, Tagged, damaged, sentences

from lintnews.language.tagger import features

ROWS = {"norm": 12000, "prefix": 3000, "suffix2": 1000, "suffix3": 4000, "suffix4": 6000, "shape": 500}
WIDTH, DEPTH = 96, 4
BATCH_WORDS = 1500


class Network(nn.Module):
    def __init__(self, tags: int) -> None:
        super().__init__()
        self.tables = nn.ModuleDict(
            {name: nn.Embedding(rows + 1, WIDTH, padding_idx=rows) for name, rows in ROWS.items()}
        )
        for table in self.tables.values():
            nn.init.normal_(table.weight, std=0.3)
            with torch.no_grad():
                table.weight[-1] = 0
        self.convs = nn.ModuleList(nn.Linear(3 * WIDTH, WIDTH) for _ in range(DEPTH))
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(DEPTH))
        self.out = nn.Linear(WIDTH, tags + 1)
        self.drop = nn.Dropout(0.25)

    def forward(self, rows: dict[str, torch.Tensor], inside: torch.Tensor) -> torch.Tensor:
        hidden = self.drop(sum(self.tables[name](rows[name]) for name in ROWS)) * inside
        for conv, norm in zip(self.convs, self.norms, strict=True):
            before = nn.functional.pad(hidden, (0, 0, 1, 0))[:-1]
            after = nn.functional.pad(hidden, (0, 0, 0, 1))[1:]
            mixed = torch.relu(norm(conv(torch.cat([before, hidden, after], dim=1))))
            hidden = (hidden + self.drop(mixed)) * inside
        return self.out(hidden)


def batches(data: list[Tagged], chance: random.Random) -> list[list[Tagged]]:
    order = data[:]
    chance.shuffle(order)
    made, batch, size = [], [], 0
    for sentence in order:
        batch.append(sentence)
        size += len(sentence.words) + 1
        if size > BATCH_WORDS:
            made.append(batch)
            batch, size = [], 0
    return [*made, batch] if batch else made


def tensors(batch: list[Tagged], tags: dict[str, int], chance: random.Random | None):
    rows = {name: [ROWS[name]] for name in ROWS}
    inside, gold, finite = [0.0], [-100], [0.0]
    for sentence in batch:
        for word, tag, is_finite in zip(*sentence, strict=True):
            for name, row in features(word, ROWS):
                unseen = name == "norm" and chance is not None and chance.random() < 0.06
                rows[name].append(ROWS[name] if unseen else row)
            inside.append(1.0)
            gold.append(tags.get(tag, -100))
            finite.append(float(is_finite))
        for name in ROWS:
            rows[name].append(ROWS[name])
        inside.append(0.0)
        gold.append(-100)
        finite.append(0.0)
    return (
        {name: torch.tensor(row) for name, row in rows.items()},
        torch.tensor(inside).unsqueeze(1),
        torch.tensor(gold),
        torch.tensor(finite),
    )


def loss_of(scores, inside, gold, finite):
    tag_loss = nn.functional.cross_entropy(scores[:, :-1], gold, ignore_index=-100, label_smoothing=0.02)
    each = nn.functional.binary_cross_entropy_with_logits(scores[:, -1], finite, reduction="none")
    return tag_loss + (each * inside.squeeze(1)).sum() / inside.sum()


def accuracy(network: Network, data: list[Tagged], tags: dict[str, int]) -> float:
    network.eval()
    right = total = 0
    with torch.no_grad():
        for batch in batches(data, random.Random(0)):
            rows, inside, gold, _ = tensors(batch, tags, None)
            best = network(rows, inside)[:, :-1].argmax(dim=1)
            known = gold >= 0
            right += int((best == gold)[known].sum())
            total += int(known.sum())
    network.train()
    return right / total


def save(network: Network, tags: list[str], out: Path) -> None:
    state = network.state_dict()
    arrays = {"tags": np.array(tags)}
    for name in ROWS:
        arrays[f"table.{name}"] = state[f"tables.{name}.weight"][:-1].numpy().astype(np.float16)
    for layer in range(DEPTH):
        arrays[f"conv.{layer}.weight"] = state[f"convs.{layer}.weight"].T.numpy().astype(np.float16)
        arrays[f"conv.{layer}.bias"] = state[f"convs.{layer}.bias"].numpy()
        arrays[f"conv.{layer}.scale"] = state[f"norms.{layer}.weight"].numpy()
        arrays[f"conv.{layer}.shift"] = state[f"norms.{layer}.bias"].numpy()
    arrays["out.weight"] = state["out.weight"].T.numpy()
    arrays["out.bias"] = state["out.bias"].numpy()
    out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(out, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with the .conllu.xz files")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep-out", type=Path, help="folder of articles that must not be learned")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    known = ""
    if options.keep_out:
        known = "\n".join(path.read_text("utf-8") for path in sorted(options.keep_out.rglob("*.txt")))
    train = [
        *sentences(options.data / "en_ewt-train.conllu.xz"),
        *sentences(options.data / "en_ewt-dev.conllu.xz"),
        *sentences(options.data / "en_gum-train.conllu.xz", genres=FREE_GUM_GENRES, known=known),
        *sentences(options.data / "en_gum-dev.conllu.xz", genres=FREE_GUM_GENRES, known=known),
    ]
    held_out = list(sentences(options.data / "en_ewt-test.conllu.xz"))
    names = sorted({tag for sentence in train for tag in sentence.tags})
    tags = {tag: number for number, tag in enumerate(names)}
    print(f"{len(train)} sentences, {sum(len(s.words) for s in train)} words, {len(tags)} tags")
    network = Network(len(tags))
    steps = options.epochs * len(batches(train, random.Random(0)))
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=steps + options.epochs, pct_start=0.1)
    checkpoint = options.out.with_suffix(".checkpoint")
    first = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(saved["network"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        first = saved["epoch"]
    for epoch in range(first, options.epochs):
        chance = random.Random(f"{options.seed}-{epoch}")
        begin, total = time.time(), 0.0
        made = batches([damaged(sentence, chance) for sentence in train], chance)
        for batch in made:
            rows, inside, gold, finite = tensors(batch, tags, chance)
            loss = loss_of(network(rows, inside), inside, gold, finite)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(
            f"epoch {epoch + 1} loss {total / len(made):.4f} "
            f"accuracy {accuracy(network, held_out, tags):.4f} {time.time() - begin:.0f} s",
            flush=True,
        )
        torch.save(
            {
                "network": network.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "epoch": epoch + 1,
            },
            checkpoint,
        )
        save(network, names, options.out)
    checkpoint.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
