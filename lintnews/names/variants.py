"""Two spellings of one name in a text, different in letters: which pairs, on what evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

import regex

from lintnews.language.text import Text
from lintnews.language.words import band, word_bands
from lintnews.names.archive.archive import read_archive
from lintnews.names.authority import Authority, read_authority
from lintnews.names.blocking import alike
from lintnews.names.judging import Site, Spelling, Variants, by_archive, judged
from lintnews.names.likeness import Evidence, confidence, confidence_of_forms, likeness
from lintnews.names.linking import Cast, Surname, as_written, core, read_cast, shared_given
from lintnews.names.mentions import Mention
from lintnews.names.related import part_of_double, related_words, same_sound
from lintnews.names.spelling import VOWELS, fold
from lintnews.resources import any_of, word_lists

_SHORTEST = 4
_SHORTEST_ALONE = 5
# A run of more words is no name of a person.
_LONGEST = 6
# Among more people with one surname nobody can tell who is who.
_CROWD = 24
# By how much a name must be likelier than the next one.
_CLEARLY = 0.2


class _Candidate(NamedTuple):
    """Somebody who may be meant by a surname that nobody bears."""

    surname: Surname
    likely: float
    confidence: float


@cache
def settled_names() -> frozenset[str]:
    """The names of places and the given names, folded, that are right as they stand."""
    lists = word_lists("names-known")
    return frozenset(fold(word) for word in lists["places"] | lists["given"])


@cache
def _inner_capital() -> regex.Pattern[str]:
    """A capital inside a word that no prefix such as "Mc" asks for: a product or a project."""
    prefixes = any_of(word_lists("names")["capital_prefixes"])
    return regex.compile(rf"(?!(?:{prefixes})\p{{Lu}}\p{{Ll}}+$)[\p{{L}}]*\p{{L}}\p{{Lu}}")


def read_variants(text: Text) -> tuple[Variants, ...]:
    """The names of a text that are spelled with two different sets of letters."""
    cast = text.once(read_cast)
    authority = text.once(read_authority)
    found = [
        *_surnames(cast, authority),
        *_wholes(text.prose, cast, authority),
        *_given_names(text.prose, cast, authority),
        *_middle_names(text.prose, cast, authority),
        *_articles(cast, authority),
    ]
    archive = text.once(read_archive)
    judged_again = (by_archive(variants, archive) for variants in found)
    return tuple(sorted(judged_again, key=lambda variants: variants.first.sites))


def _surnames(cast: Cast, authority: Authority) -> Iterator[Variants]:
    candidates: dict[str, list[_Candidate]] = defaultdict(list)
    for first, second in alike(cast.surnames):
        a, b = cast.surnames[first], cast.surnames[second]
        if _apart(a, b, authority):
            continue
        if a.introduced and b.introduced:
            yield from _same_person(a, b, authority)
        elif a.introduced or b.introduced:
            person, orphan = (a, b) if a.introduced else (b, a)
            sure = _orphan(person, orphan, cast)
            if sure is not None:
                likely = likeness(person.shown, orphan.shown).probability
                candidates[orphan.key].append(_Candidate(person, likely, sure))
        else:
            yield from _alone(a, b, cast, authority)
    for key, people in candidates.items():
        nearest = _nearest(people)
        if nearest is not None:
            ground = "nobody else is named so"
            sure = nearest.confidence
            yield _variants(cast.surnames[key], nearest.surname, ground, sure, authority)


def _apart(a: Surname, b: Surname, authority: Authority) -> bool:
    """Whether two names are two, or two right forms of one, whatever their letters are."""
    givens = [[person.given for person in name.introduced.values()] for name in (a, b)]
    return (
        authority.distinct(a.shown, b.shown, givens)
        or authority.styles(a.shown, b.shown)
        or part_of_double(a.shown, b.shown)
        or any(_inner_capital().match(name.shown) for name in (a, b))
    )


def _nearest(people: list[_Candidate]) -> _Candidate | None:
    """The surname that is clearly likelier than any other, if there is one."""
    ranked = sorted(people, key=lambda candidate: -candidate.likely)
    if len(ranked) > 1 and ranked[0].likely - ranked[1].likely < _CLEARLY:
        return None
    return ranked[0]


def _same_person(a: Surname, b: Surname, authority: Authority) -> Iterator[Variants]:
    """Two surnames that were both introduced are one only with the same given name."""
    if not shared_given(a, b) or related_words(a.key, b.key):
        return
    words = {a.key, b.key} & word_bands().keys()
    if len(words) > 1:
        return
    evidence = Evidence.NAMESAKE if words else Evidence.SAME_GIVEN
    sure = confidence(a.shown, b.shown, evidence)
    if sure is not None:
        yield _variants(a, b, "the given name is the same", sure, authority)


def _orphan(person: Surname, orphan: Surname, cast: Cast) -> float | None:
    """How surely a surname that nobody bears is one that somebody does; None if it is not."""
    if orphan.key in cast.lower or not orphan.firm:
        return None
    if {person.key, orphan.key} <= word_bands().keys():
        return None
    if related_words(person.key, orphan.key) and not _lost_its_end(person, orphan):
        return None
    titles = person.titles.union(*(known.titles for known in person.introduced.values()))
    if orphan.titles and not orphan.titles & titles:
        return None
    return confidence(person.shown, orphan.shown, _evidence(person, orphan))


def _lost_its_end(person: Surname, orphan: Surname) -> bool:
    """Whether a surname lacks the "s" of its bearer's ("Juncker" for "Junckers").

    The other way round it is the family, "the Kurtzers".
    """
    return person.key == f"{orphan.key}s" and not (
        band(orphan.shown) or orphan.key in settled_names()
    )


def _evidence(person: Surname, orphan: Surname) -> Evidence:
    """What speaks for a surname that nobody bears being another: less, if it is known itself."""
    if orphan.key in settled_names():
        return Evidence.TWIN
    if band(orphan.shown) or person.key in word_bands():
        return Evidence.NAMESAKE
    return Evidence.INTRODUCED


def _alone(a: Surname, b: Surname, cast: Cast, authority: Authority) -> Iterator[Variants]:
    """Two names that stand alone are one only if hardly anything tells them apart."""
    if min(len(a.key), len(b.key)) < _SHORTEST_ALONE or len(a.spots) == len(b.spots):
        return
    rare, common = sorted((a, b), key=lambda name: len(name.spots))
    if not (a.firm and b.firm) or {a.key, b.key} & cast.lower:
        return
    evidence = Evidence.ALONE
    if rare.key in settled_names() or band(rare.shown):
        if not authority.knows(rare.shown) or authority.knows(common.shown):
            return
        evidence = Evidence.TWIN
    if (a.titles or b.titles) and a.titles != b.titles:
        return
    sure = confidence(a.shown, b.shown, evidence)
    if sure is not None and not related_words(a.key, b.key):
        yield _variants(rare, common, "hardly anything tells them apart", sure, authority)


def _wholes(prose: str, cast: Cast, authority: Authority) -> Iterator[Variants]:
    """Names of one word beside names of several that are nearly the same joined."""
    wholes: dict[str, list[Site]] = defaultdict(list)
    for mention in cast.mentions:
        if len(mention.words) > 1 and not mention.thing:
            wholes[fold(prose[mention.start : mention.end])].append(
                Site(mention.start, mention.end)
            )
    joined = {
        key: name
        for key, name in cast.surnames.items()
        if not name.introduced and name.firm and key not in cast.lower and key not in wholes
    }
    for pair in alike([*wholes, *joined]):
        for whole, single in (pair, pair[::-1]):
            if whole not in wholes or single not in joined or related_words(whole, single):
                continue
            name, sites = joined[single], wholes[whole]
            shown = prose[sites[0].start : sites[0].end]
            if single in settled_names() or band(name.shown) or _inner_capital().match(name.shown):
                continue
            sure = confidence(shown, name.shown, Evidence.ALONE)
            if sure is not None and not authority.distinct(shown, name.shown):
                second = Spelling(shown, tuple(sites))
                ground = "hardly anything tells them apart"
                yield judged(_spelling(name), second, ground, sure, authority)


@cache
def _given_forms() -> dict[str, frozenset[str]]:
    """For a folded given name all ways to write it that are in use."""
    forms: dict[str, frozenset[str]] = {}
    for group in word_lists("names-known")["given_forms"]:
        names = frozenset(map(fold, group.split("|")))
        forms.update(dict.fromkeys(names, names))
    return forms


def _given_names(prose: str, cast: Cast, authority: Authority) -> Iterator[Variants]:
    """People with the same surname and nearly the same given name."""
    for surname in cast.surnames.values():
        people = list(surname.introduced.values())
        if not 1 < len(people) <= _CROWD:
            continue
        for a, b in combinations(people, 2):
            sure = one_given_name(a.given, b.given)
            if sure is not None:
                first, second = (_word_spelling(one.mentions, 0, prose) for one in (a, b))
                yield judged(first, second, "the surname is the same", sure, authority)


def one_given_name(first: str, second: str) -> float | None:
    """How surely two given names before one surname are one; None if they are two."""
    a, b = fold(first), fold(second)
    if a == b:
        return None
    if b in _given_forms().get(a, ()):
        return confidence_of_forms()
    if min(len(a), len(b)) < _SHORTEST or related_words(a, b):
        return None
    if a[:-1] == b[:-1] and VOWELS.issuperset((a[-1], b[-1])) and not same_sound(a[-1], b[-1]):
        return None
    shorter, longer = sorted((a, b), key=len)
    if longer.startswith(shorter) and VOWELS.issuperset(longer[len(shorter) :]):
        return None
    twins = a in settled_names() and b in settled_names()
    return confidence(first, second, Evidence.TWIN if twins else Evidence.GIVEN)


def _middle_names(prose: str, cast: Cast, authority: Authority) -> Iterator[Variants]:
    """People in full whose names differ in one word inside: "Kim Jong Un"."""
    people: dict[tuple[str, ...], dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for mention in cast.mentions:
        if mention.thing or len(mention.words) > _LONGEST:
            continue
        words = [fold(word.text) for word in mention.words]
        for at in range(1, len(words) - 1):
            people[(*words[:at], "", *words[at + 1 :])][words[at]].append(mention)
    for rest, forms in people.items():
        if not 1 < len(forms) <= _CROWD:
            continue
        for first, second in combinations(forms, 2):
            if min(len(first), len(second)) < _SHORTEST or {first, second} <= settled_names():
                continue
            a, b = (as_written(forms[form][0], prose) for form in (first, second))
            sure = confidence(a, b, Evidence.REST)
            if sure is not None and not authority.distinct(a, b):
                ground, at = "the rest of the name is the same", rest.index("")
                doubted, other = (
                    _word_spelling(forms[form], at, prose) for form in (first, second)
                )
                yield judged(doubted, other, ground, sure, authority)


def _word_spelling(mentions: list[Mention], at: int, prose: str) -> Spelling:
    """One word of a full name at all places of that name."""
    words = [mention.words[at] for mention in mentions]
    sites = tuple(Site(word.start, word.end) for word in words)
    return Spelling(words[0].text, sites, introduced=as_written(mentions[0], prose))


def _articles(cast: Cast, authority: Authority) -> Iterator[Variants]:
    """Names whose article is written in two ways: "al-Sisi" and "el-Sisi"."""
    forms: dict[str, dict[str, list[Site]]] = defaultdict(lambda: defaultdict(list))
    for mention in cast.mentions:
        word = mention.words[-1]
        inner = core(word)
        if inner != word:
            article = word.text[: inner.start - word.start].lower()
            forms[fold(inner.text)][article + inner.text].append(Site(word.start, word.end))
    for spellings in forms.values():
        ranked = sorted(spellings.items(), key=lambda item: (-len(item[1]), item[1][0]))
        second = Spelling(ranked[0][0], tuple(ranked[0][1]))
        for text, sites in ranked[1:]:
            if fold(text) != fold(second.text):
                first = Spelling(text, tuple(sites))
                yield judged(first, second, "only the article differs", 0.8, authority)


def _variants(
    a: Surname, b: Surname, ground: str, confidence: float, authority: Authority
) -> Variants:
    return judged(_spelling(a), _spelling(b), ground, confidence, authority)


def _spelling(surname: Surname) -> Spelling:
    person = next(iter(surname.introduced.values()), None)
    sites = tuple(Site(spot.start, spot.end) for spot in surname.spots)
    if person is None:
        return Spelling(surname.shown, sites)
    return Spelling(surname.shown, sites, person.full, person.given)
