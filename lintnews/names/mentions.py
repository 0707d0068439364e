"""Where a text names somebody or something: runs of capitalised words, cleaned of what is no name.

Nothing here decides who is meant; ``linking`` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import regex

from lintnews.document.document import HEADINGS, RUNNING_TEXT, Block
from lintnews.language.text import Text
from lintnews.language.words import word_bands
from lintnews.resources import word_lists

_WORD = regex.compile(
    r"""\b(?<![\p{L}\p{N}_@\#/.&])
        (?: (?P<initials>(?:\p{Lu}\.(?:\s(?=\p{Lu}\.))?){1,3})(?=\s?\p{Lu})
          | (?:\p{Ll}{1,3}[-'’ʼ])?
            \p{Lu}[\p{L}\p{M}]{0,40}+(?:(?:['’‘ʼʿʾ`]|-(?=\p{L}{2}))[\p{L}\p{M}]{1,30}+){0,4}+
            (?!@|\.\p{Ll}{2,4}(?!\p{L})) )""",
    regex.VERBOSE,
)
_LOWER_WORD = regex.compile(r"\b(?<![\p{L}\p{N}'’-])\p{Ll}{3,30}+(?![\p{L}])")
_POSSESSIVE = ("'s", "’s", "ʼs")
_OPENING = frozenset("\"“‘'«(:[—–•…")
_JOINTS = frozenset({" ", "\u00a0"})
# Inside a block a line ends only where the page did.
_LINE_END = regex.compile(r"[ \t]{0,8}(?:\r\n|\r|\n)[ \t]{0,8}")
_LONGEST_GAP = 16
# From this length on a frequent word behind a hyphen is no part of a name ("London-centred" against
# "Seoul-so").
_LONG_TAIL = 4
_CONTRACTIONS = ("'re", "'ve", "'ll", "n't", "’re", "’ve", "’ll", "n’t")
_ARTICLE = len("the ")
_LONGEST_ACRONYM = 4


class Word(NamedTuple):
    """A word of a name, in code points of the prose."""

    text: str
    start: int
    end: int


class Mention(NamedTuple):
    """A name as it stands at one place.

    ``words`` leaves out titles and possessive endings. ``titles`` stand before the name; courtesy
    titles are no titles. ``thing`` says that it names no person. ``firm`` says that the capital
    letter is not owed to the place in the sentence, ``opens`` that the name opens its sentence.
    """

    words: tuple[Word, ...]
    titles: tuple[str, ...]
    thing: bool
    firm: bool
    opens: bool

    @property
    def start(self) -> int:
        """The offset of the first letter."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """The offset behind the last letter."""
        return self.words[-1].end


class Mentions(NamedTuple):
    """The names of a text in order, and the words that it writes in lower case.

    ``headings`` are single words of headlines and subheadings that are no words of the language:
    where all words have capitals, nothing tells which of them make one name.
    """

    names: tuple[Mention, ...]
    headings: tuple[Mention, ...]
    lower: frozenset[str]


class _Vocabulary(NamedTuple):
    """The word lists of ``names.yml`` as mentions need them."""

    titles: frozenset[str]
    courtesy: frozenset[str]
    title_surnames: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    prefixes: frozenset[str]
    tails: frozenset[str]
    things: frozenset[str]
    dropped: frozenset[str]


@cache
def _vocabulary() -> _Vocabulary:
    lists = word_lists("names")
    demonyms = lists["demonyms"]
    return _Vocabulary(
        titles=lists["titles"] | lists["courtesy"],
        courtesy=lists["courtesy"],
        title_surnames=lists["title_surnames"],
        suffixes=lists["suffixes"],
        particles=lists["particles"],
        prefixes=lists["prefixes"],
        tails=lists["tails"],
        things=lists["things"],
        dropped=lists["calendar"]
        | lists["common"]
        | demonyms
        | {f"{word}s" for word in demonyms}
        | {f"{word}s" for word in lists["titles"]},
    )


def read_mentions(text: Text) -> Mentions:
    """The names in the running text of a document."""
    reader = _Reader(text)
    names: list[Mention] = []
    headings: list[Mention] = []
    for block in text.document.blocks:
        if block.kind in RUNNING_TEXT:
            names.extend(reader.block(block))
        elif block.kind in HEADINGS:
            headings.extend(reader.heading(block))
    return Mentions(tuple(names), tuple(headings), frozenset(_LOWER_WORD.findall(text.prose)))


def _joins_words(head: str, tail: str) -> bool:
    """Whether a hyphen joins words, as in "Run-off", and no syllables, as in "Jae-in"."""
    words = word_bands()
    if not tail.islower() or tail not in words:
        return False
    return head.lower() in words or (len(tail) >= _LONG_TAIL and head in words)


def _capitalized(word: str) -> str:
    """A word of a headline in capitals as running text would have it: "KURTZER", "AL-SISI"."""
    return word.title() if word.isupper() and len(word) > _LONGEST_ACRONYM else word


class _Reader:
    """Reads the names of one text, block by block."""

    def __init__(self, text: Text) -> None:
        self._prose = text.prose
        self._known = _vocabulary()
        self._proper: set[int] = set()
        self._initial: set[int] = set()
        for sentence in text.sentences:
            opened = False
            for token in sentence.tokens:
                if token.tag.startswith("NNP"):
                    self._proper.add(token.start)
                if not opened and token.is_word:
                    opened = True
                    self._initial.add(token.start)

    def block(self, block: Block) -> Iterator[Mention]:
        """The names of one block."""
        run: list[Word] = []
        closed = True
        for match in _WORD.finditer(self._prose, block.lead, block.end):
            word, possessive = self._word(match)
            if run and (closed or not self._joined(run[-1], word)):
                yield from self._names(run)
                run = []
            run.append(word)
            closed = possessive
        if run:
            yield from self._names(run)

    def heading(self, block: Block) -> Iterator[Mention]:
        """The words of a heading that can be names, each by itself; capitals count for nothing."""
        for match in _WORD.finditer(self._prose, block.lead, block.end):
            word, _ = self._word(match)
            word = word._replace(text=_capitalized(word.text))
            lower = word.text.lower()
            known = lower in word_bands() or word.text in self._known.titles
            if not known and not self._no_name(word, opens_run=False):
                yield Mention((word,), (), thing=False, firm=True, opens=False)

    def _word(self, match: regex.Match[str]) -> tuple[Word, bool]:
        """A word without its possessive ending, and whether it had one."""
        start, end = match.span()
        text = match[0]
        if text.endswith(_POSSESSIVE):
            return Word(text[:-2], start, end - 2), True
        head, hyphen, rest = text.partition("-")
        if hyphen and head.islower() and head not in self._known.prefixes:
            return Word(rest, start + len(head) + 1, end), False
        return Word(text, start, end), text[-1:] == "s" and self._prose[end : end + 1] in {"'", "’"}

    def _joined(self, before: Word, after: Word) -> bool:
        """Whether two capitalised words belong to one run."""
        gap = _LINE_END.sub(" ", self._prose[before.end : after.start])
        if gap in _JOINTS:
            return True
        if len(gap) > _LONGEST_GAP or gap[-1:] != " ":
            return False
        if gap == ". ":
            return before.text in self._known.titles or before.text in self._known.suffixes
        inner = gap.split()
        return (
            gap[0] == " " and bool(inner) and all(word in self._known.particles for word in inner)
        )

    def _names(self, run: list[Word]) -> Iterator[Mention]:
        """The names of one run, cut at titles and at words that belong to no name."""
        known = self._known
        titles: list[str] = []
        group: list[Word] = []
        for index, word in enumerate(run):
            bare = word.text.rstrip(".")
            if bare in known.titles and not (group and self._is_surname(bare, run[index + 1 :])):
                if group:
                    yield from self._mention(group, titles)
                    group, titles = [], []
                if bare not in known.courtesy:
                    titles.append(bare)
            elif self._no_name(word, index == 0):
                yield from self._mention(group, titles)
                group, titles = [], []
            else:
                group.append(word)
        yield from self._mention(group, titles)

    def _is_surname(self, title: str, after: Iterable[Word]) -> bool:
        """Whether a title that ends a run of names is a surname: "Martin Luther King Jr."."""
        suffixes = self._known.suffixes
        ends = all(word.text.rstrip(".") in suffixes for word in after)
        return ends and title in self._known.title_surnames

    def _no_name(self, word: Word, opens_run: bool) -> bool:
        known, text = self._known, word.text
        if text in known.dropped or (len(text) > 1 and text.isupper() and "." not in text):
            return True
        head, hyphen, _ = text.partition("-")
        if hyphen:
            tail = text.rpartition("-")[2]
            if tail in known.tails or _joins_words(head, tail):
                return True
            return head in known.dropped or head in known.titles
        if any(text.endswith(ending) for ending in _CONTRACTIONS):
            return True
        if not opens_run or word.start in self._proper or word.start not in self._initial:
            return False
        return text.lower() in word_bands()

    def _mention(self, group: list[Word], titles: Iterable[str]) -> Iterator[Mention]:
        known = self._known
        words = list(group)
        while len(words) > 1 and words[-1].text.rstrip(".") in known.suffixes:
            words.pop()
        if not words or (len(words) == 1 and words[0].text.endswith(".")):
            return
        article = self._prose[max(0, words[0].start - _ARTICLE) : words[0].start].lower() == "the "
        thing = any(word.text in known.things for word in words) or (article and len(words) > 1)
        start = words[0].start
        opens = start in self._initial
        yield Mention(tuple(words), tuple(titles), thing, self._firm(words[0]), opens)

    def _firm(self, word: Word) -> bool:
        if word.start in self._proper:
            return True
        if word.start in self._initial:
            return word.text.lower() not in word_bands()
        start = word.start
        before = self._prose[max(0, start - 2) : start].rstrip()[-1:]
        return before not in _OPENING
