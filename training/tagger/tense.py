"""News told in the past turned into the present of headlines: "signed" becomes "signs"."""

from __future__ import annotations

import lzma
from pathlib import Path
from typing import NamedTuple

_SURE = 0.9
_SINGULAR_PRONOUNS = frozenset({"he", "she", "it"})


class Marked(NamedTuple):
    """A sentence for learning: each token's label, a second choice and how sure the first is."""

    forms: list[str]
    labels: list[int]
    seconds: list[int]
    sure: list[float]
    names: list[bool]


def base_forms(treebank: Path) -> dict[str, str]:
    """The base form of each past tense that a ``.conllu.xz`` file holds, both in lower case."""
    bases: dict[str, str] = {}
    with lzma.open(treebank, "rt", encoding="utf-8") as lines:
        for line in lines:
            columns = line.split("\t")
            if len(columns) > 4 and columns[4] == "VBD" and columns[2].isalpha():
                bases[columns[1].lower()] = columns[2].lower()
    return bases


class Present:
    """Turns sentences into the present tense; the labels of their verbs change with them."""

    def __init__(self, bases: dict[str, str], labels: list[str]) -> None:
        self._bases = {past: base for past, base in bases.items() if base != "be"}
        self._past = labels.index("VBD")
        self._singular, self._plural = labels.index("VBZ"), labels.index("VBP")
        self._one = {labels.index(tag) for tag in ("NN", "NNP")}
        self._many = {labels.index(tag) for tag in ("NNS", "NNPS")}
        self._pronoun = labels.index("PRP")

    def of(self, sentence: Marked) -> Marked:
        """The sentence with its sure past tenses in the present.

        The number of a verb is that of the nearest noun or pronoun before it.
        """
        forms, labels, seconds = (list(part) for part in sentence[:3])
        many = False
        for index, (form, label) in enumerate(zip(sentence.forms, sentence.labels, strict=True)):
            base = self._bases.get(form.lower())
            if label in self._one | self._many:
                many = label in self._many
            elif label == self._pronoun:
                many = form.lower() not in _SINGULAR_PRONOUNS
            elif label == self._past and base is not None and sentence.sure[index] >= _SURE:
                verb = base if many else _third_person(base)
                forms[index] = verb.capitalize() if form[0].isupper() else verb
                labels[index] = seconds[index] = self._plural if many else self._singular
        return sentence._replace(forms=forms, labels=labels, seconds=seconds)


def _third_person(base: str) -> str:
    if base == "have":
        return "has"
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{base}es"
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return f"{base[:-1]}ies"
    return f"{base}s"
