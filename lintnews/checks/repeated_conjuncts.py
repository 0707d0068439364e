"""The same name twice where two belong, and appositions that say what has just been said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintnews.language.clauses import is_finite, may_be_finite
from lintnews.language.text import Text, Token
from lintnews.model import Hit
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_LONGEST_CONJUNCT = 6
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_NAMES = frozenset({"NNP", "NNPS"})
_PHRASE_TAGS = _NOUNS | {"DT", "PRP$", "JJ", "CD", "POS", "VBN"}
_MODIFIERS = _NOUNS | {"JJ", "JJR", "JJS", "VBN", "VBG", "POS", "CD", "PRP$"}
_OPENS_CLAUSE = frozenset({"WDT", "WP", "WRB", "WP$"})
_BREAKS = frozenset({";", ":", "–", "—", "“", '"', "("})
_QUOTES = frozenset("\"“”‘’'")
_STOPS = frozenset({".", ",", ";", "!", "?", ")", "”", "(", "–", "—"})


class ConjunctParams(Params, frozen=True):
    """What may stand on both sides of a conjunction.

    ``measures`` are nouns that grow by it ("years and years"); ``pairs`` are nouns of phrases such
    as "man and man" and of firms; ``firms`` are words beside the name of a firm; ``reflexive`` are
    pronouns that never do.
    """

    measures: frozenset[str]
    pairs: frozenset[str]
    firms: frozenset[str]
    reflexive: frozenset[str]


@check("same_conjunct", ConjunctParams, values=("conjunct",))
def same_conjunct(text: Text, params: ConjunctParams) -> Iterator[Hit]:
    """A noun phrase joined with itself: "the Palestinians and the Palestinians"."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for at in range(1, len(tokens) - 1):
            if tokens[at].tag != "CC" or tokens[at].norm not in {"and", "or", "nor"}:
                continue
            length = _common_length(tokens, at)
            if length and _is_damage(tokens, at, length, params):
                first, last = tokens[at - length], tokens[at + length]
                conjunct = text.prose[first.start : tokens[at - 1].end]
                yield Hit(first.start, last.end, {"conjunct": conjunct})


def _common_length(tokens: Sequence[Token], at: int) -> int:
    """The most tokens that stand both before and after the conjunction, 0 if none do."""
    for length in range(min(_LONGEST_CONJUNCT, at, len(tokens) - at - 1), 0, -1):
        pairs = zip(tokens[at - length : at], tokens[at + 1 : at + 1 + length], strict=True)
        if all(before.text == after.text for before, after in pairs):
            return length
    return 0


def _is_damage(tokens: Sequence[Token], at: int, length: int, params: ConjunctParams) -> bool:
    conjunct = tokens[at - length : at]
    noun = conjunct[-1]
    before = tokens[at - length - 1] if at > length else None
    rest = tokens[at + length + 1 :]
    if length == 1 and noun.norm in params.reflexive:
        return True
    if noun.tag in _NAMES and noun.text.islower():
        return False
    if before is not None and before.text in _QUOTES and rest and rest[0].text in _QUOTES:
        return False
    if noun.tag not in _NOUNS or any(token.tag not in _PHRASE_TAGS for token in conjunct):
        return False
    if noun.norm in params.pairs or noun.text in word_lists("names")["titles"]:
        return False
    if noun.norm in params.measures:
        return length == 1 and before is not None and before.tag == "CD"
    if _names_firm(tokens, at, length, params) or _there_is(tokens[: at - length]):
        return False
    determined = conjunct[0].tag in {"DT", "PRP$"}
    modified = not determined and before is not None and before.tag in _MODIFIERS
    if noun.tag == "NN" and not determined and (modified or not rest or rest[0].text not in _STOPS):
        return False
    return _ends_phrase(rest, noun, determined=determined, modified=modified) and not (
        rest and is_finite(rest[0]) and _has_verb(tokens[: at - length])
    )


def _ends_phrase(rest: Sequence[Token], noun: Token, *, determined: bool, modified: bool) -> bool:
    """Whether the second conjunct ends where the first did, so that nothing tells them apart."""
    if not rest:
        return True
    after = rest[0]
    if after.text == ",":
        # "Washington and Washington, D.C."
        return len(rest) < 2 or rest[1].tag not in {"NNP", "CD"} or noun.tag not in _NAMES
    if after.text in _STOPS or after.tag == "TO" or is_finite(after):
        return True
    named = noun.tag in _NAMES and not modified
    if after.tag == "IN":
        return (determined or named) and after.norm not in {"of", "for", "that"}
    return after.tag == "VBG" and not modified


def _names_firm(tokens: Sequence[Token], at: int, length: int, params: ConjunctParams) -> bool:
    """Whether two equal names are those of a firm or of two authors."""
    if tokens[at - 1].tag not in _NAMES:
        return False
    near = [*tokens[max(0, at - length - 3) : at - length], *tokens[at + length + 1 :][:3]]
    return any(token.norm in params.firms or token.tag == "CD" for token in near)


def _there_is(before: Sequence[Token]) -> bool:
    """Whether "there are" stands before ("there are days and days")."""
    return len(before) > 1 and before[-2].norm == "there"


def _has_verb(before: Sequence[Token]) -> bool:
    """Whether the clause had its verb, so that the second conjunct begins another clause."""
    for token in reversed(before):
        if token.tag in _OPENS_CLAUSE or token.text in _BREAKS:
            return False
        if may_be_finite(token):
            return True
    return False


class AppositionParams(Params, frozen=True):
    """``share``: part of the words of the apposition that the noun phrase before must have."""

    share: float


@check("doubled_apposition", AppositionParams, values=("first",))
def doubled_apposition(text: Text, params: AppositionParams) -> Iterator[Hit]:
    """A title before a name and an apposition after it that say the same."""
    for sentence in text.sentences:
        tokens = sentence.tokens
        for at in range(2, len(tokens) - 3):
            if tokens[at].text != "," or tokens[at + 1].norm != "the":
                continue
            start = _phrase_start(tokens, at)
            stop = _apposition_end(tokens, at + 2)
            if _says_the_same(tokens[start:at], tokens[at + 2 : stop], params.share):
                before = text.prose[tokens[start].start : tokens[at - 1].end]
                yield Hit(tokens[start].start, tokens[stop - 1].end, {"first": before})


def _phrase_start(tokens: Sequence[Token], at: int) -> int:
    """Where the titles and the name begin that end before ``at``."""
    start = at
    while start and tokens[start - 1].tag in _MODIFIERS | {"DT"} and at - start < _LONGEST_TITLE:
        start -= 1
        if tokens[start].tag == "DT":
            break
    return start


def _apposition_end(tokens: Sequence[Token], start: int) -> int:
    stop = start
    while stop < len(tokens) and (tokens[stop].tag in _PHRASE_TAGS or tokens[stop].norm == "of"):
        stop += 1
    return stop


_LONGEST_TITLE = 12
_LEAST_SHARED = 2


def _says_the_same(phrase: Sequence[Token], apposition: Sequence[Token], share: float) -> bool:
    titles = {title.lower() for title in word_lists("names")["titles"]}
    content = [token.norm for token in apposition if token.tag in _MODIFIERS and token.norm != "'s"]
    if not phrase or phrase[-1].tag != "NNP" or not content or content[-1] not in titles:
        return False
    words = {token.norm for token in phrase}
    shared = sum(word in words for word in content)
    return content[-1] in words and shared >= max(_LEAST_SHARED, share * len(content))
