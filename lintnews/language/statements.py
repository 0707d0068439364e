"""What a sentence is for: whether it asks, goes on from speech, or has something to state."""

from __future__ import annotations

from collections.abc import Sequence

from lintnews.language.clauses import is_finite
from lintnews.language.text import Sentence, Text, Token
from lintnews.language.words import band
from lintnews.resources import word_lists

_CLOSERS = "\"'”’)]»"
_SUBJECT_TAGS = frozenset({"PRP", "DT", "NNP", "NNPS", "NN", "NNS", "PRP$", "EX", "CD", "JJ"})
_LONGEST_ABBREVIATION = 3
_LONGEST_CAPTION_WORD = 16
_BREAKS_OFF = frozenset({":", ";", "…", "...", "[", "|"})


def asks(sentence: Sentence, text: Text) -> bool:
    """Whether a sentence is a question or an exclamation."""
    tail = text.prose[max(sentence.start, sentence.end - 6) : sentence.end].rstrip(_CLOSERS)
    return tail.endswith(("?", "!"))


def first_word(sentence: Sentence) -> int | None:
    """The index of the first token that is a word, None if there is none."""
    return next((i for i, token in enumerate(sentence.tokens) if token.is_word), None)


def goes_on_from_speech(text: Text, sentence: Sentence, at: int) -> bool:
    """Whether the sentence names, from its token ``at`` on, who spoke the words before it."""
    before = text.prose[max(0, sentence.start - 3) : sentence.start].rstrip()
    return before.endswith(("”", '"', "’", "'")) and _is_attribution(sentence.tokens, at)


def _is_attribution(tokens: Sequence[Token], at: int) -> bool:
    """Whether "said X" or "she said" goes on from a quotation before it."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None or not after.is_word:
        return False
    if is_finite(tokens[at]):
        return after.tag in _SUBJECT_TAGS
    return tokens[at].tag in _SUBJECT_TAGS and any(is_finite(token) for token in tokens[at:])


def states(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence should state something, being no answer, list or question.

    Sentences that may be cut in the wrong place, at an abbreviation or inside brackets, do not.
    """
    if asks(sentence, text) or any(token.text in _BREAKS_OFF for token in sentence.tokens):
        return False
    written = text.prose[sentence.start : sentence.end]
    spoken = text.quotations.cover(sentence.start)
    if not (written.rstrip(_CLOSERS) if spoken else written).endswith("."):
        return False
    if not _opens_cleanly(written) or may_end_in_abbreviation(sentence):
        return False
    if written.count("(") != written.count(")"):
        return False
    after = text.prose[sentence.end : sentence.end + _LONGEST_CAPTION_WORD].lstrip(" ")
    if after and (after[0].islower() or after[0].isdigit() or _captions(after)):
        return False
    before = text.prose[max(0, sentence.start - 8) : sentence.start].rstrip().rstrip(_CLOSERS)
    return not before.endswith(("?", ":", ";"))


def _captions(after: str) -> bool:
    """Whether what follows names the source of a picture ("Image from the agency")."""
    word = after.partition(" ")[0].rstrip(":")
    return word in word_lists("blocks")["credit_words"]


def _opens_cleanly(written: str) -> bool:
    return written[0].isupper() or (written[0] in "-–—“\"‘'" and written[1:2].isalpha())


def may_end_in_abbreviation(sentence: Sentence) -> bool:
    """Whether the full stop may belong to the last word ("St.") and not to the sentence."""
    last = next((token for token in reversed(sentence.tokens) if token.is_word), None)
    if last is None:
        return False
    if "." in last.text or any(
        last.text in words for words in word_lists("abbreviations").values()
    ):
        return True
    return (
        len(last.text) <= _LONGEST_ABBREVIATION and last.text[0].isupper() and not band(last.text)
    )
