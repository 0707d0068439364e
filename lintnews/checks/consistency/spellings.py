"""Ordinary words: British beside American spelling, -ise beside -ize, "toward" and "towards"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lintnews.checks.consistency.forms import VALUES, Form, mixed_hit, places_of
from lintnews.language.english import WORDS, Reading, read_variety, variety_chosen_for
from lintnews.language.spelling import Family, Spelling, Standard, Word, read_words, spellings
from lintnews.language.text import Text
from lintnews.model import Hit, Spot, Suggestion
from lintnews.rulebook.registry import Params, check

# So many other words must agree on a variety to decide how one word should be spelled.
_FEWEST_WORDS = 2


class WordFile(Params, frozen=True):
    """``words``: the file under rules/words/ that holds the families of words."""

    words: str


@check("spellings_mixed", WordFile, values=VALUES)
def spellings_mixed(text: Text, params: WordFile) -> Iterator[Hit]:
    """One word spelled in two ways; the other words of the text may say which is its own.

    Where the variety that was chosen says it, this is no question of the text.
    """
    words = read_words(text, params.words)
    chosen = variety_chosen_for(text) if params.words == WORDS else None
    mixed = [word for word in words.values() if word.is_mixed and not _apart(text, word.family)]
    home = _home(words.values()) if mixed else None
    for word in mixed:
        if chosen is not None and chosen.expects(word.family) is not None:
            continue
        forms = {standard: _form(text, word, standard) for standard in Standard}
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


def _form(text: Text, word: Word, standard: Standard) -> Form:
    return places_of(text, word.sites[standard])


def _home(words: Iterable[Word]) -> Standard | None:
    """The standard that the words with one spelling agree on."""
    single = [word for word in words if not word.is_mixed]
    for standard in Standard:
        if len(_outstanding(single, standard)) >= _FEWEST_WORDS:
            return None if _outstanding(single, standard.other) else standard
    return None


def _outstanding(words: Iterable[Word], standard: Standard) -> list[Word]:
    """The words in the spelling of a standard that would stand out in text of the other."""
    return [word for word in words if standard in word.sites and word.family.stands_out(standard)]


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
    """The few words in the spelling of one standard in a text that keeps to the other."""
    words = [word for word in read_words(text, params.words).values() if not word.is_mixed]
    for home in Standard:
        if params.family is None:
            own, strangers = _outstanding(words, home), _outstanding(words, home.other)
        else:
            kin = [word for word in words if word.family.name == params.family]
            own = [word for word in kin if home in word.sites]
            strangers = [word for word in kin if home.other in word.sites]
        if len(own) >= params.at_least and len(strangers) <= params.most:
            for word in strangers:
                if params.family is not None or _is_strange(text.once(read_variety), word):
                    yield _stranger(text, word, own, home)


def _is_strange(reading: Reading, word: Word) -> bool:
    """Whether a word may be a slip: none was chosen, and the text's own spells it otherwise."""
    if reading.chosen:
        return False
    expected = None if reading.variety is None else reading.variety.expects(word.family)
    return reading.variety is None or (expected is not None and expected not in word.sites)


def _stranger(text: Text, word: Word, own: Iterable[Word], home: Standard) -> Hit:
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


@check("spelling_against_variety", WordFile, values=("spelling", "variety", "right"))
def spelling_against_variety(text: Text, params: WordFile) -> Iterator[Hit]:
    """Words that the variety which was chosen for a text spells otherwise, each once."""
    variety = variety_chosen_for(text)
    if variety is None:
        return
    known = spellings(params.words)
    for word in read_words(text, params.words).values():
        expected = variety.expects(word.family)
        if expected is None or expected.other not in word.sites:
            continue
        first, *again = word.sites[expected.other]
        right = _right(text, known, *first)
        yield Hit(
            *first,
            values={
                "spelling": expected.other.value,
                "variety": variety.title,
                "right": right,
            },
            suggestions=(Suggestion(right),),
            related=tuple(
                Spot(*site, "same form again", _right(text, known, *site)) for site in again
            ),
        )


def _right(text: Text, known: Mapping[str, Spelling], start: int, end: int) -> str:
    """The form of a word in the other spelling, with its capital."""
    written = text.prose[start:end]
    right = known[written.lower()].other
    return right.capitalize() if written[0].isupper() else right
