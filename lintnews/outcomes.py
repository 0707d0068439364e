"""What goes into linting and what comes out of it; light enough for a run that lints nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from lintnews.answers.sources import AnswerSources
from lintnews.backends.languagetool.wanted import Wanted
from lintnews.document.article import Article
from lintnews.document.document import Document, Excerpt
from lintnews.document.files import Begun, Ended
from lintnews.document.rewriting import Change
from lintnews.document.written import Written
from lintnews.model import Finding, Keys, Problem
from lintnews.names.wanted import NameSources
from lintnews.rulebook.rule import Rule
from lintnews.style.article import StyledArticle
from lintnews.verdict import Verdict


class Unsure(NamedTuple):
    """A finding that is not reported, for it is too unsure; ``after`` so many that are."""

    after: int
    keys: Keys


class Report(NamedTuple):
    """The findings of one document, and what else of it was asked for, as in ``Linted``.

    ``unsure`` is what else was found: answers to that still mean something.
    """

    findings: tuple[Finding, ...]
    excerpts: tuple[Excerpt, ...]
    article: Article | None = None
    written: tuple[Written, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    styled: StyledArticle | None = None


class Linted(NamedTuple):
    """What came of one document.

    ``size`` is the length of the source in bytes of UTF-8. If they were asked for, ``excerpts``
    holds the source around each finding, ``written`` how each stands in the file, ``article`` the
    prose with marks, and ``styled`` how it reads, unless it is empty. ``article_id`` and
    ``record`` tell it from the other documents of its file. ``words`` is the number of words of its
    prose; ``verdict`` is made when all findings are answered. If fixes were asked for, ``fixes``
    says which there are, and the findings are those that remain when they are made. ``spared``
    counts the alarms of the speller that were dropped, for they are known names; ``lacking`` says
    why findings of LanguageTool are missing.
    """

    path: str
    size: int
    findings: tuple[Finding, ...]
    excerpts: tuple[Excerpt, ...]
    article: Article | None = None
    written: tuple[Written, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    styled: StyledArticle | None = None
    fixes: Fixes | None = None
    article_id: str | None = None
    record: str = ""
    words: int = 0
    verdict: Verdict | None = None
    spared: int = 0
    lacking: str = ""

    def only(self, wanted: Sequence[bool]) -> Linted:
        """The same with some of the findings, for each of which it is said whether it is wanted."""
        return self._replace(
            findings=tuple(compress(self.findings, wanted)),
            excerpts=tuple(compress(self.excerpts, wanted)),
            written=tuple(compress(self.written, wanted)),
            article=self.article.only(wanted) if self.article else None,
        )


def lacking_line(reason: str) -> str:
    """What people are told where findings of LanguageTool are missing, for this reason."""
    return f"findings of LanguageTool are missing: {reason}"


class Fixes(NamedTuple):
    """What would be fixed in a document.

    ``line`` and ``start`` say where the document begins in its file. If it changes, ``change``
    says to what, ``mended`` is the number of findings that are gone then, and ``unfixed`` what is
    found if it is not changed after all. ``problems`` say what stood in the way of other fixes.
    """

    line: int
    start: int
    change: Change | None
    mended: int
    unfixed: Report
    problems: tuple[Problem, ...]


class Assigned(NamedTuple):
    """A document, and which of several kits it is linted with."""

    document: Document
    kit: int


class Fresh(NamedTuple):
    """What follows, until the file ends, is to be remembered as the outcome of a file.

    ``name`` is what reports call it, ``kit`` the number of what it is linted with.
    """

    name: str
    kit: int


Item = Document | Assigned | Problem | Linted | Begun | Fresh | Ended
Outcome = Linted | Problem | Begun | Fresh | Ended


class Settings(NamedTuple):
    """How documents are linted.

    Findings below ``min_confidence`` are left out, or below what ``thresholds`` has for the name of
    their rule; ``debug`` puts the traceback of an unexpected error into the problem that reports
    it; ``names`` says where what is known of names comes from; with ``fix`` every document is fixed
    too, but for what ``answers`` say is meant so. ``excerpts``, ``articles``, ``written`` and
    ``figures`` (of style) say what is told besides the findings. ``languagetool`` says which
    LanguageTool is asked, ``cache`` in which folder its answers are remembered. ``variety`` is the
    English that the documents are to be in; None to read it from each.
    """

    min_confidence: float = 0.0
    excerpts: bool = False
    debug: bool = False
    names: NameSources = NameSources()
    fix: bool = False
    articles: bool = False
    written: bool = False
    figures: bool = False
    thresholds: Mapping[str, float] = MappingProxyType({})
    answers: AnswerSources = AnswerSources()
    languagetool: Wanted | None = None
    cache: Path | None = None
    variety: str | None = None


class Kit(NamedTuple):
    """What documents are linted with."""

    rules: Sequence[Rule]
    settings: Settings
