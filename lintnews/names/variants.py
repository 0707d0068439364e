"""Two spellings of one name in a text, different in letters: which pairs, on what evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations

from lintnews.language.text import Text
from lintnews.language.words import band, word_bands
from lintnews.names.archive.archive import read_archive
from lintnews.names.authority import Authority, read_authority
from lintnews.names.judging import Site, Spelling, Variants, by_archive, judged
from lintnews.names.linking import Cast, Introduction, Surname, core, read_cast, shared_given
from lintnews.names.spelling import (
    Comparison,
    Limit,
    fold,
    near,
    sound_keys,
)
from lintnews.resources import word_lists

_VOWELS = frozenset("aeiouy")
_SHORTEST = 4
_SHORTEST_LOOSE = 5
# Where more names than this sound alike, likeness says nothing: it is a list of names or nonsense.
_CROWD = 24
# By how much a comparison must be better than the next one.
_CLEARLY = 0.3


@cache
def settled_names() -> frozenset[str]:
    """The names of places and the given names, folded, that are right as they stand."""
    lists = word_lists("names-known")
    return frozenset(fold(word) for word in lists["places"] | lists["given"])


@cache
def _derived() -> frozenset[str]:
    return word_lists("names")["derived"]


@cache
def _ending_pairs() -> tuple[tuple[str, str], ...]:
    pairs = [entry.partition("|") for entry in sorted(word_lists("names")["ending_pairs"])]
    return tuple((first, second) for first, _, second in pairs)


def related_words(a: str, b: str) -> bool:
    """Whether two folded names are another form of one: plural, people, or woman's surname."""
    shorter, longer = sorted((a, b), key=len)
    if longer.startswith(shorter):
        ending = longer[len(shorter) :]
        if ending in _derived() and not _same_sound(ending[0], shorter[-1]):
            return True
    for first, second in _ending_pairs():
        for x, y in ((a, b), (b, a)):
            if x.endswith(first) and y.endswith(second):
                stem = x[: len(x) - len(first)]
                if len(stem) >= 3 and stem == y[: len(y) - len(second)]:
                    return True
    return False


def _same_sound(first: str, second: str) -> bool:
    return first == second or {first, second} <= {"i", "y"}


def read_variants(text: Text) -> tuple[Variants, ...]:
    """The names of a text that are spelled with two different sets of letters."""
    cast = text.once(read_cast)
    authority = text.once(read_authority)
    found = [
        *_surnames(cast, authority),
        *_given_names(cast, authority),
        *_articles(cast, authority),
    ]
    archive = text.once(read_archive)
    judged_again = (by_archive(variants, archive) for variants in found)
    return tuple(sorted(judged_again, key=lambda variants: variants.first.sites))


def _surnames(cast: Cast, authority: Authority) -> Iterator[Variants]:
    orphans: dict[str, list[tuple[Surname, Comparison]]] = defaultdict(list)
    for a, b in _near_pairs(cast.surnames.values()):
        if authority.distinct(a.shown, b.shown) or authority.styles(a.shown, b.shown):
            continue
        if a.introduced and b.introduced:
            yield from _same_person(a, b, authority)
        elif a.introduced or b.introduced:
            person, orphan = (a, b) if a.introduced else (b, a)
            comparison = _orphan(person, orphan, cast)
            if comparison is not None:
                orphans[orphan.key].append((person, comparison))
        else:
            yield from _loose(a, b, cast, authority)
    for key, people in orphans.items():
        nearest = _nearest(people)
        if nearest is not None:
            yield _variants(cast.surnames[key], nearest, "nobody else is named so", 0.85, authority)


def _nearest(people: list[tuple[Surname, Comparison]]) -> Surname | None:
    """The surname that is clearly nearer than any other, if there is one."""
    ranked = sorted(people, key=lambda candidate: candidate[1].cost)
    if len(ranked) > 1 and ranked[1][1].cost - ranked[0][1].cost < _CLEARLY:
        return None
    return ranked[0][0]


def _near_pairs(surnames: Iterable[Surname]) -> Iterator[tuple[Surname, Surname]]:
    """Pairs whose skeletons are alike, each once."""
    blocks: dict[str, list[Surname]] = defaultdict(list)
    for surname in surnames:
        if len(surname.key) >= _SHORTEST:
            for key in sound_keys(surname.key):
                blocks[key].append(surname)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        if not 1 < len(block) <= _CROWD:
            continue
        for a, b in combinations(block, 2):
            pair = (a.key, b.key)
            if pair not in seen:
                seen.add(pair)
                yield a, b


def _same_person(a: Surname, b: Surname, authority: Authority) -> Iterator[Variants]:
    """Two surnames that were both introduced are one only with the same given name."""
    if not shared_given(a, b) or related_words(a.key, b.key):
        return
    if near(a.key, b.key, Limit.INTRODUCED) is not None:
        yield _variants(a, b, "the given name is the same", 0.9, authority)


def _orphan(person: Surname, orphan: Surname, cast: Cast) -> Comparison | None:
    """The comparison of a surname that nobody introduced with one that somebody did."""
    if orphan.key in cast.lower or not orphan.firm:
        return None
    if related_words(person.key, orphan.key) or {person.key, orphan.key} <= word_bands().keys():
        return None
    titles = person.titles.union(*(known.titles for known in person.introduced.values()))
    if orphan.titles and not orphan.titles & titles:
        return None
    return near(person.key, orphan.key, _strictness(orphan))


def _strictness(orphan: Surname) -> Limit:
    """How near a surname must be to another, by how common it is itself."""
    if orphan.key in settled_names():
        return Limit.TWIN
    return Limit.NAMESAKE if band(orphan.shown) else Limit.INTRODUCED


def _loose(a: Surname, b: Surname, cast: Cast, authority: Authority) -> Iterator[Variants]:
    """Two names that stand alone are one only if hardly anything tells them apart."""
    if min(len(a.key), len(b.key)) < _SHORTEST_LOOSE or len(a.spots) == len(b.spots):
        return
    rare, common = sorted((a, b), key=lambda name: len(name.spots))
    if not (a.firm and b.firm) or {a.key, b.key} & cast.lower:
        return
    if rare.key in settled_names() or band(rare.shown):
        return
    if (a.titles or b.titles) and a.titles != b.titles:
        return
    if related_words(a.key, b.key) or near(a.key, b.key, Limit.LOOSE) is None:
        return
    yield _variants(rare, common, "hardly anything tells them apart", 0.7, authority)


def _given_names(cast: Cast, authority: Authority) -> Iterator[Variants]:
    """People with the same surname and nearly the same given name."""
    for surname in cast.surnames.values():
        people = list(surname.introduced.values())
        if not 1 < len(people) <= _CROWD:
            continue
        for a, b in combinations(people, 2):
            if one_given_name(fold(a.given), fold(b.given)):
                first, second = _given_spelling(a), _given_spelling(b)
                yield judged(first, second, "the surname is the same", 0.8, authority)


def one_given_name(a: str, b: str) -> bool:
    """Whether two folded given names, beside one surname, are near enough to be one."""
    if min(len(a), len(b)) < _SHORTEST or a == b:
        return False
    twins = a in settled_names() and b in settled_names()
    if a[:-1] == b[:-1] and _VOWELS.issuperset((a[-1], b[-1])):
        return _same_sound(a[-1], b[-1])
    shorter, longer = sorted((a, b), key=len)
    if longer.startswith(shorter) and _VOWELS.issuperset(longer[len(shorter) :]):
        return False
    if related_words(a, b):
        return False
    return near(a, b, Limit.TWIN if twins else Limit.GIVEN) is not None


def _given_spelling(person: Introduction) -> Spelling:
    words = [mention.words[0] for mention in person.mentions]
    sites = tuple(Site(word.start, word.end) for word in words)
    return Spelling(person.given, sites, introduced=person.full)


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
