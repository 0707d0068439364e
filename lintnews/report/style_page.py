"""The style of articles as a page: a chart a figure, and a table of all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lintnews import __version__
from lintnews.report.charts import WIDTH, Column, Columns, columns
from lintnews.report.pages import template
from lintnews.report.style import StyleRun, figure_of, is_unusual, style_summary
from lintnews.style.article import NO_DESK, Desk, StyledArticle, Usual
from lintnews.style.figures import FIGURES, FigureName, shown_value
from lintnews.style.usual import told

_BINS = 16


class _Band(NamedTuple):
    """Where the usual range of the desk lies under a chart, and what it is."""

    left: float
    width: float
    said: str


class _FigureChart(NamedTuple):
    """The chart of a figure: how many articles have about which value.

    ``marked`` are the columns with articles that are unusual, and how many those are; ``said`` is
    the chart in words.
    """

    title: str
    columns: Columns
    marked: tuple[tuple[Column, int], ...]
    lowest: str
    highest: str
    band: _Band | None
    said: str


def style_page(run: StyleRun) -> Iterator[str]:
    """The page. It is made when all is known, so that memory must hold the figures of all."""
    articles = list(run.articles)
    # Two desks would need two ranges in every chart, and it would be left open whose is whose.
    usual = run.desks[0].usual if len(run.desks) == 1 else NO_DESK
    parts = reading_parts(articles, usual)
    yield template("style.html.j2").render(
        version=__version__,
        summary=style_summary(run.summary(), run.desks),
        problems=run.problems(),
        **parts,
    )


def reading_parts(articles: Sequence[StyledArticle], desk: Desk) -> dict[str, object]:
    """What the template ``reading.html.j2`` is given: the articles, charts and a table of them.

    Args:
        articles: the articles.
        desk: what is usual at the desk that all of them are compared with, if it is one.
    """
    charts = (_chart(name, articles, desk.get(name)) for name in FigureName)
    return {
        "articles": articles,
        "charts": [chart for chart in charts if chart is not None],
        "names": list(FigureName),
        "figures": FIGURES,
        "figure_of": figure_of,
        "is_unusual": is_unusual,
        "told": told,
    }


def _chart(
    name: FigureName, articles: Sequence[StyledArticle], usual: Usual | None
) -> _FigureChart | None:
    """The chart of a figure, None if no article has it."""
    known = [
        (float(value), is_unusual(article, name))
        for article in articles
        if (value := getattr(article.style, name)) is not None
    ]
    if not known:
        return None
    edges = [value for value, _ in known] + ([usual.low, usual.high] if usual else [])
    lowest, highest = min(edges), max(edges)
    counts, unusual = [0] * _BINS, [0] * _BINS
    for value, is_odd in known:
        number = int(_part(value, lowest, highest) * (_BINS - 1e-9))
        counts[number] += 1
        unusual[number] += is_odd
    step = (highest - lowest) / _BINS
    labels = [
        f"{shown_value(name, lowest + number * step)} to "
        f"{shown_value(name, lowest + (number + 1) * step)}"
        for number in range(_BINS)
    ]
    drawn = columns(zip(labels, counts, strict=True))
    marked = tuple((column, odd) for column, odd in zip(drawn.columns, unusual, strict=True) if odd)
    band = _band(name, usual, lowest, highest) if usual else None
    return _FigureChart(
        FIGURES[name].title,
        drawn,
        marked,
        shown_value(name, lowest),
        shown_value(name, highest),
        band,
        _in_words(drawn, dict(zip(labels, unusual, strict=True)), band),
    )


def _part(value: float, lowest: float, highest: float) -> float:
    """Where a value lies between two others, as a share of the way."""
    return (value - lowest) / (highest - lowest) if highest > lowest else 0.0


def _band(name: FigureName, usual: Usual, lowest: float, highest: float) -> _Band:
    left, right = (WIDTH * _part(edge, lowest, highest) for edge in (usual.low, usual.high))
    said = f"the desk's {shown_value(name, usual.low)} to {shown_value(name, usual.high)}"
    return _Band(round(left, 1), round(max(right - left, 1), 1), said)


def _in_words(drawn: Columns, unusual: dict[str, int], band: _Band | None) -> str:
    parts = []
    for column in drawn.columns:
        if column.total:
            noun = "article" if column.total == 1 else "articles"
            odd = f", {unusual[column.label]} unusual" if unusual[column.label] else ""
            parts.append(f"{column.label}: {column.total:,} {noun}{odd}")
    if band:
        parts.append(band.said)
    return "; ".join(parts)
