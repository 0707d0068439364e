"""The article of a finding as HTML: its text escaped, with a mark for each finding in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lintnews.document.article import Marks
from lintnews.queue.models import Finding, Occurrence
from lintnews.queue.pages.paragraphs import paragraph
from lintnews.queue.work.prose import from_json
from lintnews.report.marking import Mark, stretches

Place = tuple[int, int]
SIGNS: Mapping[str, str] = {"error": "!", "warning": "?", "note": "i"}
"""What stands before a mark, so that severity is not told by color alone."""


class Shown(NamedTuple):
    """A finding that is marked: what it is, where it leads, and whether it is the chosen one."""

    finding: Finding
    address: str
    is_chosen: bool


def place_id(place: Place) -> str:
    """The name of a place that a finding names besides its own."""
    return f"place-{place[0]}-{place[1]}"


def marks_of(occurrence: Occurrence) -> Marks:
    """The marks of a finding as they are kept."""
    start, end, related = occurrence.marks
    return Marks(start, end, tuple((one[0], one[1]) for one in related))


def article_html(text: str, marks: Sequence[Marks], shown: Sequence[Shown]) -> SafeString:
    """The article in paragraphs.

    Only the other places of the chosen finding are marked, for those of all would hide the text.

    Args:
        text: prose and blocks as JSON.
        marks: the marks of the findings, in the order of ``shown``.
        shown: the findings.
    """
    kept = tuple(
        one if each.is_chosen else one._replace(related=())
        for one, each in zip(marks, shown, strict=True)
    )
    article = from_json(text, kept)

    def begin(mark: Mark) -> str:
        return _other(mark) if mark.span.finding < 0 else _begin(mark, shown[mark.span.finding])

    # All of it was escaped piece by piece.
    return mark_safe("".join(paragraph(stretch, begin, _end) for stretch in stretches(article)))


def _end(mark: Mark, _is_last: bool) -> str:
    return "</span>" if mark.span.finding < 0 else "</mark>"


def _other(mark: Mark) -> str:
    if not mark.first:
        return '<span class="named">'
    place = place_id((mark.span.start, mark.span.end))
    return format_html(
        '<span class="named" id="{}" tabindex="-1"><span class="aside">Other place: </span>', place
    )


def _begin(mark: Mark, one: Shown) -> str:
    finding = one.finding
    classes = f"{finding.severity.value} {finding.status}{' chosen' if one.is_chosen else ''}"
    if not mark.first:
        return format_html('<mark class="{}">', classes)
    if one.is_chosen:
        return format_html(
            '<mark class="{}" id="mark" tabindex="-1"><span class="aside">This finding: </span>',
            classes,
        )
    label = "Finding" if finding.status == "open" else f"Finding, {finding.status}"
    return format_html(
        '<mark class="{}"><a class="label" href="{}" title="{}">'
        '<span class="aside">{}: {} </span>{}</a>',
        classes,
        one.address,
        finding.rule,
        label,
        finding.rule,
        SIGNS[finding.severity.value],
    )
