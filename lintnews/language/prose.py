"""Whether a text is English prose at all."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

import regex

from lintnews.document.document import RUNNING_TEXT
from lintnews.language.text import Sentence, Text
from lintnews.language.words import word_bands

# In 1,153 English documents, garbled ones among them, two thirds of the words in lower case or more
# are common, in articles in eleven other languages less than a quarter.
_COMMON_BAND = 8
_LEAST_COMMON = 0.45
_FEWEST_WORDS = 20

# In the same English documents 0.91 of the characters or more are letters, and 0.02 or less are
# signs of code; in Python 0.07.
_LEAST_LETTERS = 0.5
_FEWEST_FOR_SCRIPT = 40
_MOST_CODE = 0.04
_FEWEST_FOR_CODE = 200

_LONGEST_WORD = 40

_LATIN = regex.compile(r"\p{Latin}+")
_CODE = re.compile(r"[][(){}<>=_;|\\]")


class Evidence(NamedTuple):
    """What is counted of a text.

    ``characters`` are those that are neither space nor digit; ``letters`` of them are Latin ones
    in words that are not too long to be any, ``code`` are signs that code is full of. ``words`` are
    the words without a capital of their own, for a name is a name in all languages; ``common`` of
    them are frequent English words.
    """

    characters: int
    letters: int
    code: int
    words: int
    common: int


def is_english_prose(text: Text) -> bool:
    """Whether the running text of a document is for the larger part English prose.

    Where there is no running text, everything counts. A text that is too short to tell is taken
    for English unless it is in another script.
    """
    seen = evidence(text)
    if seen.characters >= _FEWEST_FOR_SCRIPT and seen.letters < _LEAST_LETTERS * seen.characters:
        return False
    if seen.characters >= _FEWEST_FOR_CODE and seen.code > _MOST_CODE * seen.characters:
        return False
    return seen.words < _FEWEST_WORDS or seen.common >= _LEAST_COMMON * seen.words


def evidence(text: Text) -> Evidence:
    """The counts by which ``is_english_prose`` judges."""
    sentences = judged(text)
    counts = Counter(token.text for sentence in sentences for token in sentence.tokens)
    bands = word_bands()
    characters = letters = code = words = common = 0
    for form, count in counts.items():
        characters += count * (len(form) - sum(map(str.isdigit, form)))
        code += count * len(_CODE.findall(form))
        if len(form) > _LONGEST_WORD:
            continue
        latin = sum(map(len, _LATIN.findall(form)))
        letters += count * latin
        if latin and (not form[0].isupper() or form.isupper()):
            words += count
            common += count * (bands.get(form.lower().replace("’", "'"), 0) >= _COMMON_BAND)
    return Evidence(characters, letters, code, words, common)


def judged(text: Text) -> list[Sentence]:
    """The sentences of the running text, or all sentences if there is none."""
    running = [sentence for sentence in text.sentences if sentence.block.kind in RUNNING_TEXT]
    return running or list(text.sentences)
