"""Writes dismissals into the sidecars of texts, where ``lintnews check`` finds them.

What others wrote into a sidecar stays. The queue knows its own entries by their ``by`` and writes
them anew each time, so that what was undone is gone again.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import NamedTuple

from django.db.models import Max

from lintnews.answers.entries import Entry, quoted
from lintnews.answers.matching import Keyed, matched
from lintnews.answers.sidecar import read_if_there, sidecar_of, write_sidecar
from lintnews.document.rewriting import UnwritableError
from lintnews.model import Problem
from lintnews.queue.models import Answer, Document, Finding, Presence
from lintnews.queue.work.exporting import comments_of, reason_of
from lintnews.rulebook.errors import RuleError

_OWN = " (review queue)"
_CHUNK = 500


class Written(NamedTuple):
    """What became of the sidecars.

    Attributes:
        changed: how many were written or taken away.
        entries: how many entries of the queue there are now.
        missing: of how many texts with dismissals there is no file.
        problems: what could not be done; all else was.
    """

    changed: int
    entries: int
    missing: int
    problems: list[Problem]


class _UnsafeError(Exception):
    """A path leads out of the folder; the message says how."""


def write_sidecars(folder: Path, document: int = 0) -> Written:
    """Bring the sidecars of all texts below a folder to what the queue says.

    Args:
        folder: the folder from which the paths of the articles lead to their texts.
        document: the number of one article whose file alone is looked at; 0 for all.
    """
    changed = entries = missing = 0
    problems: list[Problem] = []
    root = Path(os.path.realpath(folder))
    dismissed = _dismissed(document)
    for path, ids in _files(document):
        own = [entry for pk in ids for entry in dismissed.get(pk, ())]
        if len(ids) > 1 and own:
            own = list(_in_file(ids, dismissed))
        try:
            text = _inside(root, path)
        except _UnsafeError as error:
            # A name that no file here can have matters only if there is something to write.
            if own:
                problems.append(Problem(path=path, reason=str(error)))
            continue
        # Unlike Path, it finds no file under a name that none can have.
        if not os.path.isfile(text):  # noqa: PTH113
            missing += bool(own)
            continue
        try:
            changed += _write(text, own)
            entries += len(own)
        except RuleError as error:
            problems.append(Problem(path=error.path, line=error.line, reason=error.reason))
        except (UnwritableError, OSError) as error:
            reason = f"it cannot be written: {getattr(error, 'strerror', None) or error}"
            problems.append(Problem(path=sidecar_of(path), reason=reason))
    return Written(changed, entries, missing, problems)


def _files(document: int) -> Iterator[tuple[str, list[int]]]:
    """The files of the articles, each with the keys of the articles in it."""
    documents = Document.objects.order_by("path", "pk")
    if document:
        paths = Document.objects.filter(pk=document).values("path")
        documents = documents.filter(path__in=paths)
    rows = documents.values_list("path", "pk").iterator(chunk_size=_CHUNK)
    for path, of_file in groupby(rows, lambda row: row[0]):
        yield path, [pk for _, pk in of_file]


def _dismissed(document: int) -> dict[int, list[Entry]]:
    """The entries of the queue by the key of their article, in the order of its text."""
    findings = Finding.objects.filter(answer=Answer.DISMISSED, presence=Presence.PRESENT)
    if document:
        paths = Document.objects.filter(pk=document).values("path")
        findings = findings.filter(document__path__in=paths)
    comments = comments_of(findings)
    entries: dict[int, list[Entry]] = {}
    found = findings.select_related("document", "decided_by").order_by("document", "start", "pk")
    for finding in found.iterator(chunk_size=_CHUNK):
        entry = _entry(finding, comments.get(finding.pk, ""))
        entries.setdefault(finding.document_id, []).append(entry)
    return entries


def _entry(finding: Finding, comment: str) -> Entry:
    return Entry(
        finding.rule,
        quoted(finding.matched),
        Keyed(finding.keys, finding.number),
        None,
        reason_of(finding, comment),
        f"{finding.decided_by.username if finding.decided_by else 'somebody'}{_OWN}",
        finding.decided_at.date().isoformat() if finding.decided_at else None,
        record=f"id {record}" if (record := finding.document.article_id) else None,
    )


def _in_file(ids: Sequence[int], dismissed: Mapping[int, Sequence[Entry]]) -> Iterator[Entry]:
    """The entries of a file of records, for which the linter takes all of them together.

    Findings that are equal in all keys are numbered through the file then, in the order in which
    its records came into the queue.
    """
    counts = (
        Finding.objects.filter(document__in=ids, presence=Presence.PRESENT)
        .order_by("document")
        .values_list("document", "anchor", "sentence")
        .annotate(count=Max("number"))
    )
    in_document = {pk: list(rows) for pk, rows in groupby(counts, lambda row: row[0])}
    before: Counter[tuple[str, str]] = Counter()
    for pk in ids:
        for entry in dismissed.get(pk, ()):
            keys, number = entry.keyed
            shift = before[keys.anchor, keys.sentence]
            yield entry._replace(keyed=Keyed(keys, number + shift))
        for _, anchor, sentence, count in in_document.get(pk, ()):
            before[anchor, sentence] += count


def _inside(root: Path, path: str) -> Path:
    """The file of a text in the folder.

    Raises:
        _UnsafeError: its path leads elsewhere, by itself or by a symbolic link.
    """
    parts = PurePosixPath(path).parts
    if ".." in parts or ".." in PureWindowsPath(path).parts:
        raise _UnsafeError("its path leads upward by .., so no sidecar is written for it")
    if not path or "\0" in path:
        raise _UnsafeError("no file has such a name, so no sidecar is written for it")
    text = root / path
    for place in (text, Path(sidecar_of(str(text)))):
        # A link may lead to anywhere, and writing would follow it.
        if not Path(os.path.realpath(place)).is_relative_to(root):
            raise _UnsafeError(f"its path leads out of {root}, so no sidecar is written for it")
    return text


def _write(text: Path, own: Sequence[Entry]) -> bool:
    """Bring the sidecar of one text up to date; whether that changed it."""
    there = read_if_there(str(text))
    others = [entry for entry in there if not (entry.by or "").endswith(_OWN)]
    entries = [*others, *_unanswered(own, others)]
    if [entry._replace(line=0) for entry in there] == entries:
        return False
    write_sidecar(Path(sidecar_of(str(text))), entries)
    return True


def _unanswered(own: Sequence[Entry], others: Sequence[Entry]) -> Iterable[Entry]:
    """The entries of the queue but for findings that somebody else answered there already."""
    pairs = matched([entry.keyed for entry in others], [entry.keyed for entry in own])
    answered = {pair.found for pair in pairs}
    return (entry for at, entry in enumerate(own) if at not in answered)
