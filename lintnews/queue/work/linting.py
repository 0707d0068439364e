"""Lints the text of a revision, as ``lintnews check`` would lint its file."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings

from lintnews import __version__
from lintnews.answers.matching import Keyed
from lintnews.answers.outcomes import keyed_findings
from lintnews.config.profiles import Profiles
from lintnews.document.article import Article
from lintnews.document.document import Document as Text
from lintnews.document.files import read_stream
from lintnews.document.reading import Reading
from lintnews.model import Finding as Found
from lintnews.outcomes import Linted, Settings
from lintnews.rulebook.registry import LANGUAGETOOL
from lintnews.rulebook.rule import Rule, Scope
from lintnews.verdict import Thresholds

if TYPE_CHECKING:
    from lintnews.queue.models import Revision

_MARK = codecs.BOM_UTF8
ENGINE = __version__


class LintingError(Exception):
    """A text could not be linted; the message says why, for people."""


class StoppedError(Exception):
    """The work was stopped in the middle of a run."""


class DiedError(Exception):
    """The process that linted died."""


class Source(NamedTuple):
    """A text to lint; ``path`` and ``format`` are those of its ``Document``."""

    path: str
    format: str
    text: str


class Sight(NamedTuple):
    """A finding as one run sees it.

    Attributes:
        found: the finding.
        keyed: what it is recognised by.
        marks: its place in the prose and its other places, as in ``Occurrence``.
        rule_version: a digest of its rule.
        whole: whether its rule judges the whole text.
    """

    found: Found
    keyed: Keyed
    marks: tuple[int, int, list[tuple[int, int]]]
    rule_version: str
    whole: bool


class Seen(NamedTuple):
    """All that one run sees.

    Attributes:
        article: the prose and its blocks.
        sights: what was found.
        rules: a digest of what it ran with.
        words: how many words the prose has.
        thresholds: by which limits the article is judged.
        lacking: why findings of LanguageTool are missing; empty if none is.
        unheard: the names of the rules of which findings are missing then.
    """

    article: Article
    sights: list[Sight]
    rules: str
    words: int
    thresholds: Thresholds
    lacking: str = ""
    unheard: frozenset[str] = frozenset()


def lint_revision(revision: Revision) -> Seen:
    """What is found in a revision.

    Raises:
        LintingError: it cannot be read or linted.
        ConfigError: the configuration cannot be used.
    """
    return lint_source(source_of(revision))


def source_of(revision: Revision) -> Source:
    """What there is to lint in a revision."""
    return Source(revision.document.path, revision.document.format, revision.text)


def lint_source(source: Source) -> Seen:
    """What is found in a text; errors are those of ``lint_revision``."""
    # Who only passes texts on to a process that lints them need not load all this.
    from lintnews.runner import lint_assigned

    profile = profiles().profile_for(source.path)
    kit = profile.kit(Settings(articles=True, cache=settings.HOME.cache))
    reading = Reading(format=source.format, max_size=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    data = _MARK + source.text.encode("utf-8", "surrogatepass")
    items = tuple(read_stream(BytesIO(data), source.path, reading))
    outcomes = list(lint_assigned([item for item in items if isinstance(item, Text)], [kit]))
    if len(outcomes) != 1 or len(items) != 1 or not isinstance(outcomes[0], Linted):
        raise LintingError("; ".join(str(item) for item in (*items, *outcomes)) or "it is empty")
    linted = outcomes[0]
    assert linted.article is not None
    by_name = {rule.name: rule for rule in kit.rules}
    sights = [
        Sight(
            found,
            keyed,
            (marks.start, marks.end, list(marks.related)),
            _version(by_name[found.rule]),
            by_name[found.rule].file.scope is Scope.DOCUMENT,
        )
        for found, keyed, marks in zip(
            linted.findings, keyed_findings(linted), linted.article.marks, strict=True
        )
    ]
    asking = {rule.name for rule in kit.rules if rule.extra == LANGUAGETOOL}
    return Seen(
        linted.article,
        sights,
        hashlib.sha256(profile.identity).hexdigest(),
        linted.words,
        profiles().thresholds(),
        linted.lacking,
        frozenset(asking if linted.lacking else ()),
    )


@cache
def profiles() -> Profiles:
    """What the configuration says of each article.

    Raises:
        ConfigError: it cannot be used.
    """
    return profiles_with({})


def profiles_with(said: Mapping[str, object]) -> Profiles:
    """The same, with what a command line says on top of it; errors are those of ``profiles``."""
    config: Path | None = settings.HOME.config
    return Profiles(said, config=config, isolated=config is None)


@cache
def _version_of(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16]


def _version(rule: Rule) -> str:
    return _version_of(str(rule.path))
