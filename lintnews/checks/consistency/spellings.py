"""Ordinary words: British beside American spelling, -ise beside -ize, "toward" and "towards"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lintnews.checks.consistency.forms import VALUES, Form, mixed_hit, places_of
from lintnews.checks.consistency.varieties import Family, Variety, Word, read_words
from lintnews.language.text import Text
from lintnews.model import Hit, Spot
from lintnews.rulebook.registry import Params, check

# So many other words must agree on a variety to decide how one word should be spelled.
_FEWEST_WORDS = 2


class MixedParams(Params, frozen=True):
    """``words``: the file under rules/words/ that holds the families of words."""

    words: str


@check("spellings_mixed", MixedParams, values=VALUES)
def spellings_mixed(text: Text, params: MixedParams) -> Iterator[Hit]:
    """One word spelled in two ways; the other words of the text may say which is its own."""
    words = read_words(text, params.words)
    mixed = [word for word in words.values() if word.is_mixed and not _apart(text, word.family)]
    home = _home(words.values()) if mixed else None
    for word in mixed:
        forms = {variety: _form(text, word, variety) for variety in Variety}
        if home is not None and word.family.stands_out(home.other):
            reason = f"the other words of the text are in {home} spelling"
            yield mixed_hit([*forms.values()], doubted=forms[home.other], reason=reason)
        else:
            yield mixed_hit([*forms.values()])


def _apart(text: Text, family: Family) -> bool:
    """Whether the text may rightly hold both forms of a word."""
    if family.apart or not family.apart_beside:
        return family.apart
    prose = text.prose.lower()
    return any(word in prose for word in family.apart_beside)


def _form(text: Text, word: Word, variety: Variety) -> Form:
    return places_of(text, word.sites[variety])


def _home(words: Iterable[Word]) -> Variety | None:
    """The variety that the words with one spelling agree on."""
    single = [word for word in words if not word.is_mixed]
    for variety in Variety:
        if len(_outstanding(single, variety)) >= _FEWEST_WORDS:
            return None if _outstanding(single, variety.other) else variety
    return None


def _outstanding(words: Iterable[Word], variety: Variety) -> list[Word]:
    """The words in the spelling of a variety that would stand out in text of the other."""
    return [word for word in words if variety in word.sites and word.family.stands_out(variety)]


class StrangerParams(Params, frozen=True):
    """When a word stands out.

    ``at_least``: how many different words must be spelled in one way; ``most``: how many different
    words may be spelled in the other to be strangers. ``family``: compare the words of this family
    alone, whatever the variety of the text ("ise": -ise and -ize).
    """

    words: str
    at_least: int
    most: int
    family: str | None = None


@check("spelling_strangers", StrangerParams, values=("others", "variety"))
def spelling_strangers(text: Text, params: StrangerParams) -> Iterator[Hit]:
    """The few words in the spelling of one variety in a text that keeps to the other."""
    words = [word for word in read_words(text, params.words).values() if not word.is_mixed]
    for home in Variety:
        if params.family is None:
            own, strangers = _outstanding(words, home), _outstanding(words, home.other)
        else:
            kin = [word for word in words if word.family.name == params.family]
            own = [word for word in kin if home in word.sites]
            strangers = [word for word in kin if home.other in word.sites]
        if len(own) >= params.at_least and len(strangers) <= params.most:
            for word in strangers:
                yield _stranger(text, word, own, home)


def _stranger(text: Text, word: Word, own: Iterable[Word], home: Variety) -> Hit:
    first, *again = word.sites[home.other]
    related = [Spot(*site, "same form again") for site in again]
    related += [Spot(*site, f"{home} spelling") for other in own for site in other.sites[home]]
    return Hit(
        *first,
        values={
            "others": ", ".join(str(_form(text, other, home)) for other in own),
            "variety": home.value,
        },
        related=tuple(sorted(related, key=lambda spot: spot.start)),
    )
