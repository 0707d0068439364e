"""Sentences that lost their beginning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintnews.language.clauses import SURELY_FINITE, is_finite
from lintnews.language.statements import asks, first_word, goes_on_from_speech
from lintnews.language.text import Sentence, Text, Token
from lintnews.model import Hit
from lintnews.rulebook.registry import Params, check

_CLOSERS = frozenset({"”", '"', "’", "'"})
_INVERSION_REACH = 3
_FEWEST_AFTER_AUXILIARY = 3
_OPENERS = "\"'“‘«—–-"


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
    at = first_word(sentence)
    if sentence.first or at is None:
        return None
    opening = sentence.tokens[at]
    if not (opening.text.islower() and opening.text.isalpha()) or _is_list_mark(sentence, at):
        return None
    if opening.tag == "IN" and text.prose[sentence.start - 2 : sentence.start].strip() in _CLOSERS:
        return None
    if text.prose[sentence.start : opening.start].strip(_OPENERS):
        return None
    return None if goes_on_from_speech(text, sentence, at) else at


def _is_list_mark(sentence: Sentence, at: int) -> bool:
    """Whether the word is the letter of a list ("b) Refusing ...")."""
    after = sentence.tokens[at + 1 : at + 2]
    return len(sentence.tokens[at].text) == 1 and bool(after) and after[0].text == ")"


class OrphanPredicate(Params, frozen=True):
    """``also_after``: conjunctions before the verb; ``allowed``: verbs that may open a sentence.

    ``auxiliaries`` open one too, but before their subject ("Had he known"); ``participles`` may
    have an object ("Given the choice"); ``sure``: how certain the tagger must be of a verb with a
    capital; ``run_in``: words that a heading at the head of its paragraph may have.
    """

    also_after: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()
    auxiliaries: frozenset[str] = frozenset()
    participles: frozenset[str] = frozenset()
    sure: float = 0.8
    run_in: int = 10


@check("orphan_predicate", OrphanPredicate)
def orphan_predicate(text: Text, params: OrphanPredicate) -> Iterator[Hit]:
    """A sentence that starts with its verb: the subject was cut off."""
    for sentence in text.sentences:
        at = first_word(sentence)
        if at is None or asks(sentence, text):
            continue
        tokens = sentence.tokens
        lower = _lowercase_opening(text, sentence) is not None
        if tokens[at].norm in params.also_after and at + 1 < len(tokens):
            at += 1
        verb = tokens[at]
        if verb.text.isupper() or (sentence.first and tokens[0].text.islower()):
            continue
        if (lower and verb.finite >= SURELY_FINITE) or _lacks_subject(sentence, at, params):
            yield Hit(verb.start, _phrase_end(tokens, at))


def _lacks_subject(sentence: Sentence, at: int, params: OrphanPredicate) -> bool:
    """Whether the verb with a capital at ``at`` has no subject, neither before nor behind it."""
    tokens = sentence.tokens
    verb = tokens[at]
    if at + 1 >= len(tokens) or verb.norm in params.allowed:
        return False
    if not any(token.text[0].isupper() for token in tokens[: at + 1]):
        return False
    if sentence.first and not sentence.last and len(tokens) <= params.run_in:
        return False
    if verb.norm in params.auxiliaries:
        return not sentence.first and _verb_group_follows(tokens[at + 1 :])
    if verb.finite >= params.sure and verb.tag in {"VBD", "VBZ"}:
        return not _subject_follows(tokens, at)
    return (
        verb.tag in {"VBD", "VBN"}
        and verb.norm.endswith("ed")
        and not sentence.first
        and verb.norm not in params.participles
        and tokens[at + 1].tag in {"DT", "PRP$"}
        and "," not in {token.text for token in tokens[at:]}
    )


def _verb_group_follows(rest: Sequence[Token]) -> bool:
    """Whether an auxiliary is followed by the rest of its verb and not by its subject."""
    verb = next((token for token in rest if token.tag != "RB"), None)
    if verb is None or len(rest) < _FEWEST_AFTER_AUXILIARY:
        return False
    return verb.tag in {"VB", "VBN", "VBG", "TO"} and verb.text.islower()


def _subject_follows(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb has its subject behind it, or is a participle before a main clause."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or after.tag in {
        "PRP",
        "EX",
        "NNP",
        "NNPS",
        "VBZ",
        "VBD",
        "VBP",
        "MD",
        "WP",
        "WRB",
    }:
        return True
    for index in range(at + 2, len(tokens)):
        if is_finite(tokens[index]):
            commas = [i for i in range(at, index) if tokens[i].text == ","]
            if not commas:
                return index - at <= _INVERSION_REACH
            return tokens[commas[-1] + 1].tag != "CC"
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
