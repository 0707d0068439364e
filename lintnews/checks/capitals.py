"""Capitals where none belong, and names without theirs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from lintnews.document.document import BlockKind
from lintnews.language.clauses import is_finite
from lintnews.language.quotations import MarkRole
from lintnews.language.text import Sentence, Text, Token
from lintnews.language.words import word_bands
from lintnews.model import Hit, Suggestion
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_OPENING = "\"“‘'«(["
_CLOSING = "”\"’'»)]*_"
_JOINERS = frozenset("./\\_@#-–=:&+~|<>\"“‘'«`*")


class LowercaseNames(Params, frozen=True):
    """``lists``: lists of names in ``rules/words/proper-words.yml``."""

    lists: tuple[str, ...]


@check("lowercase_names", LowercaseNames, values=("name",))
def lowercase_names(text: Text, params: LowercaseNames) -> Iterator[Hit]:
    """A name that is always capitalised, in lower case in a sentence with capitals."""
    lists = word_lists("proper-words")
    names = {name.lower(): name for key in params.lists for name in lists[key]}
    firsts = {first: name for name in names for first in [name.split()[0]] if " " in name}
    common = lists["common_uses"]
    for sentence in text.sentences:
        tokens = sentence.tokens
        for index, token in enumerate(tokens):
            if token.text not in names and token.text not in firsts:
                continue
            found = _lowercase_name(tokens, index, names)
            if found is None or not _is_written_with_capitals(text, sentence):
                continue
            name, last = found
            start, end = token.start, tokens[last].end
            pair = {f"{tokens[index - 1].norm} {name}"} if index else set()
            if last + 1 < len(tokens):
                pair.add(f"{name} {tokens[last + 1].norm}")
            if pair.isdisjoint(common) and not _is_joined(text.prose, start, end):
                yield Hit(start, end, {"name": names[name]}, suggestions=(Suggestion(names[name]),))


def _lowercase_name(
    tokens: Sequence[Token], index: int, names: dict[str, str]
) -> tuple[str, int] | None:
    """The name that starts at ``index`` in lower case, and the index of its last word."""
    if index + 1 < len(tokens):
        two = f"{tokens[index].text} {tokens[index + 1].text}"
        if two in names:
            return two, index + 1
    return (tokens[index].text, index) if tokens[index].text in names else None


def _is_written_with_capitals(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence opens with a capital, as one in an old e-mail or a tweet may not."""
    opening = text.prose[sentence.start : sentence.end].lstrip(_OPENING + "…. ")[:1]
    return opening.isupper() or opening.isdigit()


def _is_joined(prose: str, start: int, end: int) -> bool:
    """Whether a word is part of an address or a compound, or opens a quotation."""
    if prose[start - 1 : start] in _JOINERS or prose[end : end + 1] in {"/", "_", "@", "-", "="}:
        return True
    return prose[end : end + 1] in {".", ":"} and prose[end + 1 : end + 2].isalnum()


class StrayCapital(Params, frozen=True):
    """``words``: small words that no name begins with; ``rarest``: least band of the word after.

    ``reach``: within so many words no verb may follow, or a new sentence begins here.
    """

    words: frozenset[str]
    rarest: int
    reach: int


_BEFORE = frozenset({"IN", "TO", "DT", "PRP$", "VBD", "VBN", "VBG", "VBZ", "VB", "JJ"})
_NAME_REACH = 2
_NOUNS = frozenset({"NN", "NNS"})
_ARTICLES = frozenset({"the", "a", "an"})


@check("stray_capital", StrayCapital)
def stray_capital(text: Text, params: StrayCapital) -> Iterator[Hit]:
    """A small word with a capital between words in lower case, where no sentence begins."""
    for sentence in text.sentences:
        if sentence.block.kind is not BlockKind.PARAGRAPH:
            continue
        tokens = sentence.tokens
        for index in range(2, len(tokens) - 1):
            token = tokens[index]
            if token.text not in params.words or not _is_lower_around(tokens, index, params):
                continue
            after = tokens[index + 1 : index + 1 + params.reach]
            opens_name = any(follower.text[0].isupper() for follower in after[:_NAME_REACH])
            if not opens_name and not any(is_finite(follower) for follower in after):
                small = token.text.lower()
                yield Hit(token.start, token.end, suggestions=(Suggestion(small),))


def _is_lower_around(tokens: Sequence[Token], index: int, params: StrayCapital) -> bool:
    before, after = tokens[index - 1], tokens[index + 1]
    return (
        before.text.isalpha()
        and before.text.islower()
        and before.tag in (_BEFORE if tokens[index].norm in _ARTICLES else _BEFORE | _NOUNS)
        and after.text.isalpha()
        and after.text.islower()
        and word_bands().get(after.text, 0) >= params.rarest
    )


class TitleCase(Params, frozen=True):
    """``verbs``: verbs of headlines, in lower case; ``fewest``: capitalised words of a headline.

    ``rarest``: the band from which on a word counts as a common one. ``openers``: words in lower
    case that open the sentence after a headline. ``torn``: capitalised words that are the rest of
    a title if a quotation mark closes after them that was never opened.
    """

    verbs: frozenset[str]
    openers: frozenset[str]
    fewest: int
    torn: int
    rarest: int


@check("title_case_in_text", TitleCase)
def title_case_in_text(text: Text, params: TitleCase) -> Iterator[Hit]:
    """A headline in title case inside a sentence that goes on in lower case."""
    small = word_lists("blocks")["small_words"]
    for sentence in text.sentences:
        if sentence.block.kind is not BlockKind.PARAGRAPH:
            continue
        tokens = sentence.tokens
        for start, stop in _runs(tokens, small):
            while stop - start > 1 and tokens[stop - 1].norm in params.openers:
                stop -= 1
            if _is_torn(text, tokens, start, stop, params) or (
                _is_headline(tokens, start, stop, params)
                and not _is_set_apart(text.prose, tokens[start].start, tokens[stop - 1].end)
            ):
                yield Hit(tokens[start].start, tokens[stop - 1].end)


def _runs(tokens: Sequence[Token], small: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The rows of capitalised words, with small words in between, as ranges of tokens."""
    start = last = -1
    for index, token in enumerate(tokens):
        if token.text[0].isupper() and token.text[-1].isalnum():
            start = index if start < 0 else start
            last = index
        elif start >= 0 and not (token.norm in small and token.text.islower()):
            yield start, last + 1
            start = -1
    if start >= 0:
        yield start, last + 1


def _large(tokens: Sequence[Token], start: int, stop: int) -> list[Token]:
    return [token for token in tokens[start:stop] if token.text[0].isupper()]


_GOES_ON = 3


def _is_headline(tokens: Sequence[Token], start: int, stop: int, params: TitleCase) -> bool:
    """Whether common words with a verb among them stand in capitals before a text in lower case."""
    large = _large(tokens, start, stop)
    after = tokens[stop : stop + _GOES_ON]
    if len(large) < params.fewest or len(after) < _GOES_ON or not after[0].text.isalpha():
        return False
    if after[0].norm not in params.openers and not after[0].text.islower():
        return False
    if not all(token.text.islower() for token in after[1:]):
        return False
    inner = large[1:]
    common = sum(word_bands().get(token.norm, 0) >= params.rarest for token in inner)
    return (
        any(token.norm in params.verbs for token in inner[:-1])
        and 2 * common >= len(inner)
        and not all(token.text.isupper() for token in inner)
    )


def _is_torn(text: Text, tokens: Sequence[Token], start: int, stop: int, params: TitleCase) -> bool:
    """Whether a row opens a sentence with "A" and ends at a mark that closes nothing."""
    if start != 0 or tokens[0].norm not in _INDEFINITE:
        return False
    if len(_large(tokens, start, stop)) < params.torn:
        return False
    end = tokens[stop - 1].end
    marks = text.quotations.marks
    index = bisect_left(marks, end, key=lambda mark: mark.start)
    if index == len(marks):
        return False
    mark = marks[index]
    return mark.role is MarkRole.STRAY and not mark.opens and mark.start <= end + 1


_INDEFINITE = frozenset({"a", "an"})


def _is_set_apart(prose: str, start: int, end: int) -> bool:
    """Whether quotation marks, brackets or a colon show that a row of words is a title."""
    before = prose[max(0, start - 2) : start].rstrip(" ")[-1:]
    after = prose[end : end + 2].lstrip(" ")[:1]
    return (before != "" and before in _OPENING + ":*_") or (after != "" and after in _CLOSING)
