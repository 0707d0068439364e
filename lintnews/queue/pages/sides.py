"""The text of a revision as HTML: escaped, with its findings and its changes marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lintnews.document.article import Article, Marks
from lintnews.queue.models import Finding, Occurrence
from lintnews.queue.pages.paragraphs import paragraph
from lintnews.queue.work.comparing import Place
from lintnews.report.marking import Mark, Stretch, stretches


class Sign(NamedTuple):
    """A finding that is marked: the name of its place, its label, and where that leads."""

    finding: Finding
    id: str
    label: str
    address: str


class Change(NamedTuple):
    """How changes are marked: the element, and what those hear who do not see it."""

    element: str
    begins: str
    ends: str


REMOVED = Change("del", "removed: ", " end of what was removed ")
ADDED = Change("ins", "added: ", " end of what was added ")


def place_of(occurrence: Occurrence) -> Place:
    """Where a finding stands in the prose of a revision."""
    return occurrence.marks[0], occurrence.marks[1]


class Side:
    """A text under its marks, paragraph by paragraph."""

    def __init__(
        self,
        article: Article,
        places: Sequence[Place],
        signs: Sequence[Sign],
        changes: Sequence[Place] = (),
        change: Change = ADDED,
    ) -> None:
        """Put the marks on the text.

        Args:
            article: prose and blocks.
            places: where the findings stand.
            signs: the findings, in the order of ``places``.
            changes: what differs.
            change: how that is marked.
        """
        self._signs = signs
        self._change = change
        marks = tuple(Marks(*place, ()) for place in (*places, *changes))
        self._blocks: list[list[Stretch]] = [[] for _ in article.blocks] or [[]]
        at = -1
        for stretch in stretches(article._replace(marks=marks)):
            # What stands between blocks goes with the one before.
            at += stretch.kind != _BETWEEN
            self._blocks[max(at, 0)].append(stretch)

    def __iter__(self) -> Iterator[SafeString]:
        return (self.block(index) for index in range(len(self._blocks)))

    def block(self, index: int) -> SafeString:
        """A paragraph, with what stands before the next one if that is marked."""
        found = (paragraph(one, self._begin, self._end) for one in self._blocks[index])
        # All of it was escaped piece by piece.
        return mark_safe("".join(found))

    def _end(self, mark: Mark, is_last: bool) -> str:
        if self._is_finding(mark):
            return "</mark>"
        said = format_html('<span class="aside">{}</span>', self._change.ends) if is_last else ""
        return f"{said}</{self._change.element}>"

    def _begin(self, mark: Mark) -> str:
        if not self._is_finding(mark):
            said = format_html('<span class="aside">{}</span>', self._change.begins)
            return f"<{self._change.element}>{said if mark.first else ''}"
        sign = self._signs[mark.span.finding]
        classes = f"{sign.finding.severity.value} {sign.finding.status}"
        if not mark.first:
            return format_html('<mark class="{}">', classes)
        return format_html(
            '<mark class="{}" id="{}"><a class="label" href="{}">'
            '<span class="aside">Finding, {}, {}: </span>{}</a>',
            classes,
            sign.id,
            sign.address,
            sign.finding.severity.value,
            sign.finding.status,
            sign.label,
        )

    def _is_finding(self, mark: Mark) -> bool:
        return mark.span.finding < len(self._signs)


_BETWEEN = "between"
