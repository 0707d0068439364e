"""The kinds of damage by name, and what more than one of them needs.

A kind is a function that knows where it can be done. It takes the sentences of one block, the index
of one of them, chance and the statistics of clean text; it changes the sentences in place, labels
the words at which a reader stumbles, and says whether it found a place. The recipes come from
reading machine translation of news and the errors that professional raters marked in it.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from corpus import Word
from statistics_of_text import NOUN_PHRASE, Statistics
from words import FINITE, Mutable, Sentence, has_finite

Damage = Callable[[list[Sentence], int, random.Random, Statistics], bool]

KINDS: dict[str, tuple[float, Damage]] = {}
"""Every kind by name, with how often it is tried beside the others."""

USUAL = 12.0
TRIES = 8
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
AUXILIARIES = frozenset("am are be been being did do does had has have is was were 's 're".split())
_LONGEST_ELLIPSIS = 5
_OPEN = frozenset("CC DT IN JJ JJR JJS MD PDT POS PRP$ TO WDT WP WP$ WRB".split())


def kind(weight: float) -> Callable[[Damage], Damage]:
    def register(damage: Damage) -> Damage:
        KINDS[damage.__name__.replace("_", "-")] = (weight, damage)
        return damage

    return register


def tag_at(sentence: Sentence, index: int) -> str:
    if index < 0:
        return "^"
    return sentence[index].tag if index < len(sentence) else "$"


def seam(left: Sentence, right: Sentence, statistics: Statistics) -> float:
    """How often a million clean words have the parts of speech on both sides of a seam."""
    return statistics.usual(
        tag_at(left, len(left) - 2), tag_at(left, len(left) - 1), tag_at(right, 0), tag_at(right, 1)
    )


def label_words(sentence: Sentence, start: int, end: int, label: int) -> None:
    for word in sentence[max(0, start) : end]:
        word.label = label


def new_stop(chance: random.Random) -> Mutable:
    return Mutable(Word(chance.choice("......!?") if chance.random() < 0.1 else ".", False, ".", 0))


def new_comma() -> Mutable:
    return Mutable(Word(",", False, ",", 0))


def is_elliptical(words: Sentence) -> bool:
    """Whether words are a clause that rightly leaves out what was said: "They had", "I want to"."""
    if len(words) > _LONGEST_ELLIPSIS or not has_finite(words):
        return False
    last, before = words[-1], words[-2]
    if last.tag == "TO":
        return before.tag.startswith("VB") and words[0].tag in {"PRP", "CC"}
    return (last.tag == "MD" or last.form.lower() in AUXILIARIES) and before.tag in {"PRP", "EX"}


def broken_off(sentence: Sentence, end: int, statistics: Statistics) -> bool:
    """Whether ``sentence[:end]`` visibly lacks the rest."""
    if end < 2 or not sentence[end - 1].is_word or not sentence[end].is_word:
        return False
    if is_elliptical(sentence[:end]):
        return False
    last, following = sentence[end - 1], sentence[end]
    if last.tag in _OPEN and last.tag not in {"IN", "JJ", "RB"}:
        return True
    if last.tag == "IN":
        return following.tag in NOUN_PHRASE or following.tag in {"VBG", "WP", "WRB"}
    if last.tag == "JJ":
        return following.tag in NOUNS and tag_at(sentence, end - 2) in {"DT", "IN", "JJ", "PRP$"}
    if last.tag.startswith("VB") or last.tag == "MD":
        if last.form.lower() in statistics.transitive and following.tag in NOUN_PHRASE:
            return True
        return last.form.lower() in AUXILIARIES and following.tag != "RB"
    if last.tag in NOUNS or last.tag == "PRP":
        return not has_finite(sentence[:end]) or (
            following.tag in {"NN", "NNS", "POS", "VBZ", "VBD", "MD"}
            and not any(word.finite >= FINITE for word in sentence[max(0, end - 6) : end])
            and tag_at(sentence, end - 2) in {"CC", "IN", "DT", "JJ", ","}
        )
    return False
