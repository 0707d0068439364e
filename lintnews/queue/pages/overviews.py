"""The pages that show how far everything is, and what was done: progress, runs and the log."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from lintnews.queue.address import address_of
from lintnews.queue.models import Role, Run
from lintnews.queue.pages.access import answering, needs, user_of
from lintnews.queue.pages.asking import number, words
from lintnews.queue.work import articles, auditing, backlog
from lintnews.queue.work import progress as counting
from lintnews.report.charts import columns

_DAYS = 30
_SPANS = (7, 30, 90, 365)
_MOST_FAILURES = 50
REFRESH = 10
"""After how many seconds the page of runs comes anew."""
_OFF = "off"


@require_safe
@answering
def progress(request: HttpRequest) -> HttpResponse:
    """How far the editors are."""
    days = number(request.GET, "days", _DAYS, most=counting.MOST_DAYS)
    assert days is not None
    found = counting.progress(days)
    said = {
        "days": days,
        "choices": _SPANS,
        "most": counting.MOST_DAYS,
        "progress": found,
        "statuses": counting.STATUSES,
        "chart": columns((f"{day:%a} {day}", count) for day, count in found.spans),
        "by_week": len(found.spans) != days,
    }
    return render(request, "queue/progress.html", said)


@require_safe
@answering
def runs(request: HttpRequest) -> HttpResponse:
    """How far background linting is; comes anew by itself while something is going on."""
    state = backlog.backlog()
    is_off = request.GET.get("refresh") == _OFF
    is_refreshing = state.is_going_on and not is_off
    said = {
        "backlog": state,
        "failures": backlog.failures()[:_MOST_FAILURES],
        "is_off": is_off,
        "is_refreshing": is_refreshing,
        "seconds": REFRESH,
    }
    response = render(request, "queue/runs.html", said)
    if is_refreshing:
        response.headers["Refresh"] = str(REFRESH)
    return response


@require_POST
@needs(Role.LEAD)
@answering
def start_anew(request: HttpRequest, pk: int) -> HttpResponse:
    """Queue a failed run anew."""
    run = get_object_or_404(Run.objects.select_related("revision__document"), pk=pk)
    articles.start_anew(run, user_of(request), address_of(request))
    messages.success(request, "The run waits to be started anew.")
    if request.POST.get("back") == "document":
        return redirect("document", run.revision.document_id)
    return redirect("runs")


@require_POST
@needs(Role.LEAD)
@answering
def start_all_anew(request: HttpRequest) -> HttpResponse:
    """Queue all failed runs anew."""
    count = articles.start_all_anew(user_of(request), address_of(request))
    messages.success(request, f"{count:,} runs wait to be started anew.")
    return redirect("runs")


@require_safe
@needs(Role.ADMIN)
@answering
def audit(request: HttpRequest) -> HttpResponse:
    """What was done, the newest first."""
    before = words(request.GET, "before")
    person = words(request.GET, "person")
    log = auditing.log(auditing.Key.of(before) if before else None, person)
    said = {"log": log, "person": person, "before": before}
    return render(request, "queue/audit.html", said)
