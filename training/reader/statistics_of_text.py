"""Step 2: what is usual in clean text, so that damage is put where a reader can see it."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
from corpus import Corpus, Word

NOUN_PHRASE = frozenset("CD DT EX JJ JJR JJS NN NNP NNPS NNS PDT PRP PRP$".split())
_BEFORE_NOUN = frozenset("CD DT JJ JJR JJS NN NNP POS PRP$ VBN VBG".split())
_LEAST_SEEN = 25


class Statistics:
    """Counts over a clean corpus.

    ``transitive`` holds verb forms that nearly always have an object, ``countable`` singular nouns
    that hardly ever stand without a determiner.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as stored:
            self._grams = dict(
                zip(stored["grams"].tolist(), stored["gram_counts"].tolist(), strict=True)
            )
            self._per_million = 1e6 / int(stored["total"])
            self.transitive = frozenset(stored["transitive"].tolist())
            self.countable = frozenset(stored["countable"].tolist())

    def usual(self, *tags: str) -> float:
        """How often four tags stand in a row in a million words."""
        return float(self._grams.get(" ".join(tags), 0)) * self._per_million


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the .npz to write")
    parser.add_argument("--documents", type=int, default=6000)
    arguments = parser.parse_args()
    corpus = Corpus(arguments.corpus)
    order = np.random.default_rng(1).permutation(len(corpus))[: arguments.documents]
    grams: Counter[tuple[str, ...]] = Counter()
    verbs: Counter[str] = Counter()
    objects: Counter[str] = Counter()
    nouns: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    total = 0
    for number in sorted(order.tolist()):
        for block in corpus.document(number):
            if not block.running:
                continue
            for sentence in block.sentences:
                total += len(sentence)
                tags = ["^", "^", *(word.tag for word in sentence), "$", "$"]
                grams.update(zip(tags, tags[1:], tags[2:], tags[3:], strict=False))
                _count_words(sentence, verbs, objects, nouns, bare)
    kept = {" ".join(gram): count for gram, count in grams.items() if count > 1}
    transitive = [
        verb
        for verb, count in verbs.items()
        if count >= _LEAST_SEEN and objects[verb] > 0.75 * count
    ]
    countable = [
        noun for noun, count in nouns.items() if count >= _LEAST_SEEN and bare[noun] < 0.04 * count
    ]
    np.savez(
        arguments.out,
        grams=np.array(list(kept)),
        gram_counts=np.array(list(kept.values())),
        total=total,
        transitive=np.array(sorted(transitive)),
        countable=np.array(sorted(countable)),
    )
    print(f"{total} words, {len(kept)} grams, {len(transitive)} verbs, {len(countable)} nouns")


def _count_words(
    sentence: list[Word],
    verbs: Counter[str],
    objects: Counter[str],
    nouns: Counter[str],
    bare: Counter[str],
) -> None:
    for index, word in enumerate(sentence):
        form = word.form.lower()
        if word.tag.startswith("VB"):
            verbs[form] += 1
            objects[form] += index + 1 < len(sentence) and sentence[index + 1].tag in NOUN_PHRASE
        elif word.tag == "NN":
            begin = index
            while begin and sentence[begin - 1].tag in _BEFORE_NOUN - {"DT", "PRP$", "POS"}:
                begin -= 1
            nouns[form] += 1
            before = sentence[begin - 1].tag if begin else "^"
            after = sentence[index + 1].tag if index + 1 < len(sentence) else "$"
            bare[form] += before not in {"DT", "PRP$", "POS"} and after not in {"NN", "NNS", "POS"}


if __name__ == "__main__":
    main()
