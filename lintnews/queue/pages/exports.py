"""Downloads of what the queue knows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lintnews.queue.models import Role
from lintnews.queue.pages import addresses
from lintnews.queue.pages.access import CONFLICT, answering, needs, refused
from lintnews.queue.work.exporting import FORMATS, ExportError, format_of
from lintnews.queue.work.filters import Filter


@require_safe
@answering
@needs(Role.VIEWER)
def export(request: HttpRequest) -> HttpResponseBase:
    """What a filter holds as a file; without a format, the choice of them."""
    filter = Filter.of({"status": "all", **request.GET.dict()})
    name = request.GET.get("format", "")
    if not name:
        files = [
            (one, addresses.export(filter if format.is_of_findings else Filter(), one), format)
            for one, format in FORMATS.items()
        ]
        said = {"filter": filter, "count": filter.findings().count(), "files": files}
        return render(request, "queue/export.html", said)
    chosen = format_of(name)
    try:
        pieces = list(chosen.make(filter)) if not chosen.is_of_findings else chosen.make(filter)
    except ExportError as error:
        return refused(request, CONFLICT, f"{error}.")
    file = f"lintnews-{timezone.now():%Y-%m-%d}.{chosen.ending}"
    headers = {
        "Content-Disposition": f'attachment; filename="{file}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store",
    }
    return StreamingHttpResponse(pieces, content_type=chosen.type, headers=headers)
