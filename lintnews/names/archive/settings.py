"""When forms in an archive look like one name: the values of ``rules/words/names-archive.yml``."""

from __future__ import annotations

from functools import cache

import msgspec

from lintnews.resources import rules_directory
from lintnews.rulebook.typed_yaml import TypedYaml


class Evidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each kind of evidence is worth, between 0 and 1."""

    name: float
    title: float
    context: float
    times: float


class ContextSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the names beside a form are read."""

    articles: int
    neighbours: int
    shared: int
    everywhere: float
    rare: int


class Apart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """In how many letters names may differ: a share of the shorter one's, at most so many."""

    share: float
    most: int


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's values; it says what they mean."""

    same: float
    same_thing: float
    times: int
    frequent: int
    evidence: Evidence
    letters_same: float
    report_from: float
    context: ContextSettings
    crowd: int
    letters_apart: Apart


@cache
def settings() -> Settings:
    """The values that come with lintnews.

    Raises:
        RuleError: the file is wrong.
    """
    return TypedYaml(rules_directory() / "words" / "names-archive.yml").convert(Settings)
