"""The linguistic reading of one document: the interface that all checks use."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice, repeat
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

from lintnews.document.document import Block, Document
from lintnews.language.first_reader import load_first_reader
from lintnews.language.quotations import Quotations, read_quotations
from lintnews.language.sentences import split_sentences
from lintnews.language.tagger import load_tagger
from lintnews.language.tokens import tokenize

T = TypeVar("T")
_SENTENCES_AT_ONCE = 256
_FORMS_KEPT = 20_000


class Token(NamedTuple):
    """A word or mark of the prose.

    ``norm`` is the text in lower case with straight apostrophes, ``tag`` its Penn Treebank part of
    speech, ``finite`` the probability that it is a finite verb or a modal. ``is_word`` says whether
    it holds a letter or a digit.
    """

    text: str
    start: int
    end: int
    norm: str
    tag: str
    finite: float
    is_word: bool


@lru_cache(maxsize=_FORMS_KEPT)
def _spelling(form: str) -> tuple[str, bool]:
    """The norm of a token, and whether it is a word."""
    return form.lower().replace("’", "'"), any(map(str.isalnum, form))


class Sentence(NamedTuple):
    """A sentence of one block, ``prose[start:end]``, without the space around it.

    ``first`` and ``last`` say whether it opens or ends its block. ``doubt`` is the log odds that it
    is damaged, as the first reader sees it; minus infinity if the text is read without doubts.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    block: Block
    first: bool
    last: bool
    doubt: float = -math.inf


class Text:
    """One document, read. Everything is worked out when it is first asked for.

    Args:
        document: the document.
        doubting: whether the sentences get their ``doubt``, in the same reading as their tags.
        given: what is known from outside the text, by what would else work it out (``once``).
    """

    def __init__(
        self,
        document: Document,
        *,
        doubting: bool = False,
        given: Mapping[Callable[[Text], Any], Any] = MappingProxyType({}),
    ) -> None:
        self.document = document
        self._doubting = doubting
        self.prose = document.prose
        self._derived: dict[Callable[[Text], Any], Any] = dict(given)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order; a block without prose of its own is one sentence."""
        spans = [
            (start, end, block, index == 0, index == len(pieces) - 1)
            for block in self.document.blocks
            if (pieces := split_sentences(self.prose, block.lead, block.end))
            for index, (start, end) in enumerate(pieces)
        ]
        sentences: list[Sentence] = []
        pending = iter(spans)
        while batch := list(islice(pending, _SENTENCES_AT_ONCE)):
            sentences.extend(self._tagged(batch))
        return tuple(sentences)

    def _tagged(self, spans: Sequence[tuple[int, int, Block, bool, bool]]) -> list[Sentence]:
        prose = self.prose
        places = [tokenize(prose, start, end) for start, end, *_ in spans]
        words = [[prose[start:end] for start, end in tokens] for tokens in places]
        taggings, doubts = (
            load_first_reader().read(words)
            if self._doubting
            else (load_tagger().tag(words), repeat(-math.inf, len(words)))
        )
        sentences = []
        for span, tokens, forms, tagging, doubt in zip(
            spans, places, words, taggings, doubts, strict=True
        ):
            starts, ends = zip(*tokens, strict=True)
            norms, are_words = zip(*map(_spelling, forms), strict=True)
            columns = (forms, starts, ends, norms, tagging.tags, tagging.finite, are_words)
            read = tuple(map(Token._make, zip(*columns, strict=True)))
            start, end, block, first, last = span
            sentences.append(Sentence(start, end, read, block, first, last, doubt))
        return sentences

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_number(self, offset: int) -> int | None:
        """The index of the sentence in which an offset lies, or of the one that it follows."""
        index = bisect_right(self._sentence_starts, offset) - 1
        return index if index >= 0 else None

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence in which an offset lies, or the one that it directly follows."""
        index = self.sentence_number(offset)
        return None if index is None else self.sentences[index]

    @cached_property
    def quotations(self) -> Quotations:
        """The quotation marks of the text with their roles, and the stretches of speech."""
        return read_quotations(self.document)

    def once(self, derive: Callable[[Text], T]) -> T:
        """What ``derive`` makes of this text, worked out once however many checks ask for it."""
        if derive not in self._derived:
            self._derived[derive] = derive(self)
        return cast(T, self._derived[derive])
