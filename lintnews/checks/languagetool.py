"""What LanguageTool says of the paragraphs, as the rules of its family report it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated

import msgspec
import regex

from lintnews.backends.languagetool.client import Match
from lintnews.backends.languagetool.paragraphs import read_matches
from lintnews.language.asides import asides_of
from lintnews.language.formation import is_formed
from lintnews.language.text import Text
from lintnews.model import Hit, Suggestion
from lintnews.names.known import is_known_name
from lintnews.rulebook.registry import LANGUAGETOOL, Params, check

_SPACE = regex.compile(r"\s")
_LETTERS = regex.compile(r"\p{L}")
# What has fewer letters, or no vowel, is an abbreviation.
_PLAIN_WORD = regex.compile(r"(?=.*[aeiouy])[a-z]{3,}")
# What stands at such a mark is a piece of an address, a path or code.
_BEFORE_CODE = regex.compile(r"[./\\@#$_~=]")
_BEHIND_CODE = regex.compile(r"[\\@_=]|[.:](?=\w)")
_QUOTE_BEFORE = regex.compile(r"[\"'“‘«`]")
_QUOTE_BEHIND = regex.compile(r"[.,]?[\"'”’»`]")


class LanguageToolParams(Params, frozen=True):
    """Which of the rules of LanguageTool a rule stands for.

    ``rules`` and ``categories`` name them; ``everything`` stands for all. What ``but`` names, rules
    or categories, is left out. ``says`` takes only what has one of these words in its message,
    ``but_says`` what has none. With ``strange`` it takes only a word of plain small letters that
    stands once in the text, not beside another match of these rules, in quotation marks or in code,
    and is neither an abbreviation nor made of words that are known; false takes the rest. With
    ``spare_names`` an alarm at a word is dropped that the article, the authority or the archive
    knows as a name. ``corroborates`` is the part of the doubt about a finding of another rule that
    an alarm at the same place takes away.
    """

    rules: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    everything: bool = False
    but: frozenset[str] = frozenset()
    strange: bool | None = None
    says: tuple[str, ...] = ()
    but_says: tuple[str, ...] = ()
    spare_names: bool = False
    corroborates: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.0


@check("languagetool", LanguageToolParams, values={"says", "id"}, extra=LANGUAGETOOL)
def languagetool(text: Text, params: LanguageToolParams) -> Iterator[Hit]:
    """Matches of LanguageTool; ``says`` is its message, ``id`` its name of the rule.

    What an editor put into somebody's words ("[I]ncreasingly", "to us[,]") is none.
    """
    meant = [match for match in text.once(read_matches) if _is_meant(match, params)]
    for index, match in enumerate(meant):
        if params.strange is not None and _is_strange(text, meant, index) is not params.strange:
            continue
        if _is_inserted(text.prose, match):
            continue
        if params.spare_names and is_known_name(text, match.start, match.end):
            text.once(asides_of).spared += 1
            continue
        suggestions = tuple(Suggestion(one) for one in match.replacements)
        values = {"says": match.message.rstrip("."), "id": match.rule}
        yield Hit(match.start, match.end, values, suggestions=suggestions)


def _is_meant(match: Match, params: LanguageToolParams) -> bool:
    names = {match.rule, match.category}
    if names & params.but or any(words in match.message for words in params.but_says):
        return False
    if params.says and not any(words in match.message for words in params.says):
        return False
    return params.everything or match.rule in params.rules or match.category in params.categories


def _is_inserted(prose: str, match: Match) -> bool:
    """Whether a match without spaces in it begins or ends at a square bracket."""
    start, end = match.start, match.end
    edges = prose[max(0, start - 1) : start + 1] + prose[end - 1 : end + 1]
    return ("[" in edges or "]" in edges) and _SPACE.search(prose, start, end) is None


def _is_strange(text: Text, matches: Sequence[Match], index: int) -> bool:
    """Whether the word of a match is no term, no part of foreign words or code, and not formed."""
    match = matches[index]
    word = text.prose[match.start : match.end]
    return (
        _PLAIN_WORD.fullmatch(word) is not None
        and text.once(_uses)[word] <= 1
        and not _is_code(text.prose, match)
        and not _is_mentioned(text.prose, match)
        and not any(
            0 <= other < len(matches) and _are_beside(text, *sorted((matches[other], match)))
            for other in (index - 1, index + 1)
        )
        and not is_formed(word)
    )


def _is_code(prose: str, match: Match) -> bool:
    before = match.start > 0 and _BEFORE_CODE.match(prose, match.start - 1)
    return bool(before or _BEHIND_CODE.match(prose, match.end))


def _is_mentioned(prose: str, match: Match) -> bool:
    """Whether a word stands alone in quotation marks, so that whoever wrote it meant it so."""
    before = match.start > 0 and _QUOTE_BEFORE.match(prose, match.start - 1)
    return bool(before and _QUOTE_BEHIND.match(prose, match.end))


def _are_beside(text: Text, first: Match, second: Match) -> bool:
    return _LETTERS.search(text.prose, first.end, second.start) is None


def _uses(text: Text) -> Counter[str]:
    """How often each word stands in the text, in lower case."""
    return Counter(token.norm for sentence in text.sentences for token in sentence.tokens)
