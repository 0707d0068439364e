"""Puts what a run found to what was known of its article, so that decisions live on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TypeVar

import msgspec
from django.db import transaction
from django.utils import timezone

from lintnews.answers.matching import Keyed, matched
from lintnews.queue.models import (
    Answer,
    Decision,
    DecisionKind,
    Document,
    Finding,
    Occurrence,
    Presence,
    Revision,
    Run,
    RunState,
)
from lintnews.queue.work import prose
from lintnews.queue.work.linting import ENGINE, Seen, Sight

T = TypeVar("T")

_WORD = re.compile(r"\w+")
_REACH = 3
_NEAR = 200


def carry(run: Run, seen: Seen) -> bool:
    """Take over what a run found; whether it counts, for a newer revision may have overtaken it.

    All of it happens, or nothing. What is found again keeps its decision. What is gone is absent,
    or withdrawn if its text is there as it was and only the rules have changed. What comes back is
    present again; if it had been accepted, it is open anew.

    Args:
        run: the run, held by who calls.
        seen: what it found.
    """
    with transaction.atomic():
        revision = run.revision
        document = Document.objects.select_for_update().get(pk=revision.document_id)
        now = timezone.now()
        held = Run.objects.filter(pk=run.pk, state=RunState.RUNNING, worker=run.worker)
        current = document.current
        is_late = current is not None and current.number > revision.number
        state = RunState.OVERTAKEN if is_late else RunState.DONE
        if not held.update(state=state, finished_at=now, engine=ENGINE, rules=seen.rules):
            return False
        if is_late:
            return False
        _Carrier(document, current, run, seen).carry()
        Revision.objects.filter(pk=revision.pk).update(article=prose.to_json(seen.article))
        document.current = revision
        document.save(update_fields=["current"])
        return True


class _Carrier:
    def __init__(self, document: Document, before: Revision | None, run: Run, seen: Seen) -> None:
        self._document = document
        self._before = before
        self._run = run
        self._seen = seen
        self._known = list(document.findings.order_by("start", "pk"))

    def carry(self) -> None:
        pairs = self._pairs()
        occurrences = []
        for at, sight in enumerate(self._seen.sights):
            finding = pairs.get(at)
            if sight.found.answer is not None:
                # The text itself says that it is meant so.
                if finding is not None and finding.presence == Presence.PRESENT:
                    self._leave(finding, Presence.WITHDRAWN)
                continue
            if finding is None:
                finding = Finding(document=self._document)
            elif finding.presence != Presence.PRESENT:
                self._reopen(finding)
            self._see(finding, sight)
            occurrences.append(self._occurrence(finding, sight))
        Occurrence.objects.filter(revision=self._run.revision).delete()
        Occurrence.objects.bulk_create(occurrences)
        found = {finding.pk for finding in pairs.values()}
        lost = [one for one in self._known if one.pk not in found]
        for finding in lost:
            if finding.presence == Presence.PRESENT:
                self._leave(finding, self._why_gone(finding))

    def _pairs(self) -> dict[int, Finding]:
        """The known finding that each sight is, by the index of the sight."""
        pairs: dict[int, Finding] = {}
        present = [one for one in self._known if one.presence == Presence.PRESENT]
        others = [one for one in self._known if one.presence != Presence.PRESENT]
        for known in (present, others):
            for pair in (self._by_keys, self._by_form):
                taken = {one.pk for one in pairs.values()}
                left = [one for one in known if one.pk not in taken]
                rest = [at for at in range(len(self._seen.sights)) if at not in pairs]
                pairs |= pair(left, rest)
        return pairs

    def _by_keys(self, known: Sequence[Finding], rest: Sequence[int]) -> dict[int, Finding]:
        old = [Keyed(one.keys, one.number) for one in known]
        new = [self._seen.sights[at].keyed for at in rest]
        return {rest[match.found]: known[match.known] for match in matched(old, new)}

    def _by_form(self, known: Sequence[Finding], rest: Sequence[int]) -> dict[int, Finding]:
        """What judges the whole text is known by what it is about, wherever that stands first."""
        by_form = _unique((one.rule, one.matched, one) for one in known if one.whole)
        sights = ((at, self._seen.sights[at]) for at in rest)
        found = _unique((one.found.rule, one.found.matched, at) for at, one in sights if one.whole)
        return {at: by_form[form] for form, at in found.items() if form in by_form}

    def _see(self, finding: Finding, sight: Sight) -> None:
        found, keys = sight.found, sight.keyed.keys
        finding.rule, finding.family = found.rule, found.family
        finding.rank, finding.confidence = found.severity.rank, found.confidence
        finding.start, finding.matched, finding.message = found.start, found.matched, found.message
        finding.anchor, finding.sentence = keys.anchor, keys.sentence
        finding.left, finding.right, finding.number = keys.left, keys.right, sight.keyed.number
        finding.whole, finding.rule_version = sight.whole, sight.rule_version
        finding.presence, finding.last_run = Presence.PRESENT, self._run
        if finding.pk is not None:
            finding.version += 1
        finding.save()

    def _occurrence(self, finding: Finding, sight: Sight) -> Occurrence:
        payload = msgspec.json.encode(sight.found).decode()
        return Occurrence(
            finding=finding, revision=self._run.revision, payload=payload, marks=sight.marks
        )

    def _reopen(self, finding: Finding) -> None:
        if finding.presence == Presence.ABSENT:
            finding.reopened += 1
        if finding.answer == Answer.ACCEPTED:
            finding.answer, finding.reason = Answer.NONE, ""
            finding.decided_by = finding.decided_at = None
            Decision.objects.create(
                finding=finding,
                kind=DecisionKind.REOPEN,
                rule_version=finding.rule_version,
                revision=self._run.revision,
            )

    def _leave(self, finding: Finding, presence: Presence) -> None:
        finding.presence, finding.last_run = presence, self._run
        finding.version += 1
        finding.save(update_fields=["presence", "last_run", "version"])

    def _why_gone(self, finding: Finding) -> Presence:
        before = self._before
        if before is None or before.pk == self._run.revision_id:
            return Presence.WITHDRAWN
        last = before.runs.filter(state=RunState.DONE).order_by("-pk").first()
        same_rules = last is None or last.rules == self._seen.rules
        if same_rules or not self._is_still_there(finding, before):
            return Presence.ABSENT
        return Presence.WITHDRAWN

    def _is_still_there(self, finding: Finding, before: Revision) -> bool:
        """Whether the text has what was found, with three words on both sides, as it was."""
        seen = finding.occurrences.filter(revision=before).first()
        if seen is None:
            return False
        start, end, _ = seen.marks
        old = self._prose_before
        left = _WORD.findall(old[max(0, start - _NEAR) : start])[-_REACH:]
        right = _WORD.findall(old[end : end + _NEAR])[:_REACH]
        return _words(*left, old[start:end], *right) in self._words_now

    @cached_property
    def _prose_before(self) -> str:
        return prose.from_json(self._before.article).prose if self._before is not None else ""

    @cached_property
    def _words_now(self) -> str:
        return _words(self._seen.article.prose)


def _words(*texts: str) -> str:
    """The words of texts, with spaces around each, so that one can be looked for in another."""
    return f" {' '.join(_WORD.findall(' '.join(texts)))} "


def _unique(entries: Iterable[tuple[str, str, T]]) -> dict[tuple[str, str], T]:
    """The values by rule and form, but for forms that a rule has more than once."""
    values: dict[tuple[str, str], list[T]] = {}
    for rule, form, value in entries:
        values.setdefault((rule, " ".join(form.split())), []).append(value)
    return {key: found[0] for key, found in values.items() if len(found) == 1}
