"""What LanguageTool says of the paragraphs, as the rules of the family ``languagetool`` report it."""

from __future__ import annotations

from collections.abc import Iterator

from lintnews.backends.languagetool.client import Match
from lintnews.backends.languagetool.paragraphs import read_matches
from lintnews.language.asides import asides_of
from lintnews.language.text import Text
from lintnews.model import Hit, Suggestion
from lintnews.names.known import is_known_name
from lintnews.rulebook.registry import LANGUAGETOOL, Params, check


class LanguageToolParams(Params, frozen=True):
    """Which of the rules of LanguageTool a rule stands for.

    ``rules`` and ``categories`` name them; ``everything`` stands for all. What ``but`` names, rules
    or categories, is left out. With ``spare_names`` an alarm at a word is dropped that the article,
    the authority or the archive knows as a name. ``corroborates`` is the part of the doubt about a
    finding of another rule that an alarm at the same place takes away.
    """

    rules: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    everything: bool = False
    but: frozenset[str] = frozenset()
    spare_names: bool = False
    corroborates: float = 0.0


@check("languagetool", LanguageToolParams, values={"says", "id"}, extra=LANGUAGETOOL)
def languagetool(text: Text, params: LanguageToolParams) -> Iterator[Hit]:
    """Matches of LanguageTool; ``says`` is its message, ``id`` its name of the rule."""
    for match in text.once(read_matches):
        if not _is_meant(match, params):
            continue
        if params.spare_names and is_known_name(text, match.start, match.end):
            text.once(asides_of).spared += 1
            continue
        suggestions = tuple(Suggestion(one) for one in match.replacements)
        values = {"says": match.message.rstrip("."), "id": match.rule}
        yield Hit(match.start, match.end, values, suggestions=suggestions)


def _is_meant(match: Match, params: LanguageToolParams) -> bool:
    names = {match.rule, match.category}
    if names & params.but:
        return False
    return params.everything or match.rule in params.rules or match.category in params.categories
