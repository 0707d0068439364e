"""The page that shows how often each rule is right, and which ones editors refuse."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintnews.queue.models import Role
from lintnews.queue.pages.access import answering, needs
from lintnews.queue.pages.addresses import at
from lintnews.queue.pages.asking import number
from lintnews.queue.work.filters import Filter, Status
from lintnews.queue.work.precision import ENOUGH, Share, precision, refused
from lintnews.report.charts import WIDTH

_SPANS = (7, 30, 90, 365)
_MOST_DAYS = 36_500
_ROW = 36
_EDGE = 6
_LINE = 24


class Line(NamedTuple):
    """A rule: its share and where its findings are, and its line in the chart."""

    share: Share
    address: str
    top: int
    low: float
    high: float
    middle: float


@require_safe
@answering
@needs(Role.VIEWER)
def rules(request: HttpRequest) -> HttpResponse:
    """How often each rule is right."""
    days = number(request.GET, "days", most=_MOST_DAYS)
    shares = precision(days or 0)
    drawn = [_line(share, row) for row, share in enumerate(one for one in shares if one.is_current)]
    said = {
        "days": days,
        "choices": _SPANS,
        "most": _MOST_DAYS,
        "lines": [_line(share, 0) for share in shares],
        "drawn": drawn,
        "refused": refused(shares),
        "enough": ENOUGH,
        "width": WIDTH,
        "height": len(drawn) * _ROW + _EDGE,
        "half": _across(0.5),
    }
    return render(request, "queue/rules.html", said)


def _line(share: Share, row: int) -> Line:
    low, high = share.interval
    address = at(Filter(status=Status.ALL, rule=share.rule))
    top = row * _ROW
    return Line(share, address, top, _across(low), _across(high), _across(share.share))


def _across(share: float) -> float:
    """Where a share lies in the chart."""
    return round(_EDGE + share * (WIDTH - 2 * _EDGE), 1)
