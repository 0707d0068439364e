"""A pronoun of the other sex than the courtesy title of the only person in sight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lintnews.language.text import Sentence, Text, Token
from lintnews.model import Hit, Spot
from lintnews.resources import word_lists
from lintnews.rulebook.registry import Params, check

_NAME_TAGS = frozenset({"NNP", "NNPS"})
_LONGEST_NAME = 4


class TitleAgainstPronoun(Params, frozen=True):
    """``men`` and ``women``: courtesy titles, in lower case."""

    men: frozenset[str]
    women: frozenset[str]


@check("title_against_pronoun", TitleAgainstPronoun, values=("title", "pronoun"))
def title_against_pronoun(text: Text, params: TitleAgainstPronoun) -> Iterator[Hit]:
    """A pronoun like that of "Mr. Smith said she would", where nobody else is named."""
    titles = params.men | params.women
    for number, sentence in enumerate(text.sentences):
        place = next((i for i, t in enumerate(sentence.tokens) if t.norm in titles), None)
        if place is None:
            continue
        title = sentence.tokens[place]
        wrong = "she" if title.norm in params.men else "he"
        name_end = _name_end(sentence.tokens, place + 1)
        if name_end == place + 1 or _others(sentence.tokens, place, name_end, wrong):
            continue
        pronoun = next((t for t in sentence.tokens[name_end:] if t.norm == wrong), None)
        if pronoun is None:
            pronoun = _next_subject(text, number, wrong)
        if pronoun is None or not _alone_before(text, number, sentence, place, name_end):
            continue
        if text.quotations.cover(pronoun.start) != text.quotations.cover(title.start):
            continue
        spot = Spot(title.start, sentence.tokens[name_end - 1].end, "title")
        yield Hit(
            pronoun.start,
            pronoun.end,
            {"title": title.text, "pronoun": pronoun.text},
            related=(spot,),
        )


def _name_end(tokens: Sequence[Token], start: int) -> int:
    at = start
    while at < min(len(tokens), start + _LONGEST_NAME) and (
        tokens[at].text[0].isupper() or tokens[at].text == "."
    ):
        at += 1
    return at


def _others(tokens: Sequence[Token], start: int, stop: int, wrong: str) -> bool:
    """Whether somebody else of whom the pronoun could be is named or spoken of."""
    lists = word_lists("persons")
    kin = lists["women"] if wrong == "she" else lists["men"]
    kin -= lists["pronouns"]
    return any(
        token.norm in kin
        or token.norm in lists["anybody"]
        or (index and token.tag in _NAME_TAGS and token.norm not in lists["no_person"])
        for index, token in enumerate(tokens)
        if not start <= index < stop
    )


def _next_subject(text: Text, number: int, wrong: str) -> Token | None:
    """The pronoun that opens the next sentence of the same block."""
    if number + 1 >= len(text.sentences) or text.sentences[number + 1].first:
        return None
    first = text.sentences[number + 1].tokens[0]
    return first if first.norm == wrong else None


def _alone_before(text: Text, number: int, sentence: Sentence, place: int, end: int) -> bool:
    """Whether the sentence before names nobody but the same person."""
    if not number:
        return True
    name = {token.norm for token in sentence.tokens[place:end]}
    before = text.sentences[number - 1].tokens
    lists = word_lists("persons")
    return not any(
        (token.tag in _NAME_TAGS and token.norm not in name | lists["no_person"])
        or token.norm in lists["women"] | lists["men"] | lists["anybody"]
        for token in before
    )
