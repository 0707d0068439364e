"""Rules that are pure data: patterns over the text and over its tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

import regex

from lintnews.language.text import Text, Token
from lintnews.model import Hit, Suggestion
from lintnews.rulebook.effort import UnboundedError, most_steps
from lintnews.rulebook.rule import RuleFile, TokenPattern

MOST_STEPS = 50_000
"""So many steps a matcher may take at one position of a text, by the structure of a pattern."""

Find = Callable[[Text], Iterable[Hit]]


def pattern_fault(pattern: str, *, ignore_case: bool = False) -> str | None:
    """Why a pattern may not be used, None if it may.

    A pattern is refused if it does not compile, or if the work at one position of a text is not
    bounded by ``MOST_STEPS``. Within the bound the time for a text grows with its length, and no
    text can make it grow faster.
    """
    try:
        ready = compiled(pattern, ignore_case=ignore_case)
    except regex.error as error:
        return f"is no regular expression: {error}"
    if ready.match("") is not None:
        return "matches the empty string"
    try:
        steps = most_steps(pattern)
    except UnboundedError as error:
        return str(error)
    if steps > MOST_STEPS:
        return (
            f"may take {steps:,} steps at one place of a text, more than {MOST_STEPS:,}; "
            "repeat less often, or possessively as in {0,40}+"
        )
    return None


@lru_cache(maxsize=1024)
def compiled(pattern: str, *, ignore_case: bool = False) -> regex.Pattern[str]:
    """The compiled pattern; ``^`` and ``$`` match at line ends."""
    flags = regex.VERSION1 | regex.MULTILINE | (regex.IGNORECASE if ignore_case else 0)
    return regex.compile(pattern, flags)


def find_pattern(file: RuleFile) -> Find:
    """The search for the pattern of a rule.

    The place of a hit is the group ``at`` if the pattern has one, else the whole match; the other
    named groups are fields of the message. Where a group ``unsure`` takes part, the suggestion is
    not safe.
    """
    assert file.pattern is not None
    source = file.pattern

    def find(text: Text) -> Iterator[Hit]:
        if file.needs and not any(need in text.prose for need in file.needs):
            return
        pattern = compiled(source, ignore_case=file.ignore_case)
        group: str | int = "at" if "at" in pattern.groupindex else 0
        for match in pattern.finditer(text.prose):
            start, end = match.span(group)
            groups = match.groupdict()
            suggestions: tuple[Suggestion, ...] = ()
            if file.replacement is not None:
                safe = file.safe and groups.get("unsure") is None
                suggestions = (Suggestion(match.expand(file.replacement), safe),)
            values = {key: value or "" for key, value in groups.items()}
            yield Hit(start, end, values, suggestions=suggestions)

    return find


def find_tokens(file: RuleFile) -> Find:
    """The search for the token patterns of a rule."""
    assert file.tokens is not None
    matchers = [_Matcher(pattern) for pattern in file.tokens]
    opening = file.tokens[0]

    def find(text: Text) -> Iterator[Hit]:
        for sentence in text.sentences:
            tokens = sentence.tokens
            last = _last_word(tokens)
            starts: Iterable[int] = range(1) if opening.first else range(len(tokens))
            for start in starts:
                if opening.norm and tokens and tokens[start].norm not in opening.norm:
                    continue
                places = _match(matchers, tokens, start, last)
                if places is not None:
                    yield Hit(tokens[places[0]].start, tokens[places[-1]].end)

    return find


class _Matcher:
    def __init__(self, pattern: TokenPattern) -> None:
        self.pattern = pattern
        self._tag = re.compile(pattern.tag) if pattern.tag else None
        self._not_tag = re.compile(pattern.not_tag) if pattern.not_tag else None
        self._form = re.compile(pattern.form) if pattern.form else None

    def accepts(self, token: Token, index: int, last: int) -> bool:
        wanted = self.pattern
        return not (
            (wanted.norm and token.norm not in wanted.norm)
            or token.norm in wanted.not_norm
            or (self._tag is not None and not self._tag.fullmatch(token.tag))
            or (self._not_tag is not None and self._not_tag.fullmatch(token.tag))
            or (self._form is not None and not self._form.fullmatch(token.text))
            or (wanted.first and index != 0)
            or (wanted.last and index != last)
        )


def _match(
    matchers: Sequence[_Matcher], tokens: Sequence[Token], start: int, last: int
) -> list[int] | None:
    """The indices of the tokens that make up the place, None if the pattern does not match.

    Repetition takes as many words as it can and gives none back, which keeps matching linear.
    """
    index, every, marked = start, [], []
    for matcher in matchers:
        count = 0
        while (
            count < matcher.pattern.max
            and index < len(tokens)
            and matcher.accepts(tokens[index], index, last)
        ):
            every.append(index)
            if matcher.pattern.at:
                marked.append(index)
            index += 1
            count += 1
        if count < matcher.pattern.min:
            return None
    return marked or every or None


def _last_word(tokens: Sequence[Token]) -> int:
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index].is_word:
            return index
    return -1
