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

_SPANS = (7, 30, 90, 365)
_MOST_DAYS = 36_500
_WIDTH = 160
_HEIGHT = 24
_EDGE = 6


class Line(NamedTuple):
    """A rule: its share, where its findings are, and where the share and its interval are drawn."""

    share: Share
    address: str
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
    said = {
        "days": days,
        "choices": _SPANS,
        "most": _MOST_DAYS,
        "lines": [_line(share) for share in shares],
        "refused": refused(shares),
        "enough": ENOUGH,
        "width": _WIDTH,
        "height": _HEIGHT,
        "middle": _HEIGHT // 2,
        "half": _across(0.5),
    }
    return render(request, "queue/rules.html", said)


def _line(share: Share) -> Line:
    low, high = share.interval
    address = at(Filter(status=Status.ALL, rule=share.rule))
    return Line(share, address, _across(low), _across(high), _across(share.share))


def _across(share: float) -> float:
    """Where a share lies in its picture."""
    return round(_EDGE + share * (_WIDTH - 2 * _EDGE), 1)
