"""Two sentences in one: a capital inside a sentence shows where the second one begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from lintnews.language.clauses import is_finite, may_be_finite
from lintnews.language.text import Sentence, Text, Token
from lintnews.language.verbforms import may_be_verb_here
from lintnews.model import Hit
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_SPEECH_REACH = 8
_SHORTEST_LEAD = 2
_PHRASE_REACH = 15
_HOUSE_STYLE = 3
_SHORTEST_TITLE_WORD = 4
_REVERED = frozenset({"He", "His"})
_BEFORE_SPEECH = frozenset({"is", "was", "be", "'s"})
_NAME_PARTS = frozenset({"A"})
_NAME_TAGS = frozenset({"NNP", "NNPS"})
_NOUN_TAGS = _NAME_TAGS | {"NN", "NNS"}


class Unfinished(Params, frozen=True):
    """``before``: words in lower case that cannot be the last of a sentence."""

    before: frozenset[str]


class Seam(NamedTuple):
    """The index of a word inside a sentence that should open a sentence of its own."""

    sentence: Sentence
    at: int

    @property
    def before(self) -> Token:
        """The token before the word."""
        return self.sentence.tokens[self.at - 1]

    @property
    def opener(self) -> Token:
        """The word itself."""
        return self.sentence.tokens[self.at]

    @property
    def hit(self) -> Hit:
        """The word with what stands before it, a comma together with its word."""
        tokens = self.sentence.tokens
        start = self.at - 1 if self.before.is_word or self.at == 1 else self.at - 2
        return Hit(tokens[start].start, self.opener.end, {"opener": self.opener.text})


def _words(name: str) -> frozenset[str]:
    return word_lists("fused-sentences")[name]


def _seams(text: Text) -> tuple[Seam, ...]:
    openers = _words("subjects") | _words("determiners") | _words("linkers")
    found: list[Seam] = []
    for sentence in text.sentences:
        inside = [i for i, token in enumerate(sentence.tokens) if i and token.text in openers]
        if inside:
            title = _in_title_case(sentence)
            found += (Seam(sentence, at) for at in inside if _opens(text, sentence, at, title))
    counts = Counter(_with_next(seam) for seam in found)
    return tuple(
        seam
        for seam in found
        if (seam.opener.text in _words("subjects") or counts[_with_next(seam)] < _HOUSE_STYLE)
        and not (
            seam.opener.text in _REVERED
            and seam.sentence.block.start in text.once(_blocks_about_god)
        )
    )


def _with_next(seam: Seam) -> tuple[str, str]:
    return seam.opener.text, seam.sentence.tokens[seam.at + 1].text


def _blocks_about_god(text: Text) -> frozenset[int]:
    """The offsets of the blocks in which "He" may have its capital out of reverence."""
    return frozenset(
        sentence.block.start
        for sentence in text.sentences
        if any(token.text in _words("sacred") for token in sentence.tokens)
    )


def _opens(text: Text, sentence: Sentence, at: int, title: bool) -> bool:
    """Whether the words from ``at`` on read like the beginning of a sentence.

    Only a subject with its verb does so in a sentence in title case.
    """
    word = sentence.tokens[at].text
    rest = sentence.tokens[at + 1 : at + 1 + _PHRASE_REACH]
    if not rest:
        return False
    if rest[0].text == ",":
        return word in _words("adverbs")
    if word == "The" and rest[0].text[0].isupper():
        return _has_verb_before(sentence, at) and _opens_with_name(text, rest)
    if word in _words("before_dates") and (rest[0].tag == "CD" or rest[0].text in _dates()):
        return not title
    if not (rest[0].text[0].islower() or rest[0].text[0] in "'’"):
        return False
    if word in _words("subjects") and _verb_comes(rest):
        return True
    if word in _words("determiners"):
        return not title and any(
            may_be_finite(rest[index]) or may_be_verb_here(rest, index)
            for index in range(1, len(rest))
        )
    return not title and word in _words("linkers") and any(map(is_finite, rest))


def _has_verb_before(sentence: Sentence, at: int) -> bool:
    return any(map(is_finite, islice(sentence.tokens, at)))


def _opens_with_name(text: Text, rest: Sequence[Token]) -> bool:
    """Whether a name that has "the" elsewhere follows ("The Senate voted"), and then its verb."""
    if rest[0].text in _words("with_article") or rest[0].text not in text.once(_after_the):
        return False
    after = next((token for token in rest if not token.text[0].isupper()), None)
    return after is not None and is_finite(after)


def _dates() -> frozenset[str]:
    return word_lists("blocks")["months"] | word_lists("blocks")["weekdays"]


def _after_the(text: Text) -> frozenset[str]:
    """The words that follow "the" in lower case somewhere in the text."""
    return frozenset(
        after.text
        for sentence in text.sentences
        for before, after in pairwise(sentence.tokens)
        if before.text == "the"
    )


def _verb_comes(rest: Sequence[Token]) -> bool:
    """Whether a finite verb stands first, or behind adverbs only."""
    verb = next((token for token in rest if token.tag != "RB" or is_finite(token)), None)
    return verb is not None and is_finite(verb)


def _in_title_case(sentence: Sentence) -> bool:
    words = [token.text for token in sentence.tokens[1:] if len(token.text) >= _SHORTEST_TITLE_WORD]
    large = sum(word[0].isupper() for word in words)
    return large * 2 > len(words)


@check("fused_at_comma", Params, values=("opener",))
def fused_at_comma(text: Text, params: Params) -> Iterator[Hit]:
    """A sentence that begins after a comma."""
    for seam in text.once(_seams):
        if seam.before.text == "," and seam.at > _SHORTEST_LEAD and not _quotes(seam):
            yield seam.hit


def _quotes(seam: Seam) -> bool:
    """Whether what follows the comma is speech without quotation marks ("he said, We know")."""
    earlier = seam.sentence.tokens[max(0, seam.at - _SPEECH_REACH) : seam.at - 1]
    verbs = word_lists("reporting-verbs")["verbs"]
    return any(token.text in verbs for token in earlier) or (
        bool(earlier) and earlier[-1].norm in _BEFORE_SPEECH
    )


@check("fused_after_function_word", Unfinished, values=("opener",))
def fused_after_function_word(text: Text, params: Unfinished) -> Iterator[Hit]:
    """A sentence that begins after a word that the one before cannot end in."""
    for seam in text.once(_seams):
        if seam.before.text in params.before:
            yield seam.hit


@check("fused_without_mark", Unfinished, values=("opener",))
def fused_without_mark(text: Text, params: Unfinished) -> Iterator[Hit]:
    """A sentence that begins where the one before could end, but has no mark."""
    for seam in text.once(_seams):
        after = seam.sentence.tokens[seam.at + 1 : seam.at + 1 + 2 * _PHRASE_REACH]
        if (
            seam.before.is_word
            and seam.before.text not in params.before
            and _may_end(seam)
            and _has_verb_before(seam.sentence, seam.at)
            and any(map(is_finite, after))
        ):
            yield seam.hit


def _may_end(seam: Seam) -> bool:
    """Whether a sentence may end before the seam, where no title or speech begins."""
    before, opener = seam.before, seam.opener.text
    if before.tag == "POS" or opener in _NAME_PARTS:
        return False
    if before.text[0].isupper() and before.tag not in _NOUN_TAGS:
        return False
    if before.norm in _words("works") or before.norm in word_lists("reporting-verbs")["verbs"]:
        return False
    if before.text[0].isupper() or before.tag in _NAME_TAGS:
        return not before.text.isupper() and (
            opener not in _words("linkers") or opener in _words("conjunctions")
        )
    return True
