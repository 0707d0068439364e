"""Reading Universal Dependencies treebanks into tagged sentences, as the tagger sees them."""

from __future__ import annotations

import lzma
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# The documents of GUM under CC BY or CC BY-SA, by genre; see the licence note in the treebank.
FREE_GUM_GENRES = ("news", "interview", "bio", "voyage", "textbook", "speech")
PUNCTUATION = {".", ",", ":", "``", "''", "-LRB-", "-RRB-", "HYPH", "NFP", "$", "SYM"}


class Tagged(NamedTuple):
    """A sentence: its words, their Penn tags, and whether each is a finite verb."""

    words: tuple[str, ...]
    tags: tuple[str, ...]
    finite: tuple[bool, ...]


class Word(NamedTuple):
    form: str
    tag: str
    finite: bool
    space_after: bool


def sentences(path: Path, *, genres: tuple[str, ...] = (), known: str = "") -> Iterator[Tagged]:
    """The sentences of a treebank file, hyphenated compounds merged into one word.

    Args:
        path: a .conllu.xz file.
        genres: of GUM, the genres to read (all, if empty).
        known: texts of which no sentence of six words or more may be read (the test articles).
    """
    document, text, words = "", "", []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id ="):
                document = line.partition("=")[2].strip()
            elif line.startswith("# text ="):
                text = line.partition("=")[2].strip()
            elif line and not line.startswith("#"):
                word = _word(line.split("\t"))
                if word is not None:
                    words.append(word)
            elif not line and words:
                wanted = not genres or document.split("_")[1] in genres
                if wanted and not (known and len(words) > 5 and text in known):
                    yield _merged(words)
                words = []


def _word(fields: list[str]) -> Word | None:
    if "-" in fields[0] or "." in fields[0]:
        return None
    features = fields[5]
    finite = fields[4] in {"VBD", "VBZ", "VBP", "MD"} or (
        fields[4] == "VB" and "VerbForm=Fin" in features
    )
    return Word(fields[1], fields[4], finite, "SpaceAfter=No" not in fields[9])


def _merged(words: list[Word]) -> Tagged:
    merged: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        while (
            at + 2 < len(words)
            and words[at + 1].form in {"-", "‑", "‐"}
            and not word.space_after
            and not words[at + 1].space_after
            and word.form[-1].isalnum()
            and words[at + 2].form[0].isalnum()
        ):
            last = words[at + 2]
            tag = "JJ" if last.tag in {"VBN", "VBG"} else last.tag
            word = Word(word.form + words[at + 1].form + last.form, tag, last.finite, last.space_after)
            at += 2
        merged.append(word)
        at += 1
    return Tagged(*(tuple(column) for column in list(zip(*merged, strict=True))[:3]))


def damaged(sentence: Tagged, chance: random.Random) -> Tagged:
    """The sentence as it may stand in damaged or typeset text, its tags kept."""
    words, tags, finite = (list(column) for column in sentence)
    if chance.random() < 0.15 and len(words) > 6:
        start = chance.randrange(0, len(words) - 3)
        stop = chance.randrange(start + 3, len(words) + 1)
        words, tags, finite = words[start:stop], tags[start:stop], finite[start:stop]
        if chance.random() < 0.5 and tags[-1] not in PUNCTUATION:
            words, tags, finite = [*words, "."], [*tags, "."], [*finite, False]
        if chance.random() < 0.4 and words[0][0].islower():
            words[0] = words[0][0].upper() + words[0][1:]
    if chance.random() < 0.15 and tags[0] not in {"NNP", "NNPS"} and words[0] != "I":
        words[0] = words[0].lower()
    if chance.random() < 0.1 and tags[-1] == "." and len(words) > 2:
        words, tags, finite = words[:-1], tags[:-1], finite[:-1]
    if chance.random() < 0.5:
        words = [word.replace("'", "’") if "'" in word and word != "''" else word for word in words]
    style = chance.random()
    words = [_quote(word, tag, style) for word, tag in zip(words, tags, strict=True)]
    if chance.random() < 0.03:
        words = [word.upper() for word in words]
    elif chance.random() < 0.04:
        words = [word[:1].upper() + word[1:] for word in words]
    return Tagged(tuple(words), tuple(tags), tuple(finite))


def _quote(word: str, tag: str, style: float) -> str:
    if tag == "``":
        return "“" if style < 0.5 else '"' if style < 0.9 else "``"
    if tag == "''":
        return "”" if style < 0.5 else '"' if style < 0.9 else "''"
    return word
