"""Step 6: how well the shipped weights read text that they were not trained on."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import augment
import numpy as np
import treebank

from lintnews.language.tagger import Tagger, Tagging

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", treebank.FINITE_VB})
LOWER_START = "with the first letter in lower case"


def report(name: str, examples: list[treebank.Example], tagger: Tagger, confusions: bool) -> None:
    read = tagger.tag([example.forms for example in examples])
    tokens = [
        (gold, guess, chance, form)
        for example, tagging in zip(examples, read, strict=True)
        for gold, guess, chance, form in zip(
            example.tags, tagging.tags, tagging.finite, example.forms, strict=True
        )
        if gold
    ]
    right = sum(gold.rstrip("!") == guess for gold, guess, _, _ in tokens)
    true = [(gold in FINITE, chance >= 0.5) for gold, _, chance, _ in tokens]
    hits = sum(gold and guess for gold, guess in true)
    precision = hits / max(1, sum(guess for _, guess in true))
    recall = hits / max(1, sum(gold for gold, _ in true))
    print(
        f"{name:42} {len(tokens):6} tokens  tags {right / len(tokens):6.2%}  "
        f"finite P {precision:6.2%} R {recall:6.2%}  {_verbless(examples, read)}"
    )
    if confusions:
        _print_confusions([(gold, guess, form) for gold, guess, _, form in tokens])


def _verbless(examples: list[treebank.Example], read: list[Tagging]) -> str:
    tops = [
        max(tagging.finite)
        for example, tagging in zip(examples, read, strict=True)
        if FINITE & set(example.tags)
    ]
    counts = [sum(top < threshold for top in tops) for threshold in (0.5, 0.2, 0.1)]
    bare = [
        max(tagging.finite)
        for example, tagging in zip(examples, read, strict=True)
        if not FINITE & set(example.tags) and len(example.forms) > 3 and "" not in example.tags
    ]
    seen = sum(top < 0.5 for top in bare)
    return f"false verbless {counts} of {len(tops)}; true verbless seen {seen} of {len(bare)}"


def _print_confusions(tokens: list[tuple[str, str, str]]) -> None:
    wrong: dict[tuple[str, str], list[str]] = {}
    for gold, guess, form in tokens:
        if gold.rstrip("!") != guess:
            wrong.setdefault((gold, guess), []).append(form)
    for (gold, guess), forms in sorted(wrong.items(), key=lambda item: -len(item[1]))[:12]:
        print(f"    {gold:5} read as {guess:5} {len(forms):4}  {', '.join(forms[:8])}")


def _lowered(example: treebank.Example) -> treebank.Example:
    forms = list(example.forms)
    if example.tags[0] not in {"NNP", "NNPS"} and forms[0] != "I":
        forms[0] = forms[0][:1].lower() + forms[0][1:]
    return example._replace(forms=forms)


def _tail(example: treebank.Example) -> treebank.Example:
    cut = len(example.forms) // 3
    return example._replace(forms=example.forms[cut:], tags=example.tags[cut:])


def _headline(example: treebank.Example) -> treebank.Example:
    kept = [
        (form, tag)
        for form, tag in zip(example.forms, example.tags, strict=True)
        if form.lower() not in augment.ARTICLES and form != "."
    ]
    forms, tags = [form for form, _ in kept], [tag for _, tag in kept]
    return example._replace(forms=augment.title_case(forms), tags=tags)


def speed(tagger: Tagger, examples: list[treebank.Example]) -> float:
    """Words a second of processor time, in batches of 35 sentences, forms seen before."""
    sentences = [example.forms for example in examples]
    batches = [sentences[at : at + 35] for at in range(0, len(sentences), 35)]
    for batch in batches:
        tagger.tag(batch)
    best = 0.0
    for _ in range(3):
        started = time.process_time()
        for batch in batches:
            tagger.tag(batch)
        words = sum(any(c.isalnum() for c in form) for forms in sentences for form in forms)
        best = max(best, words / (time.process_time() - started))
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/train/ud"))
    parser.add_argument("--weights", type=Path, default=Path("lintnews/language/data/tagger.npz"))
    parser.add_argument("--confusions", action="store_true")
    arguments = parser.parse_args()
    started = time.perf_counter()
    with np.load(arguments.weights, allow_pickle=False) as arrays:
        tagger = Tagger(dict(arrays))
    print(f"loaded in {(time.perf_counter() - started) * 1000:.0f} ms")
    pud = treebank.read(arguments.data / "en_pud-test.conllu.xz")
    ewt = treebank.read(arguments.data / "en_ewt-test.conllu.xz")
    gum = [
        example
        for part in ("train", "dev", "test")
        for example in treebank.read(
            arguments.data / f"en_gum-{part}.conllu.xz", treebank.is_held_out_news
        )
    ]
    report("PUD test", pud, tagger, arguments.confusions)
    report("EWT test", ewt, tagger, arguments.confusions)
    report("GUM news and interviews, held out", gum, tagger, arguments.confusions)
    report(f"PUD {LOWER_START}", [_lowered(example) for example in pud], tagger, False)
    report("PUD without the first third", [_tail(example) for example in pud], tagger, False)
    upper = [example._replace(forms=[form.upper() for form in example.forms]) for example in pud]
    report("PUD in capitals", upper, tagger, False)
    report("PUD as headlines", [_headline(example) for example in pud], tagger, False)
    print(f"{speed(tagger, pud):,.0f} words/s")


if __name__ == "__main__":
    main()
