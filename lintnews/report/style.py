"""The report on the style of articles: for terminals, programs, spreadsheets and browsers."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from lintnews import __version__
from lintnews.model import Problem
from lintnews.report.cells import shown
from lintnews.report.findings_csv import row
from lintnews.report.json import Tool, encoded, items
from lintnews.style.article import Style, StyledArticle, Usual
from lintnews.style.figures import FIGURES, FigureName, shown_value
from lintnews.style.usual import told

STYLE_VERSION = "1.0"
"""The version of the JSON form of the report."""
UNLIKE = "reads unlike the desk's"
_IN_TABLE = (
    FigureName.ARI,
    FigureName.SENTENCE_MEAN,
    FigureName.SENTENCE_LONGEST,
    FigureName.PARAGRAPH_WORDS,
    FigureName.PASSIVE,
    FigureName.QUOTED,
    FigureName.VARIETY,
    FigureName.NAMES,
    FigureName.NUMBERS,
)
_COLUMN = 6
_WORDS_COLUMN = 8
_NONE = "–"
_MARK = "*"
_STYLE_FIELDS = tuple(field.name for field in msgspec.structs.fields(Style))
CSV_COLUMNS = ("path", "line", "record", *_STYLE_FIELDS, "unusual", "english")


class DeskReport(msgspec.Struct, frozen=True, kw_only=True):
    """What is usual in an archive, by figure; figures that too few articles have are missing."""

    archive: str
    usual: dict[FigureName, Usual]


class StyleSummary(msgspec.Struct, frozen=True, kw_only=True):
    """How many articles with how many words were measured, and how many are unlike the desk's."""

    articles: int
    words: int
    unusual: int


class StyleReport(msgspec.Struct, frozen=True, kw_only=True):
    """The form of the JSON report; ``version`` is the version of this form."""

    version: str
    tool: Tool
    desks: tuple[DeskReport, ...]
    articles: tuple[StyledArticle, ...]
    problems: tuple[Problem, ...]
    summary: StyleSummary


class StyleTally:
    """Counts articles as they pass."""

    def __init__(self) -> None:
        self._articles = self._words = self._unusual = 0

    def counted(self, articles: Iterable[StyledArticle]) -> Iterator[StyledArticle]:
        """The articles, counted on the way."""
        for article in articles:
            self._articles += 1
            self._words += article.style.words
            self._unusual += bool(article.unusual)
            yield article

    def summary(self) -> StyleSummary:
        """The counts so far."""
        return StyleSummary(articles=self._articles, words=self._words, unusual=self._unusual)


class StyleRun(NamedTuple):
    """What a report is made of.

    ``problems`` and ``summary`` are asked when all articles have passed; ``columns`` is the width.
    """

    articles: Iterator[StyledArticle]
    desks: Sequence[DeskReport]
    problems: Callable[[], Sequence[Problem]]
    summary: Callable[[], StyleSummary]
    columns: int = 100


def style_text(run: StyleRun) -> Iterator[str]:
    """A table with a line an article, what is unusual below each, and the counts."""
    heads = "".join(f"{FIGURES[name].short:>{_COLUMN}} " for name in _IN_TABLE)
    yield f"{'WORDS':>{_WORDS_COLUMN}}{heads} ARTICLE\n"
    for article in run.articles:
        cells = "".join(_text_cell(article, name) for name in _IN_TABLE)
        yield f"{article.style.words:>{_WORDS_COLUMN},}{cells} {shown(article.name)}\n"
        if article.unusual:
            said = f"{_MARK} {UNLIKE}: {told(article.unusual)}."
            for line in textwrap.wrap(
                said, max(run.columns, 80), initial_indent=" " * 6, subsequent_indent=" " * 8
            ):
                yield f"{line}\n"
    yield "\n"
    figures = [FIGURES[name] for name in _IN_TABLE[1:]]
    legend = "; ".join(f"{each.short}: {_lowered(each.title)}" for each in figures)
    for line in textwrap.wrap(legend, max(run.columns, 80)):
        yield f"{line}\n"
    yield f"{style_summary(run.summary(), run.desks)}\n"


def reading_line(article: StyledArticle) -> str:
    """How an article reads in a line: the figures of the table, and what is unusual."""
    figures = (
        f"{_lowered(FIGURES[name].title)} {_text_cell(article, name).strip()}" for name in _IN_TABLE
    )
    english = [f"{article.english.title} English"] if article.english else []
    line = f"{'; '.join([f'{article.style.words:,} words', *english, *figures])}."
    return f"{line} It {UNLIKE}: {told(article.unusual)}." if article.unusual else line


def _code(article: StyledArticle) -> str:
    return article.english.code if article.english else ""


def _lowered(title: str) -> str:
    """A title within a line."""
    return f"{title[0].lower()}{title[1:]}"


def _text_cell(article: StyledArticle, name: FigureName) -> str:
    mark = _MARK if is_unusual(article, name) else " "
    return f"{figure_of(article.style, name):>{_COLUMN}}{mark}"


def figure_of(style: Style, name: FigureName) -> str:
    """A figure as people read it, a dash where there is none."""
    value = getattr(style, name)
    return _NONE if value is None else shown_value(name, value)


def is_unusual(article: StyledArticle, name: FigureName) -> bool:
    """Whether a figure of an article is unlike the desk's."""
    return any(one.figure is name for one in article.unusual)


def style_summary(summary: StyleSummary, desks: Sequence[DeskReport]) -> str:
    """The counts in one line."""
    noun = "article" if summary.articles == 1 else "articles"
    said = f"{summary.articles:,} {noun}, {summary.words:,} words"
    if not any(desk.usual for desk in desks):
        return said
    if not summary.unusual:
        return f"{said}; none {UNLIKE}"
    verb = "reads" if summary.unusual == 1 else "read"
    return f"{said}; {summary.unusual:,} {verb} unlike the desk's"


def style_json(run: StyleRun) -> Iterator[str]:
    """One JSON object in pieces, an article a line, as the articles come."""
    tool = Tool(name="lintnews", version=__version__)
    yield f'{{"version":{encoded(STYLE_VERSION)},"tool":{encoded(tool)}'
    yield f',"desks":{encoded(run.desks)},"articles":['
    yield from items(run.articles)
    yield f'\n],"problems":{encoded(run.problems())},"summary":{encoded(run.summary())}}}\n'


def style_csv(run: StyleRun) -> Iterator[str]:
    """A row an article under a row with the names of the fields; shares are between 0 and 1."""
    yield row(CSV_COLUMNS)
    for article in run.articles:
        figures = msgspec.structs.astuple(article.style)
        said = " | ".join(one.said for one in article.unusual)
        yield row([article.path, article.line, article.record, *figures, said, _code(article)])


def style_html(run: StyleRun) -> Iterator[str]:
    """A page that needs nothing else."""
    # The templates take their time to load.
    from lintnews.report.style_page import style_page

    return style_page(run)


STYLE_FORMATS: Mapping[str, Callable[[StyleRun], Iterator[str]]] = {
    "text": style_text,
    "json": style_json,
    "csv": style_csv,
    "html": style_html,
}
