"""Sentences that lost their head, their tail or their verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintnews.document.document import BlockKind
from lintnews.language.clauses import (
    SURELY_FINITE,
    has_main_verb,
    is_finite,
    may_be_finite,
    opens_clause,
    words,
)
from lintnews.language.text import Sentence, Text, Token
from lintnews.model import Hit
from lintnews.rulebook.registry import Params, check

_OPENERS = "\"'“‘«—–-"
_CLOSERS = "\"'”’)]»"
_SUBJECT_TAGS = frozenset({"PRP", "DT", "NNP", "NNPS", "NN", "NNS", "PRP$", "EX", "CD", "JJ"})
_ASKING_TAGS = frozenset({"WDT", "WP", "WRB", "WP$"})
_ASKING_WORDS = frozenset({"that", "than", "as", "those", "there", "nothing", "something"})
_FUNCTION_TAGS = frozenset({"IN", "DT", "CC", "TO", "MD", "PRP$", "WDT", "WP"})
_BREAKS_OFF = frozenset({":", ";", "…", "...", "[", "|"})
_BREAKS = frozenset({",", ":", ";", "–", "—", "...", "…", "[", "("})


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
    opening = sentence.tokens[at]
    if not (opening.text.islower() and opening.text.isalpha()):
        return None
    if text.prose[sentence.start : opening.start].strip(_OPENERS):
        return None
    return None if _goes_on_from_speech(text, sentence, at) else at


class OrphanPredicate(Params, frozen=True):
    """``also_after``: conjunctions before the verb; ``allowed``: verbs that may open a sentence.

    ``sure``: how certain the tagger must be of a verb with a capital.
    """

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
        if verb.text.isupper():
            continue
        if (lower and verb.finite >= SURELY_FINITE) or (
            verb.finite >= params.sure
            and verb.tag in {"VBD", "VBZ"}
            and verb.norm not in params.allowed
            and not _subject_follows(tokens, at)
        ):
            yield Hit(verb.start, _phrase_end(tokens, at))


def _subject_follows(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb has its subject behind it, or is a participle before a main clause."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.tag in {"PRP", "EX", "NNP", "NNPS", "VBZ", "VBD", "WP", "WRB"}:
        return True
    for index in range(at + 2, len(tokens)):
        if is_finite(tokens[index]):
            commas = [i for i in range(at, index) if tokens[i].text == ","]
            return bool(commas) and tokens[commas[-1] + 1].tag != "CC"
    return False


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
    """``openers``: first words of fragments that are meant; ``fewest``: words it takes.

    ``alone`` is the confidence where the sentence is a paragraph of its own: perhaps a caption.
    """

    openers: frozenset[str] = frozenset()
    fewest: int = 4
    alone: float = 0.45


@check("no_finite_verb", NoFiniteVerb)
def no_finite_verb(text: Text, params: NoFiniteVerb) -> Iterator[Hit]:
    """A sentence of running text without any finite verb."""
    verbless = [_is_verbless(text, sentence, params) for sentence in text.sentences]
    for index, sentence in enumerate(text.sentences):
        if not verbless[index] or sentence.block.kind is not BlockKind.PARAGRAPH:
            continue
        if any(verbless[max(0, index - 1) : index] + verbless[index + 1 : index + 2]):
            continue
        alone = sentence.first and sentence.last
        yield Hit(sentence.start, sentence.end, confidence=params.alone if alone else None)


def _is_verbless(text: Text, sentence: Sentence, params: NoFiniteVerb) -> bool:
    spoken = words(sentence)
    if len(spoken) < params.fewest or not _states(text, sentence):
        return False
    if spoken[0].norm in params.openers or spoken[0].tag == "VB":
        return False
    return not any(may_be_finite(token) for token in sentence.tokens)


def _states(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence is one that should state something, being no answer, list or question."""
    if _asks(sentence, text) or any(token.text in _BREAKS_OFF for token in sentence.tokens):
        return False
    if text.prose[sentence.start] in "([" or text.prose[sentence.end - 1] not in ".”\"'’":
        return False
    before = text.prose[max(0, sentence.start - 8) : sentence.start].rstrip().rstrip(_CLOSERS)
    return not before.endswith(("?", ":", ";"))


class SubordinateClause(Params, frozen=True):
    """``deliberate``: first words of clauses that stand alone on purpose ("which is why").

    ``alone`` is the confidence where the sentence is a paragraph of its own: perhaps a caption.
    """

    deliberate: frozenset[str] = frozenset()
    alone: float = 0.45


@check("bare_subordinate_clause", SubordinateClause)
def bare_subordinate_clause(text: Text, params: SubordinateClause) -> Iterator[Hit]:
    """A sentence all of whose verbs stand in subordinate clauses."""
    for sentence in text.sentences:
        at = _first_word(sentence)
        if at is None or sentence.tokens[at].norm in params.deliberate:
            continue
        if sentence.tokens[at].tag == "VB" or not _states(text, sentence):
            continue
        if any(is_finite(token) for token in sentence.tokens) and not has_main_verb(sentence):
            alone = sentence.first and sentence.last
            yield Hit(sentence.start, sentence.end, confidence=params.alone if alone else None)


class ClauseWithoutVerb(Params, frozen=True):
    """``longest``: words that the unfinished clause may have; a longer one is rarely unfinished."""

    longest: int = 12


@check("clause_without_verb", ClauseWithoutVerb, values=("opener",))
def clause_without_verb(text: Text, params: ClauseWithoutVerb) -> Iterator[Hit]:
    """A sentence that opens a clause which then has no verb."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        opener = next(
            (index for index in range(len(tokens) - 1, 0, -1) if opens_clause(sentence, index)),
            None,
        )
        if opener is None or len(tokens) - opener > params.longest + 1 or _asks(sentence, text):
            continue
        if not any(is_finite(token) for token in tokens[:opener]):
            continue
        rest = tokens[opener + 1 :]
        if any(may_be_finite(token) or token.text in _BREAKS for token in rest):
            continue
        if sum(token.is_word for token in rest):
            yield Hit(tokens[opener].start, sentence.end, {"opener": tokens[opener].text})


class DanglingEnd(Params, frozen=True):
    """Words that end no sentence.

    ``never`` never do; ``seldom`` do where something earlier in the sentence takes them up (a
    question, a relative clause, an infinitive); ``unstopped`` do, but not without a full stop;
    ``fixed`` are phrases of two words that may end a sentence after all.
    """

    never: frozenset[str]
    seldom: frozenset[str] = frozenset()
    unstopped: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    fewest: int = 4


@check("dangling_end", DanglingEnd, values=("word",))
def dangling_end(text: Text, params: DanglingEnd) -> Iterator[Hit]:
    """A sentence that ends in a word that needs another one after it."""
    for sentence in text.sentences:
        spoken = words(sentence)
        if len(spoken) < params.fewest:
            continue
        before, last = spoken[-2:]
        closing = text.prose[last.end : sentence.end].strip()
        if closing.strip(".,") or closing.startswith("..") or last.text[0].isupper():
            continue
        if f"{before.norm} {last.norm}" in params.fixed:
            continue
        if (
            last.norm in params.never
            or (not closing and last.norm in params.unstopped)
            or (last.norm in params.seldom and not (closing and _taken_up(spoken)))
        ):
            yield Hit(before.start, last.end, {"word": last.text})


def _taken_up(spoken: Sequence[Token]) -> bool:
    """Whether the preposition at the end belongs to something earlier in the sentence."""
    before, last = spoken[-2:]
    if last.tag in {"RP", "RB"} or before.tag in {"TO", "IN", "RB", "RP"}:
        return True
    earlier = spoken[:-1]
    if any(token.tag in _ASKING_TAGS or token.norm in _ASKING_WORDS for token in earlier):
        return True
    return any(token.tag == "TO" for token in earlier[-6:])


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
    """Whether no mark ends the sentence; one that ends in a function word is another rule's."""
    tail = text.prose[sentence.end - 1]
    return (tail.isalnum() or tail in ",-–—(") and sentence.tokens[-1].tag not in _FUNCTION_TAGS


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
