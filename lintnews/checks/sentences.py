"""Sentences that lost their head, their tail or their verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintnews.document.document import BlockKind
from lintnews.language.clauses import (
    count_clauses,
    finite_chance,
    is_finite,
    opens_clause,
    words,
)
from lintnews.language.text import Sentence, Text, Token
from lintnews.model import Hit
from lintnews.rulebook.registry import Params, check

_CLOSERS = "\"'”’)]»"
_SUBJECT_TAGS = frozenset({"PRP", "DT", "NNP", "NNPS", "NN", "NNS", "PRP$", "EX", "CD", "JJ"})
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _asks(sentence: Sentence, text: Text) -> bool:
    tail = text.prose[max(sentence.start, sentence.end - 6) : sentence.end].rstrip(_CLOSERS)
    return tail.endswith(("?", "!"))


def _first_word(sentence: Sentence) -> int | None:
    return next((i for i, token in enumerate(sentence.tokens) if token.is_word), None)


def _is_attribution(tokens: Sequence[Token], at: int) -> bool:
    """Whether "said X" or "she said" goes on from a quotation before it."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or not after.is_word:
        return False
    if is_finite(tokens[at]):
        return after.tag in _SUBJECT_TAGS
    return tokens[at].tag in _SUBJECT_TAGS and any(is_finite(token) for token in tokens[at:])


def _goes_on_from_speech(text: Text, sentence: Sentence, at: int) -> bool:
    before = text.prose[max(0, sentence.start - 3) : sentence.start].rstrip()
    return before.endswith(("”", '"', "’", "'")) and _is_attribution(sentence.tokens, at)


class LowercaseStart(Params, frozen=True):
    """``allowed``: words that may open a sentence in lower case."""

    allowed: frozenset[str] = frozenset()


@check("lowercase_start", LowercaseStart)
def lowercase_start(text: Text, params: LowercaseStart) -> Iterator[Hit]:
    """A sentence that follows a full stop and starts in lower case, but not with its verb."""
    for sentence in text.sentences:
        at = _lowercase_opening(text, sentence)
        if at is None or sentence.tokens[at].norm in params.allowed:
            continue
        if not is_finite(sentence.tokens[at]):
            yield Hit(sentence.tokens[at].start, sentence.tokens[at].end)


def _lowercase_opening(text: Text, sentence: Sentence) -> int | None:
    """The index of the word in lower case that opens a sentence within a block, if one does."""
    at = _first_word(sentence)
    if sentence.first or at is None:
        return None
    word = sentence.tokens[at].text
    if not word.islower() or any(mark in word for mark in "./@:_"):
        return None
    return None if _goes_on_from_speech(text, sentence, at) else at


class OrphanPredicate(Params, frozen=True):
    """``also_after``: conjunctions that may stand before the verb; ``allowed``: opening words."""

    also_after: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()
    sure: float = 0.8


@check("orphan_predicate", OrphanPredicate)
def orphan_predicate(text: Text, params: OrphanPredicate) -> Iterator[Hit]:
    """A sentence that starts with its verb: the subject was cut off."""
    for sentence in text.sentences:
        at = _first_word(sentence)
        if at is None or _asks(sentence, text):
            continue
        tokens = sentence.tokens
        lower = _lowercase_opening(text, sentence) is not None
        if tokens[at].norm in params.also_after and at + 1 < len(tokens):
            at += 1
        verb = tokens[at]
        if verb.tag not in _FINITE_TAGS or verb.norm in params.allowed:
            continue
        if verb.finite < (0.5 if lower else params.sure) or _inverted(tokens, at, lower=lower):
            continue
        yield Hit(tokens[at].start, _phrase_end(tokens, at))


def _inverted(tokens: Sequence[Token], at: int, *, lower: bool) -> bool:
    """Whether a subject follows the verb: "Had he known", "Said Smith"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None:
        return False
    if after.tag in {"PRP", "EX", "NNP", "NNPS"} and not lower:
        return True
    return not lower and tokens[at].tag == "MD" and after.tag in {"DT", "PRP$", "NN", "NNS"}


def _phrase_end(tokens: Sequence[Token], at: int) -> int:
    """The end of the verb group from ``at`` on, at most four words."""
    end = at
    while (
        end + 1 < len(tokens)
        and end - at < 3
        and tokens[end + 1].tag in {"VB", "VBN", "VBG", "RB", "TO", "MD", "VBD"}
    ):
        end += 1
    return tokens[end].end


class NoFiniteVerb(Params, frozen=True):
    """``openers``: first words of fragments that are meant; ``fewest``: words it takes."""

    openers: frozenset[str] = frozenset()
    fewest: int = 4
    chance: float = 0.1


@check("no_finite_verb", NoFiniteVerb)
def no_finite_verb(text: Text, params: NoFiniteVerb) -> Iterator[Hit]:
    """A sentence of running text without any finite verb."""
    verbless = [_is_verbless(text, sentence, params) for sentence in text.sentences]
    for index, sentence in enumerate(text.sentences):
        if not verbless[index] or sentence.block.kind is not BlockKind.PARAGRAPH:
            continue
        if any(verbless[max(0, index - 1) : index] + verbless[index + 1 : index + 2]):
            continue
        yield Hit(sentence.start, sentence.end)


def _is_verbless(text: Text, sentence: Sentence, params: NoFiniteVerb) -> bool:
    spoken = words(sentence)
    if len(spoken) < params.fewest or finite_chance(sentence) >= params.chance:
        return False
    if spoken[0].norm in params.openers or spoken[0].tag == "VB" or _asks(sentence, text):
        return False
    if sentence.first and sentence.last and not text.prose[sentence.end - 1] in ".”\"":
        return False
    return not any(token.text in {":", ";", "…", "..."} for token in sentence.tokens)


class SubordinateClause(Params, frozen=True):
    """``openers``: the conjunctions that make a clause depend on another one."""

    openers: frozenset[str]


@check("bare_subordinate_clause", SubordinateClause, values=("opener",))
def bare_subordinate_clause(text: Text, params: SubordinateClause) -> Iterator[Hit]:
    """A sentence that is nothing but a subordinate clause."""
    for sentence in text.sentences:
        at = _first_word(sentence)
        if at is None or sentence.tokens[at].norm not in params.openers or _asks(sentence, text):
            continue
        tokens = sentence.tokens
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if after is None or after.tag in {"VBG", "VBN", "TO", "IN", ","}:
            continue
        clauses = count_clauses(sentence)
        opened = clauses.subordinators + (not opens_clause(sentence, at))
        if clauses.finite == opened and not any(token.text in {",", "–", "—", ":"} for token in tokens):
            yield Hit(sentence.start, sentence.end, {"opener": tokens[at].text})


@check("clause_without_verb", Params, values=("opener",))
def clause_without_verb(text: Text, params: Params) -> Iterator[Hit]:
    """A sentence with more clauses opened than it has finite verbs for."""
    for sentence in text.sentences:
        clauses = count_clauses(sentence)
        if not clauses.subordinators or not clauses.finite or not clauses.lacks_main_verb:
            continue
        opener = next(
            (
                index
                for index in range(len(sentence.tokens) - 1, 0, -1)
                if opens_clause(sentence, index)
            ),
            None,
        )
        if opener is None or _asks(sentence, text):
            continue
        if any(is_finite(token) for token in sentence.tokens[opener:]):
            continue
        token = sentence.tokens[opener]
        yield Hit(token.start, sentence.end, {"opener": token.text})


class DanglingEnd(Params, frozen=True):
    """Words that end no sentence.

    ``never`` never do; ``seldom`` do where something earlier in the sentence takes them up (a
    question, a relative clause, an infinitive); ``fixed`` are phrases that may end one after all.
    """

    never: frozenset[str]
    seldom: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()


@check("dangling_end", DanglingEnd, values=("word",))
def dangling_end(text: Text, params: DanglingEnd) -> Iterator[Hit]:
    """A sentence that ends in a word that needs another one after it."""
    for sentence in text.sentences:
        spoken = words(sentence)
        if len(spoken) < 2:
            continue
        last, before = spoken[-1], spoken[-2]
        if last.norm not in params.never and last.norm not in params.seldom:
            continue
        if last.text[0].isupper() or f"{before.norm} {last.norm}" in params.fixed:
            continue
        closing = text.prose[last.end : sentence.end].strip()
        if closing.strip(".…,") or "..." in closing or "…" in closing:
            continue
        if not sentence.last and not closing:
            continue
        if last.norm in params.seldom and _taken_up(spoken):
            continue
        yield Hit(before.start, last.end, {"word": last.text})


def _taken_up(spoken: Sequence[Token]) -> bool:
    """Whether the preposition at the end belongs to something earlier in the sentence."""
    last = spoken[-1]
    if last.tag in {"RP", "RB"} or spoken[-2].tag in {"TO"}:
        return True
    earlier = spoken[:-1]
    if any(token.tag in {"WDT", "WP", "WRB", "WP$"} or token.norm == "that" for token in earlier):
        return True
    if any(token.tag == "TO" for token in earlier[-6:]):
        return True
    return spoken[-2].tag in {"VB", "VBG", "VBN", "VBD", "VBZ", "VBP"} and last.tag != "IN"


class BreaksOff(Params, frozen=True):
    """``fewest``: words that a paragraph without an end mark must have to be doubtful."""

    fewest: int


@check("breaks_off", BreaksOff)
def breaks_off(text: Text, params: BreaksOff) -> Iterator[Hit]:
    """A paragraph that stops without any end mark, in a text whose other paragraphs have one."""
    paragraphs = [s for s in text.sentences if s.last and s.block.kind is BlockKind.PARAGRAPH]
    open_ended = [s for s in paragraphs if _ends_openly(text, s)]
    if len(open_ended) * 3 > len(paragraphs):
        return
    for sentence in open_ended:
        if len(words(sentence)) >= params.fewest or not sentence.first:
            last = sentence.tokens[-1]
            yield Hit(last.start, last.end)


def _ends_openly(text: Text, sentence: Sentence) -> bool:
    tail = text.prose[sentence.end - 1]
    return tail.isalnum() or tail in ",-–—("


class StubSentence(Params, frozen=True):
    """``stubs``: sentences, in lower case without the full stop, that say nothing alone."""

    stubs: frozenset[str]


@check("stub_sentence", StubSentence)
def stub_sentence(text: Text, params: StubSentence) -> Iterator[Hit]:
    """A sentence of a pronoun and a verb that nothing before it asks for."""
    for index, sentence in enumerate(text.sentences):
        if sentence.first or len(sentence.tokens) > 6:
            continue
        body = " ".join(token.norm for token in words(sentence))
        if body in params.stubs and not _asks(text.sentences[index - 1], text):
            yield Hit(sentence.start, sentence.end)
