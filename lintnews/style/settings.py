"""What counts when a text is measured: the values of ``rules/words/style.yml``."""

from __future__ import annotations

from functools import cache
from typing import Annotated

import msgspec
from msgspec import Meta

from lintnews.resources import rules_directory
from lintnews.rulebook.typed_yaml import TypedYaml
from lintnews.style.figures import FigureName

_Count = Annotated[int, Meta(ge=1)]


class Least(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many words or sentences a text must have for a figure."""

    grade_words: _Count
    share_words: _Count
    passive_sentences: _Count


class DeskSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a figure is unlike those of a desk."""

    words: _Count
    articles: _Count
    limit: Annotated[float, Meta(gt=0)]
    middle: Annotated[float, Meta(gt=0, le=1)]
    figures: tuple[FigureName, ...]
    told: _Count


class StyleSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's values; it says what they mean."""

    least: Least
    variety_window: _Count
    no_passive: str
    desk: DeskSettings


@cache
def settings() -> StyleSettings:
    """The values that come with lintnews.

    Raises:
        RuleError: the file is wrong.
    """
    return TypedYaml(rules_directory() / "words" / "style.yml").convert(StyleSettings)


@cache
def no_passive() -> frozenset[str]:
    """Participles, in lower case, that make no passive."""
    return frozenset(settings().no_passive.split())
