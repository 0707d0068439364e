"""Two spellings of one name with the same letters: joints, apostrophes, accents, capitals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lintnews.language.text import Text
from lintnews.names.archive.archive import read_archive
from lintnews.names.authority import read_authority
from lintnews.names.judging import Site, Spelling, Variants, by_archive, judged
from lintnews.names.linking import core, read_cast
from lintnews.names.mentions import Mention
from lintnews.names.spelling import Variation, fold, variation

_SHORTEST = 4
_LINE_END = re.compile(r"[ \t]{0,8}(?:\r\n|\r|\n)[ \t]{0,8}")


class Varied(NamedTuple):
    """Two spellings of a name with the same letters."""

    variants: Variants
    kind: Variation


def read_varied(text: Text) -> tuple[Varied, ...]:
    """The names of a text that differ in hyphens, spaces, apostrophes, diacritics or capitals."""
    cast, authority = text.once(read_cast), text.once(read_authority)
    archive = text.once(read_archive)
    groups: dict[str, dict[str, list[Site]]] = defaultdict(lambda: defaultdict(list))
    for mention in cast.mentions:
        for written, start, end in _written(text.prose, mention):
            groups[fold(written)][written].append(Site(start, end))
    found: list[Varied] = []
    for key, spellings in groups.items():
        if len(spellings) < 2 or len(key) < _SHORTEST or key in cast.lower:
            continue
        ranked = sorted(spellings.items(), key=lambda item: (-len(item[1]), item[1][0]))
        trusted, sites = ranked[0]
        for written, places in ranked[1:]:
            kind = variation(written, trusted)
            if kind is not None:
                first, second = Spelling(written, tuple(places)), Spelling(trusted, tuple(sites))
                variants = judged(first, second, "the letters are the same", 0.8, authority)
                found.append(Varied(by_archive(variants, archive), kind))
    return tuple(sorted(_widest(found), key=lambda varied: varied.variants.first.sites))


def _widest(found: Iterable[Varied]) -> Iterator[Varied]:
    """Of findings about a full name and the surname in it, the one with more places."""
    taken: set[int] = set()
    for varied in sorted(found, key=_places, reverse=True):
        last_letters = {site.end for site in varied.variants.first.sites}
        if not last_letters & taken:
            yield varied
        taken |= last_letters


def _places(varied: Varied) -> tuple[int, int, int]:
    first, second, *_ = varied.variants
    return len(first.sites) + len(second.sites), len(first.text), -first.sites[0].start


def _written(prose: str, mention: Mention) -> Iterator[tuple[str, int, int]]:
    """What stands at a mention: the whole name, and in longer ones the surname."""
    words = mention.words
    if mention.thing or not mention.firm or (mention.opens and core(words[0]) != words[0]):
        return
    yield _on_one_line(prose[mention.start : mention.end]), mention.start, mention.end
    if len(words) > 1:
        yield _on_one_line(prose[words[1].start : mention.end]), words[1].start, mention.end
    if len(words) > 2:
        yield words[-1].text, words[-1].start, mention.end


def _on_one_line(name: str) -> str:
    """A name whose words may stand on two lines of the page."""
    return _LINE_END.sub(" ", name)
