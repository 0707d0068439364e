"""Sentences that look broken and are not, put into clean text so that readers learn to leave them.

Edited text has too few of them to learn from: clauses that leave out what was just said ("They
had.", "I would love to."), answers of a word ("Both."), questions that end in a preposition ("What
is it good for?").
"""

from __future__ import annotations

import random
from collections.abc import Callable

from corpus import Word
from words import Mutable, Sentence, capitalize

_PRONOUNS = "I you he she it we they".split()
_AUXILIARIES = "did had could would will can should might must".split()
_OPENERS = ("And", "But", "Because", "If", "So", "Maybe", "Perhaps", "Of course")
_BEFORE_TO = (
    "would love", "want", "wanted", "tried", "would like", "had", "have", "used", "hope", "plan",
    "need", "needed", "refused", "expect", "did not want", "did not need", "are not able",
)  # fmt: skip
_QUESTIONS = (
    "Who are {} talking to", "What is it good for", "What are {} waiting for", "What for",
    "What was {} thinking of", "Who did {} vote for", "What does it stand for", "Where to",
    "Who is {} working with", "What is it all about", "Which one did {} look at",
    "Where does it come from", "Who pays for it",
)  # fmt: skip
_ANSWERS = frozenset("CD JJ NN NNS RB VB VBG".split())


def _sentence(text: str, mark: str) -> Sentence:
    words = [Mutable(Word(form, True, "", 0)) for form in text.split()]
    capitalize(words[0])
    return [*words, Mutable(Word(mark, False, ".", 0))]


def _ellipsis(block: list[Sentence], chance: random.Random) -> Sentence:
    clause = f"{chance.choice(_PRONOUNS)} {chance.choice(_AUXILIARIES)}"
    draw = chance.random()
    if draw < 0.3:
        clause = f"{chance.choice(_OPENERS)} {clause}"
    elif draw < 0.5:
        clause += " not"
    return _sentence(clause, ".")


def _open_infinitive(block: list[Sentence], chance: random.Random) -> Sentence:
    pronoun = chance.choice(("I", "you", "we", "they"))
    opener = f"{chance.choice(_OPENERS)} " if chance.random() < 0.3 else ""
    return _sentence(f"{opener}{pronoun} {chance.choice(_BEFORE_TO)} to", ".")


def _question(block: list[Sentence], chance: random.Random) -> Sentence:
    pronoun = chance.choice(("you", "we", "they"))
    return _sentence(chance.choice(_QUESTIONS).format(pronoun), "?")


def _answer(block: list[Sentence], chance: random.Random) -> Sentence:
    words = [
        word
        for sentence in block
        for word in sentence
        if word.tag in _ANSWERS and word.form.isalpha()
    ]
    if not words:
        return _sentence("Both", ".")
    form = chance.choice(words).form
    if chance.random() < 0.3:
        form = f"{chance.choice(('Not', 'No', 'So', 'Very', 'More', 'Just'))} {form.lower()}"
    return _sentence(form, chance.choice("...?!"))


_SORTS: tuple[Callable[[list[Sentence], random.Random], Sentence], ...] = (
    _ellipsis,
    _open_infinitive,
    _question,
    _answer,
)


def put_short_sentence(block: list[Sentence], chance: random.Random) -> None:
    """Put a short sound sentence behind one of a block's sentences, or before the first one."""
    made = chance.choice(_SORTS)(block, chance)
    block.insert(chance.randrange(len(block) + 1), made)
