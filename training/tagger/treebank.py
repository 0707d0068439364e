"""Reads Universal Dependencies treebanks as the tagger will meet text: with its own tokens."""

from __future__ import annotations

import lzma
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from lintnews.language.tokens import tokenize

UNKNOWN = ""
"""The tag of a token that the treebank cuts otherwise than the tokenizer; it is not learned."""

FINITE_VB = "VB!"
"""A base form that is a finite verb: an imperative or a subjunctive."""

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "FW"})
_NUMBERS = frozenset({"CD", "SYM", "HYPH", ":", ","})
_BEFORE_NOUN = frozenset({"amod", "compound", "nmod", "nmod:desc", "nummod", "advmod"})
_FREE_HOSTS = frozenset(
    {"en.wikinews.org", "en.wikipedia.org", "en.wikivoyage.org", "openstax.org"}
)
_HELD_OUT = Path(__file__).with_name("held_out.txt")


class Example(NamedTuple):
    """A sentence: its forms, a tag for each, and the name of its document."""

    forms: list[str]
    tags: list[str]
    document: str


class _Word(NamedTuple):
    index: int
    start: int
    end: int
    tag: str
    finite: bool
    head: int
    relation: str


def read(path: Path, keep: Callable[[str, str], bool] | None = None) -> list[Example]:
    """The sentences of a ``.conllu.xz`` file; ``keep`` decides by document name and source."""
    examples = []
    document, source, text = "", "", ""
    rows: list[list[str]] = []
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id = "):
                document, source = line.removeprefix("# newdoc id = "), ""
            elif line.startswith("# meta::sourceURL = "):
                source = line.removeprefix("# meta::sourceURL = ")
            elif line.startswith("# text = "):
                text = line.removeprefix("# text = ")
            elif line[:1].isdigit():
                rows.append(line.split("\t"))
            elif not line and rows:
                if keep is None or keep(document, source):
                    examples.append(_example(text, rows, document))
                rows = []
    return examples


def held_out() -> frozenset[str]:
    """GUM documents that also serve as clean text for measuring the linter."""
    return frozenset(_HELD_OUT.read_text(encoding="utf-8").split())


def freely_licensed(document: str, source: str) -> bool:
    """Whether a GUM document is under CC BY or CC BY-SA and not held out.

    The header of a document names its source; GUM's LICENSE.txt says which sources are under
    which licence. What it does not name is left out.
    """
    host = re.sub(r"^https?://([^/]*).*", r"\1", source)
    free = host in _FREE_HOSTS or document.startswith("GUM_vlog_")
    return free and document not in held_out()


def is_held_out_news(document: str, source: str) -> bool:
    """Whether a document is news or an interview that training never sees."""
    return document in held_out() and document.startswith(("GUM_news_", "GUM_interview_"))


def _example(text: str, rows: list[list[str]], document: str) -> Example:
    words = list(_placed(text, rows))
    forms, tags = [], []
    for start, end in tokenize(text):
        inside = [word for word in words if word.start < end and word.end > start]
        forms.append(text[start:end])
        tags.append(_tag(inside, start, end))
    return Example(forms, tags, document)


def _placed(text: str, rows: list[list[str]]) -> Iterator[_Word]:
    cursor = 0
    for row in rows:
        if not row[0].isdigit():
            continue
        start = text.find(row[1], cursor)
        if start < 0 or text[cursor:start].strip():
            continue
        cursor = start + len(row[1])
        finite = "VerbForm=Fin" in row[5]
        yield _Word(int(row[0]), start, cursor, row[4], finite, int(row[6]), row[7])


def _tag(words: list[_Word], start: int, end: int) -> str:
    if len(words) == 1:
        (word,) = words
        if (word.start, word.end) != (start, end):
            return word.tag if word.tag in {"CD", "NNP", "ADD"} else UNKNOWN
        return FINITE_VB if word.tag == "VB" and word.finite else word.tag
    if not words or words[0].start != start or words[-1].end != end:
        return UNKNOWN
    return _tag_of_compound(words)


def _tag_of_compound(words: list[_Word]) -> str:
    """The tag that the Penn Treebank gave to compounds while it kept them whole."""
    last = words[-1].tag
    if last in {"NNP", "NNPS"}:
        return last
    if all(word.tag in _NUMBERS for word in words):
        return "CD"
    inside = {word.index for word in words}
    heads = [word for word in words if word.head not in inside]
    head = heads[-1]
    before_noun = head.relation in _BEFORE_NOUN and head.head > words[-1].index
    parts = [word.tag for word in words if word.tag != "HYPH"]
    if head.tag in {"VBN", "VBG"} and before_noun:
        return "JJ"
    if head.tag in {"NN", "NNS", "CD"} and before_noun and not set(parts) <= _NOUNS:
        return "CD" if parts[0] == "CD" and len(words) == 2 else "JJ"
    if head.tag == "CD" and parts[-1] in {"NN", "NNS"} and len(words) == 2:
        return "CD"
    if head.tag in {"AFX", "HYPH", "GW"}:
        return last
    if head.tag.startswith("VB") and parts[-1] in {"RP", "IN", "RB"}:
        return "JJ" if before_noun else "NN"
    return head.tag
