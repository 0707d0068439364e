"""The report as one page that needs nothing else: the articles with their marks, and charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from lintnews import __version__
from lintnews.document.article import Marks
from lintnews.model import Finding, Severity
from lintnews.report.charts import Chart, chart
from lintnews.report.marking import Stretch, stretches
from lintnews.report.pages import template
from lintnews.report.reporting import Checked, Run, is_new, reasons
from lintnews.report.summary import summary_line
from lintnews.style.article import Desk, StyledArticle
from lintnews.verdict import line_of

_MOST_BARS = 20
_SEVERITIES = tuple(reversed(Severity))


class _Form(NamedTuple):
    """How other places of a finding read, and where they are: an anchor and a place for each."""

    role: str
    matched: str
    places: list[tuple[str, str]]


class _Entry(NamedTuple):
    """A finding on the page; ``classes`` are what the filters know it by."""

    number: int
    finding: Finding
    classes: str
    forms: tuple[_Form, ...]


class _Text(NamedTuple):
    """An article with findings; ``number`` tells it from the others of the page.

    ``verdict`` is the verdict on it in a line, ``figures`` how it reads; empty if there is none.
    """

    number: int
    verdict: str
    figures: str
    stretches: tuple[Stretch, ...]
    entries: tuple[_Entry, ...]


class _File(NamedTuple):
    """A file with findings."""

    path: str
    texts: tuple[_Text, ...]

    @property
    def entries(self) -> Iterator[_Entry]:
        """Its findings."""
        return (entry for text in self.texts for entry in text.entries)

    @property
    def counts(self) -> list[int]:
        """How many findings of each severity there are, the gravest first."""
        found = Counter(entry.finding.severity for entry in self.entries)
        return [found[severity] for severity in _SEVERITIES]


def html_report(run: Run) -> Iterator[str]:
    """The page. It is made when all is known, so that memory must hold all of it."""
    page = _Page()
    for path, documents in groupby(run.documents, lambda one: one.path):
        page.add(path, documents)
    ending = run.ending()
    whys = reasons(run)
    rules = sorted({entry.finding.rule for file in page.files for entry in file.entries})
    yield template("findings.html.j2").render(
        version=__version__,
        summary=summary_line(ending.summary),
        answered=page.answered,
        problems=ending.problems,
        families=page.families,
        family_chart=chart(page.families.most_common()),
        files=page.files,
        file_chart=_files_chart(page.files),
        severities=_SEVERITIES,
        rules={rule: (number, whys[rule]) for number, rule in enumerate(rules)},
        place=_place,
        reading=bool(page.styled),
        **_reading(page.styled, run.desk),
    )


def _reading(articles: Sequence[StyledArticle], desk: Desk) -> dict[str, object]:
    if not articles:
        return {}
    # Most pages have no figures, and what knows them takes its time to load.
    from lintnews.report.style_page import reading_parts

    return reading_parts(articles, desk)


def _figures(article: StyledArticle | None) -> str:
    """How an article reads in a line, empty if nobody asked."""
    if article is None:
        return ""
    from lintnews.report.style import reading_line

    return reading_line(article)


class _Page:
    """Numbers the findings as their files come.

    Attributes:
        files: the files with new findings.
        families: how often each family found something, in the order in which they came.
        answered: how many findings were answered before.
        styled: how the articles read, those without findings too, if that is told.
    """

    def __init__(self) -> None:
        self.files: list[_File] = []
        self.families: Counter[str] = Counter()
        self.answered = 0
        self.styled: list[StyledArticle] = []
        self._texts = 0
        self._classes: dict[str, str] = {}

    def add(self, path: str, documents: Iterable[Checked]) -> None:
        """Take the documents of a file."""
        texts = tuple(text for one in documents for text in self._text(one))
        if texts:
            self.files.append(_File(path, texts))

    def _text(self, one: Checked) -> Iterator[_Text]:
        assert one.article is not None
        if one.styled is not None:
            self.styled.append(one.styled)
        kept = [
            (finding, marks)
            for finding, marks in zip(one.findings, one.article.marks, strict=True)
            if is_new(finding)
        ]
        self.answered += len(one.findings) - len(kept)
        if kept:
            self._texts += 1
            article = one.article._replace(marks=tuple(marks for _, marks in kept))
            entries = tuple(self._entry(*each) for each in kept)
            verdict = line_of(one.record, one.verdict) if one.verdict is not None else ""
            yield _Text(
                self._texts, verdict, _figures(one.styled), tuple(stretches(article)), entries
            )

    def _entry(self, finding: Finding, marks: Marks) -> _Entry:
        number = self.families.total() + 1
        self.families[finding.family] += 1
        family = list(self.families).index(finding.family)
        classes = f"family-{family} {finding.severity.value}"
        return _Entry(number, finding, classes, tuple(self._forms(finding, marks)))

    def _forms(self, finding: Finding, marks: Marks) -> Iterator[_Form]:
        forms: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for other, span in zip(finding.related, marks.related, strict=True):
            places = forms.setdefault((other.role, other.matched), [])
            places.append((_place(self._texts, *span), f"{other.line}:{other.column}"))
        return (_Form(role, matched, places) for (role, matched), places in forms.items())


def _place(text: int, start: int, end: int) -> str:
    """The name of a place that findings of a text name besides their own."""
    return f"place-{text}-{start}-{end}"


def _files_chart(files: Sequence[_File]) -> Chart:
    """The chart of the files in which most was found."""
    counts = [(file.path, sum(file.counts)) for file in files]
    return chart(sorted(counts, key=lambda entry: -entry[1])[:_MOST_BARS])
