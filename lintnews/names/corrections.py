"""What to write where a name is wrong: the name, its possessive ending and its capitals."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from lintnews.language.quotations import MarkRole
from lintnews.language.text import Text
from lintnews.names.authority import Rejection
from lintnews.names.linking import core
from lintnews.names.mentions import Mention, Word

_WORD = re.compile(r"\S+")
_LINE_BREAK = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]")
_APOSTROPHES = frozenset("'’")


class Correction(NamedTuple):
    """A wrong stretch of a name, in code points of the prose, and what to write instead.

    ``certain`` says that it may be written unread.
    """

    start: int
    end: int
    instead: str
    certain: bool


def correction(
    text: Text, mention: Mention, rejection: Rejection, right: str, *, certain: bool
) -> Correction:
    """The words of a mention that are wrong beside the right name, and what to write for them.

    Spaces and line breaks between words stay, and so do the capitals of a headline and the one that
    opens a sentence. A break that the right name has no place for makes the correction uncertain.

    Args:
        text: the text.
        mention: where the name stands.
        rejection: the wrong form.
        right: the right form of all of it: a full name, or a surname.
        certain: whether the name is surely that of the entry.
    """
    wrong, better = _differing(_words(text.prose, mention, rejection), rejection, right)
    start, end = wrong[0].start, wrong[-1].end
    matched = text.prose[start:end]
    if len(wrong) == len(better):
        gaps = [text.prose[a.end : b.start] for a, b in pairwise(wrong)]
        instead = "".join(word + gap for word, gap in zip(better, [*gaps, ""], strict=True))
    else:
        instead = " ".join(better)
        certain = certain and not _LINE_BREAK.search(matched)
    if matched.isupper() and len(matched) > 1:
        instead = instead.upper()
    elif mention.opens and matched[0].isupper() and start == mention.start:
        instead = instead[0].upper() + instead[1:]
    if _is_possessive(text, end) and matched[-1] in "sS" and instead[-1] not in "sS":
        instead += text.prose[end] + ("S" if instead.isupper() else "s")
        end += 1
    return Correction(start, end, instead, certain)


def _words(prose: str, mention: Mention, rejection: Rejection) -> list[Word]:
    """The words of the name that the form rejects; particles are words too."""
    words = [
        Word(match[0], match.start(), match.end())
        for match in _WORD.finditer(prose, mention.start, mention.end)
    ]
    form = rejection.form.split()
    if len(form) > 1:
        return words if rejection.whole else words[-len(form) :]
    return words[-1:] if _same(words[-1], form[0]) else [core(mention.words[-1])]


def _differing(words: list[Word], rejection: Rejection, right: str) -> tuple[list[Word], list[str]]:
    """The wrong words and those that replace them, without what is the same on both sides."""
    better = right.split()
    if len(words) > len(rejection.form.split()):
        # The form was found without the middle names, which stay as they are.
        middle = [word.text for word in words[1:-1]]
        better = [better[0], *middle, " ".join(better[1:])]
    while min(len(words), len(better)) > 1 and _same(words[0], better[0]):
        words, better = words[1:], better[1:]
    while min(len(words), len(better)) > 1 and _same(words[-1], better[-1]):
        words, better = words[:-1], better[:-1]
    return words, better


def _same(word: Word, right: str) -> bool:
    return word.text in {right, right.upper()}


def _is_possessive(text: Text, end: int) -> bool:
    """Whether a lone apostrophe behind a name makes it an owner, and closes no quotation."""
    if text.prose[end : end + 1] not in _APOSTROPHES or text.prose[end + 1 : end + 2].isalnum():
        return False
    return end in text.once(_apostrophes)


def _apostrophes(text: Text) -> frozenset[int]:
    """Where the apostrophes of a text are that stand where a quotation could end."""
    marks = text.quotations.marks
    return frozenset(mark.start for mark in marks if mark.role is MarkRole.APOSTROPHE)
