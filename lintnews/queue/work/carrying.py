"""Puts what a run found to what was known of its article, so that decisions live on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, TypeVar

import msgspec
from django.db import transaction
from django.utils import timezone

from lintnews.answers.matching import Keyed, matched
from lintnews.outcomes import lacking_line
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
from lintnews.queue.work import judging, prose
from lintnews.queue.work.linting import ENGINE, Seen, Sight

T = TypeVar("T")

_WORD = re.compile(r"\w+")
_REACH = 3
_NEAR = 200
_CHUNK = 500
_SHOWN = ("rule", "rank", "matched", "message", "presence", "answer", "reopened")
_CHANGING = (
    *_SHOWN,
    *(
        "family",
        "confidence",
        "start",
        "anchor",
        "sentence",
        "left",
        "right",
        "number",
        "whole",
        "rule_version",
    ),
    *("last_run", "reason", "decided_by", "decided_at", "version"),
)


def carry(run: Run, seen: Seen) -> bool:
    """Take over what a run found; whether it counts, for a newer revision may have overtaken it.

    All of it happens, or nothing. What is found again keeps its decision. What is gone is absent,
    or withdrawn if its text is there as it was and only the rules have changed. What comes back is
    present again; if it had been accepted and was absent, it is open anew. Where LanguageTool did
    not answer the run says so, and what its rules found in the same text before stays.

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
        reason = lacking_line(seen.lacking) if seen.lacking else ""
        done = {"state": state, "finished_at": now, "reason": reason}
        if not held.update(**done, engine=ENGINE, rules=seen.rules):
            return False
        if is_late:
            return False
        _Carrier(document, current, run, seen).carry()
        Revision.objects.filter(pk=revision.pk).update(article=prose.to_json(seen.article))
        document.current = revision
        document.save(update_fields=["current"])
        judging.judge(document, seen.words, seen.thresholds)
        return True


class _Carrier:
    def __init__(self, document: Document, before: Revision | None, run: Run, seen: Seen) -> None:
        self._document = document
        self._before = before
        self._run = run
        self._seen = seen
        # What is decided meanwhile waits until this is done. All lock in this order.
        known = document.findings.select_for_update().order_by("pk")
        self._known = sorted(known, key=lambda one: (one.start, one.pk))

    def carry(self) -> None:
        pairs = self._pairs()
        seen: list[tuple[Finding, Sight]] = []
        changed: list[Finding] = []
        for at, sight in enumerate(self._seen.sights):
            finding = pairs.get(at)
            if sight.found.answer is not None:
                # The text itself says that it is meant so.
                if finding is not None and finding.presence == Presence.PRESENT:
                    self._leave(finding, Presence.WITHDRAWN)
                    changed.append(finding)
                continue
            if finding is None:
                finding = Finding(document=self._document)
            else:
                changed.append(finding)
            self._see(finding, sight)
            seen.append((finding, sight))
        found = {finding.pk for finding in pairs.values()}
        for finding in self._known:
            if finding.pk in found or finding.presence != Presence.PRESENT:
                continue
            if not (self._is_same_text and finding.rule in self._seen.unheard):
                self._leave(finding, self._why_gone(finding))
                changed.append(finding)
        self._keep(seen, changed)

    def _keep(self, seen: Sequence[tuple[Finding, Sight]], changed: Sequence[Finding]) -> None:
        Finding.objects.bulk_create([one for one, _ in seen if one.pk is None], _CHUNK)
        Finding.objects.bulk_update(changed, _CHANGING, _CHUNK)
        # What was withdrawn stays known as it was seen last.
        there = Occurrence.objects.filter(revision=self._run.revision)
        there.filter(finding__in=[finding for finding, _ in seen]).delete()
        Occurrence.objects.bulk_create(
            [self._occurrence(finding, sight) for finding, sight in seen], _CHUNK
        )

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
        before = _shown(finding)
        if finding.pk is not None and finding.presence != Presence.PRESENT:
            self._reopen(finding)
        finding.rule, finding.family = found.rule, found.family
        finding.rank, finding.confidence = found.severity.rank, found.confidence
        finding.start, finding.matched, finding.message = found.start, found.matched, found.message
        finding.anchor, finding.sentence = keys.anchor, keys.sentence
        finding.left, finding.right, finding.number = keys.left, keys.right, sight.keyed.number
        finding.whole, finding.rule_version = sight.whole, sight.rule_version
        finding.presence, finding.last_run = Presence.PRESENT, self._run
        if finding.pk is not None and _shown(finding) != before:
            finding.version += 1

    def _occurrence(self, finding: Finding, sight: Sight) -> Occurrence:
        payload = msgspec.json.encode(sight.found).decode()
        return Occurrence(
            finding=finding, revision=self._run.revision, payload=payload, marks=sight.marks
        )

    def _reopen(self, finding: Finding) -> None:
        """Say of a finding that it is back; an error that was mended has to be decided anew."""
        if finding.presence != Presence.ABSENT:
            return
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

    def _why_gone(self, finding: Finding) -> Presence:
        if self._before is None or self._is_same_text:
            return Presence.WITHDRAWN
        was_looked_for = self._has_same_rules and finding.rule not in self._seen.unheard
        if was_looked_for or not self._is_still_there(finding):
            return Presence.ABSENT
        return Presence.WITHDRAWN

    @property
    def _is_same_text(self) -> bool:
        return self._before is not None and self._before.pk == self._run.revision_id

    def _is_still_there(self, finding: Finding) -> bool:
        """Whether the text has what was found, with three words on both sides, as it was."""
        if finding.pk not in self._marks_before:
            return False
        start, end, _ = self._marks_before[finding.pk]
        old = self._prose_before
        left = _WORD.findall(old[max(0, start - _NEAR) : start])[-_REACH:]
        right = _WORD.findall(old[end : end + _NEAR])[:_REACH]
        return _words(*left, old[start:end], *right) in self._words_now

    @cached_property
    def _has_same_rules(self) -> bool:
        done = Run.objects.filter(revision=self._before, state=RunState.DONE)
        last = done.order_by("-pk").first()
        return last is None or last.rules == self._seen.rules

    @cached_property
    def _marks_before(self) -> dict[int, Any]:
        seen = Occurrence.objects.filter(revision=self._before)
        return dict(seen.values_list("finding", "marks"))

    @cached_property
    def _prose_before(self) -> str:
        return prose.from_json(self._before.article).prose if self._before is not None else ""

    @cached_property
    def _words_now(self) -> str:
        return _words(self._seen.article.prose)


def _shown(finding: Finding) -> tuple[object, ...]:
    """What an editor decides by; where it stands and how sure it is are not among it."""
    return tuple(getattr(finding, name) for name in _SHOWN)


def _words(*texts: str) -> str:
    """The words of texts, with spaces around each, so that one can be looked for in another."""
    return f" {' '.join(_WORD.findall(' '.join(texts)))} "


def _unique(entries: Iterable[tuple[str, str, T]]) -> dict[tuple[str, str], T]:
    """The values by rule and form, but for forms that a rule has more than once."""
    values: dict[tuple[str, str], list[T]] = {}
    for rule, form, value in entries:
        values.setdefault((rule, " ".join(form.split())), []).append(value)
    return {key: found[0] for key, found in values.items() if len(found) == 1}
