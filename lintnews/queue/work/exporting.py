"""What the queue gives out: findings with what was decided, and what people approved.

All of it is made piece by piece, so that no export has to stand in memory whole.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
import yaml
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from msgspec.structs import replace

from lintnews.answers.sidecar import sidecar_of
from lintnews.document.article import Article
from lintnews.document.document import Excerpt
from lintnews.document.written import Written
from lintnews.model import Answer as Said
from lintnews.model import AnswerBy, State
from lintnews.model import Finding as Found
from lintnews.queue.models import (
    Answer,
    Decision,
    DecisionKind,
    Finding,
    Occurrence,
    ProposalKind,
    Reason,
)
from lintnews.queue.work import naming
from lintnews.queue.work.filters import Filter
from lintnews.queue.work.overview import articles_csv
from lintnews.queue.work.proposing import NAMES, approved
from lintnews.queue.work.records import Record, record_of
from lintnews.report.findings_csv import COLUMNS, cells, row
from lintnews.report.reporting import Ending, Run
from lintnews.report.summary import Tally
from lintnews.rulebook.rule import RuleFile
from lintnews.style.article import StyledArticle
from lintnews.verdict import Verdict
from lintnews.yaml12 import Dumper

_CHUNK = 500
_WIDE = 10_000
_QUEUE_COLUMNS = ("queue_id", "article", "status", "decision", "reason", "by", "at", "comments")


class ExportError(ValueError):
    """Something cannot be exported; the message says why."""


class Format(NamedTuple):
    """A format: the ending and the type of its files, and what makes them.

    ``holds`` says what it holds, whatever a filter chooses; it is empty if that is findings.
    """

    ending: str
    type: str
    make: Callable[[Filter], Iterator[str]]
    holds: str = ""

    @property
    def is_of_findings(self) -> bool:
        """Whether it holds findings, so that a filter chooses among them."""
        return not self.holds


class Comment(msgspec.Struct, frozen=True):
    """What was said about a finding, by whom and when."""

    by: str | None
    at: datetime
    text: str


class Kept(Record, frozen=True, kw_only=True):
    """The record of a finding, and what was said about it, the oldest first."""

    comments: list[Comment]


class Exported(NamedTuple):
    """A finding with what the queue keeps of it."""

    found: Found
    kept: Kept


def exported(filter: Filter) -> Iterator[Exported]:
    """The findings of a filter in the order of the queue, as each was seen last."""
    for finding in _rows(filter):
        if finding.payload is None:
            continue
        found = msgspec.json.decode(finding.payload, type=Found)
        yield Exported(_answered(found, finding), _kept(finding))


def _rows(filter: Filter) -> Iterator[Any]:
    last = Occurrence.objects.filter(finding=OuterRef("pk")).order_by("-revision__number")
    said = Decision.objects.exclude(comment="").select_related("by").order_by("pk")
    findings = filter.findings().annotate(
        payload=Subquery(last.values("payload")[:1]),
        seen_in=Subquery(last.values("revision__number")[:1]),
    )
    return (
        findings.select_related("document", "decided_by", "assignee")
        .prefetch_related(Prefetch("decisions", queryset=said, to_attr="said"))
        .iterator(chunk_size=_CHUNK)
    )


def _answered(found: Found, finding: Finding) -> Found:
    """A finding as reports have it; one that was dismissed is suppressed."""
    if finding.answer != Answer.DISMISSED:
        return found
    path = sidecar_of(finding.document.path)
    said = Said(by=AnswerBy.SIDECAR, path=path, line=1, reason=reason_of(finding))
    return replace(found, state=State.SUPPRESSED, answer=said)


def reason_of(finding: Finding, comment: str = "") -> str:
    """Why a finding was dismissed, in words on one line."""
    label = Reason(finding.reason).label if finding.reason in Reason.values else "dismissed"
    said = " ".join(comment.split())
    return f"{label}: {said}" if said else str(label)


def _kept(finding: Any) -> Kept:
    comments = [
        Comment(one.by.username if one.by else None, one.at, one.comment) for one in finding.said
    ]
    record = record_of(finding, finding.seen_in)
    return Kept(**msgspec.structs.asdict(record), comments=comments)


def jsonl(filter: Filter) -> Iterator[str]:
    """A finding a line, as ``lintnews check --format jsonl`` has it, with ``queue`` beside it."""
    encoder = msgspec.json.Encoder()
    for found, kept in exported(filter):
        line = encoder.encode(found)[:-1] + b',"queue":' + encoder.encode(kept) + b"}\n"
        yield line.decode()


def csv(filter: Filter) -> Iterator[str]:
    """A finding a row, the columns of the queue behind those of the report."""
    yield row((*COLUMNS, *_QUEUE_COLUMNS))
    for found, kept in exported(filter):
        # What nobody said is an empty cell.
        decided: tuple[object, ...] = ("", "", "", "")
        if kept.decision is not None:
            kind, reason, by, at = msgspec.structs.astuple(kept.decision)
            decided = (kind, reason, by or "", at.isoformat() if at else "")
        comments = " | ".join(f"{one.by or ''}: {one.text}" for one in kept.comments)
        yield row([*cells(found), kept.id, kept.article, kept.status, *decided, comments])


class _Checked(NamedTuple):
    """A finding as reporters take it, for their documents come one after another anyway."""

    path: str
    findings: tuple[Found, ...]
    excerpts: tuple[Excerpt, ...] = ()
    article: Article | None = None
    written: tuple[Written, ...] = ()
    record: str = ""
    verdict: Verdict | None = None
    styled: StyledArticle | None = None


def sarif(filter: Filter) -> Iterator[str]:
    """The findings in SARIF 2.1.0; what was dismissed is suppressed from outside the source."""
    # Nobody who asks for another format needs it.
    from lintnews.report.sarif import sarif_report

    documents = (_Checked(found.path, (found,)) for found, _ in exported(filter))
    run = Run(
        documents,
        _rules_of(filter.findings()),
        lambda: Ending(problems=(), summary=Tally().summary()),
    )
    return sarif_report(run)


def _rules_of(findings: QuerySet[Finding]) -> list[RuleFile]:
    from lintnews.engine import known_rules

    names = set(findings.order_by().values_list("rule", flat=True).distinct())
    return [rule.file for rule in known_rules() if rule.name in names]


def names(_filter: Filter) -> Iterator[str]:
    """The approved proposals about names as an authority file in YAML.

    Raises:
        ExportError: they contradict each other.
    """
    from lintnews.names.authority_yaml import yaml_text
    from lintnews.names.entries import AuthorityFile

    entries = naming.entries_of(approved(*NAMES))
    if faults := naming.faults_of(entries):
        raise ExportError(f"what was approved contradicts itself: {'; '.join(faults)}")
    yield yaml_text(AuthorityFile(tuple(entries), name="what editors approved in the review queue"))


class _Literal(Dumper):
    """Writes texts of several lines as they are, between no quotation marks where that can be."""


def _text(dumper: Any, text: str) -> Any:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else "'"
    )


_Literal.add_representer(str, _text)


def examples(_filter: Filter) -> Iterator[str]:
    """The approved examples by rule, in YAML; a list can be pasted behind the ``good`` of its rule.

    They are indented as rule files are.
    """
    by_rule: dict[str, list[str]] = {}
    for proposal in approved(ProposalKind.EXAMPLE):
        texts = by_rule.setdefault(proposal.said["rule"], [])
        if proposal.said["text"] not in texts:
            texts.append(proposal.said["text"])
    if not by_rule:
        yield "{}\n"
    for rule, texts in sorted(by_rule.items()):
        listed = yaml.dump(texts, Dumper=_Literal, allow_unicode=True, width=_WIDE)
        yield f"{rule}:\n{textwrap.indent(listed, '  ')}"


FORMATS = {
    "jsonl": Format("jsonl", "application/x-ndjson", jsonl),
    "csv": Format("csv", "text/csv; charset=utf-8", csv),
    "sarif": Format("sarif", "application/sarif+json", sarif),
    "articles": Format(
        "articles.csv", "text/csv; charset=utf-8", articles_csv, "all articles with their verdicts"
    ),
    "names": Format("names.yml", "application/yaml", names, "all that is approved"),
    "examples": Format("examples.yml", "application/yaml", examples, "all that is approved"),
}
"""The formats that are one stream; sidecars are many files, see ``sidecars``."""


def format_of(name: str) -> Format:
    """The format of that name.

    Raises:
        ValueError: there is none.
    """
    if name not in FORMATS:
        raise ValueError(f'"{name}" is no format; there are {", ".join(FORMATS)}')
    return FORMATS[name]


def comments_of(findings: QuerySet[Finding]) -> dict[int, str]:
    """What was said with the dismissal of each finding that stands, by the key of the finding."""
    said = Decision.objects.filter(
        finding__in=findings, kind=DecisionKind.DISMISS, undone_by=None
    ).order_by("pk")
    return dict(said.values_list("finding", "comment").iterator())
