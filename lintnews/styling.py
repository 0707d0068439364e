"""Measures the style of many documents, on one core or on several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from lintnews.crew import died, failed, outcomes
from lintnews.language.english import Reading, read_variety
from lintnews.language.text import Text
from lintnews.model import Problem
from lintnews.outcomes import Assigned, Item
from lintnews.style.article import Desk, OfEnglish, StyledArticle
from lintnews.style.reading import read_style
from lintnews.style.usual import read_unusual


def styled(text: Text, desk: Desk) -> StyledArticle:
    """An article with its figures, compared with those of a desk."""
    document = text.document
    style = text.once(read_style)
    return StyledArticle(
        path=document.path,
        line=document.first_line,
        record=document.provenance.record,
        style=style,
        unusual=read_unusual(style, desk),
        english=_english(text.once(read_variety)),
    )


def _english(reading: Reading) -> OfEnglish | None:
    if reading.variety is None:
        return None
    return OfEnglish(
        code=reading.variety.code,
        title=reading.variety.title,
        chosen=reading.chosen,
        evidence=reading.evidence,
    )


def style_documents(
    items: Iterable[Item], desks: Sequence[Desk], *, jobs: int = 1, debug: bool = False
) -> Iterator[StyledArticle | Problem]:
    """Measure documents and pass problems through, in the order given.

    Args:
        items: what was read; each document is compared with the desk that it was assigned to.
        desks: all desks there are.
        jobs: the greatest number of processes.
        debug: whether a problem shows where an unexpected error came from.
    """
    wanted = (item for item in items if isinstance(item, Assigned | Problem))
    return outcomes(wanted, _Measuring(desks, debug), jobs=jobs)


class _Work:
    """Measures one document after another."""

    def __init__(self, desks: Sequence[Desk], debug: bool) -> None:
        self._desks = desks
        self._debug = debug

    def outcome(self, item: Assigned | Problem) -> StyledArticle | Problem:
        if isinstance(item, Problem):
            return item
        try:
            return styled(Text(item.document), self._desks[item.kit])
        except Exception as error:
            return failed(item.document, "measured", error, debug=self._debug)


class _Measuring:
    """The task of measuring."""

    def __init__(self, desks: Sequence[Desk], debug: bool) -> None:
        self._desks = [dict(desk) for desk in desks]
        self._debug = debug

    def hire(self, *, forked: bool) -> Callable[[], _Work]:
        return partial(_Work, self._desks, self._debug)

    def size(self, item: Assigned | Problem) -> int:
        return len(item.document.source) if isinstance(item, Assigned) else 1

    def lost(self, item: Assigned | Problem) -> StyledArticle | Problem:
        return item if isinstance(item, Problem) else died(item.document, "measured")
