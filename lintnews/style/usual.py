"""What is usual at a desk, and which figures of an article are not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lintnews.style.article import Desk, Style, Unusual, Usual
from lintnews.style.figures import FIGURES, FigureName, shown_value
from lintnews.style.settings import settings

# The expected MAD of a normal distribution is 0.6745 standard deviations.
_MAD_OF_ONE_DEVIATION = 0.6745
_MOST_DIGITS = 3
_TELLS_WITHOUT_DIGITS = 10


def usual_of(values: Sequence[float | None]) -> Usual | None:
    """What is usual of a figure, given that of each article; None if too few have one."""
    known = np.array([value for value in values if value is not None], dtype=np.float64)
    if len(known) < settings().desk.articles:
        return None
    middle = float(np.median(known))
    edge = (1 - settings().desk.middle) / 2
    low, high = np.quantile(known, (edge, 1 - edge))
    return Usual(
        articles=len(known),
        median=round(middle, 4),
        mad=round(float(np.median(np.abs(known - middle))), 4),
        low=round(float(low), 4),
        high=round(float(high), 4),
    )


def robust_score(value: float, usual: Usual) -> float | None:
    """The modified z-score 0.6745 · (x - median) / MAD of Iglewicz and Hoaglin (1993).

    ("How to Detect and Handle Outliers", ASQC Quality Press.) It is None where more than half of
    the articles have the same figure, so that the MAD is 0 and measures nothing.
    """
    if usual.mad == 0:
        return None
    return _MAD_OF_ONE_DEVIATION * (value - usual.median) / usual.mad


def read_unusual(style: Style, desk: Desk) -> tuple[Unusual, ...]:
    """The figures of an article that are unlike the desk's, the most unusual first.

    They are beyond the limit of ``settings().desk`` and outside of the desk's range as well. A text
    that is too short to be compared has none.
    """
    wanted = settings().desk
    found = []
    for name in wanted.figures if style.words >= wanted.words else ():
        value, usual = getattr(style, name), desk.get(name)
        if value is None or usual is None or usual.low <= value <= usual.high:
            continue
        score = robust_score(value, usual)
        if score is not None and abs(score) > wanted.limit:
            found.append(
                Unusual(
                    figure=name,
                    value=value,
                    score=round(score, 2),
                    low=usual.low,
                    high=usual.high,
                    said=_said(name, value, usual),
                )
            )
    return tuple(sorted(found, key=lambda one: (-abs(one.score), one.figure)))


def telling(unusual: Sequence[Unusual]) -> list[Unusual]:
    """The figures that are told: the most unusual, but for those that follow from others."""
    names = {one.figure for one in unusual}
    own = [one for one in unusual if FIGURES[one.figure].follows not in names]
    return own[: settings().desk.told]


def told(unusual: Sequence[Unusual]) -> str:
    """The most unusual figures in words, a sentence each but without the last full stop."""
    sentences = [one.said for one in telling(unusual)]
    rest = (f"{said[0].upper()}{said[1:]}" for said in sentences[1:])
    return ". ".join([*sentences[:1], *rest])


def _said(name: FigureName, value: float, usual: Usual) -> str:
    """What is unusual, with as many digits as it takes to tell the figure from the range."""
    its, edges = "", ("", "")
    small = not FIGURES[name].is_share and max(value, usual.high) < _TELLS_WITHOUT_DIGITS
    for digits in range(int(small), _MOST_DIGITS + 1):
        its = shown_value(name, value, digits)
        edges = (shown_value(name, usual.low, digits), shown_value(name, usual.high, digits))
        if its not in edges:
            break
    figure = FIGURES[name]
    return f"{figure.its.format(value=its)}; {figure.desk.format(low=edges[0], high=edges[1])}"
