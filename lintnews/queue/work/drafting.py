"""Drafts examples for rule files from findings that editors say are no errors.

What is drafted waits for a second person, as every proposal does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache

import msgspec
from django.db import IntegrityError, transaction

from lintnews.document.article import Article
from lintnews.document.document import Block
from lintnews.language.sentences import split_sentences
from lintnews.queue.models import (
    Decision,
    DecisionKind,
    Finding,
    Proposal,
    ProposalKind,
    ProposalState,
    Reason,
)
from lintnews.queue.work import prose
from lintnews.rulebook.rule import Scope

MOST_OF_A_BULK = 20
LONGEST_EXAMPLE = 2_000
"""The longest example in code points; a longer one tests nothing that can be read."""
MARKS = ("[[", "]]", "{{", "}}")
"""What marks places in examples, so that no example can have it in its text."""


def key_of(kind: str, said: dict[str, object]) -> str:
    """A digest of what is proposed."""
    text = msgspec.json.encode([kind, said], order="sorted")
    return hashlib.sha256(text).hexdigest()


def follow(finding: Finding, decision: Decision | None) -> None:
    """Withdraw what was drafted from earlier decisions about a finding, and draft from the new one.

    Args:
        finding: the finding.
        decision: the decision that stands now, if there is one.
    """
    drafted = Proposal.objects.filter(finding=finding, decision__isnull=False)
    drafted.filter(state=ProposalState.WAITING).update(state=ProposalState.WITHDRAWN)
    if decision is not None:
        draft_example(decision)


def draft_example(decision: Decision) -> Proposal | None:
    """Draft an example from a dismissal as "not an error".

    None if the decision is another, the article does not have the finding any more, the text is
    too long or cannot stand in an example, or the same is proposed already or was rejected.
    """
    if decision.kind != DecisionKind.DISMISS or decision.reason != Reason.NOT_AN_ERROR:
        return None
    finding = decision.finding
    text = excerpt_of(finding, _scopes().get(finding.rule, Scope.PARAGRAPH))
    if not text or len(text) > LONGEST_EXAMPLE or any(mark in text for mark in MARKS):
        return None
    said: dict[str, object] = {"rule": finding.rule, "text": text}
    key = key_of(ProposalKind.EXAMPLE, said)
    if Proposal.objects.filter(key=key, state=ProposalState.REJECTED).exists():
        return None
    return added(
        Proposal(
            kind=ProposalKind.EXAMPLE, finding=finding, said=said, decision=decision, by=decision.by
        )
    )


def draft_examples(decisions: Iterable[Decision]) -> int:
    """Draft from many decisions at once, one example for all that a rule found in equal words.

    At most ``MOST_OF_A_BULK`` are drafted, for people have to read them; says how many.
    """
    clusters: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        finding = decision.finding
        clusters.setdefault((finding.rule, normal(finding.matched)), decision)
    drafts = 0
    for decision in clusters.values():
        if drafts == MOST_OF_A_BULK:
            break
        drafts += draft_example(decision) is not None
    return drafts


def withdraw_bulk(bulk: int) -> None:
    """Withdraw what was drafted from a decision about many findings."""
    drafted = Proposal.objects.filter(decision__bulk=bulk, state=ProposalState.WAITING)
    drafted.update(state=ProposalState.WITHDRAWN)


def added(proposal: Proposal) -> Proposal | None:
    """Keep a proposal; None if the same one waits or is approved already."""
    proposal.key = key_of(proposal.kind, proposal.said)
    try:
        # Only the database knows what others propose at this moment.
        with transaction.atomic():
            proposal.save(force_insert=True)
    except IntegrityError:
        return None
    return proposal


def normal(matched: str) -> str:
    """A text that was found, as it is compared with others: spaces and capitals do not count."""
    return " ".join(matched.split()).casefold()


def excerpt_of(finding: Finding, scope: Scope) -> str:
    """As much of an article around a finding as a rule of that scope sees; empty if it is gone.

    These are the sentences or the paragraph of its place, or the paragraphs of all its places.
    """
    seen = finding.last_seen()
    if seen is None:
        return ""
    article = prose.from_json(seen.revision.article)
    start, end, related = seen.marks
    if scope is Scope.DOCUMENT:
        blocks = _blocks(article, [(start, end), *related])
        return "\n\n".join(dict.fromkeys(article.prose[one.start : one.end] for one in blocks))
    block = next(_blocks(article, [(start, end)]), None)
    if block is None:
        return ""
    if scope is Scope.PARAGRAPH:
        return article.prose[block.start : block.end].strip()
    spans = split_sentences(article.prose, block.lead, block.end)
    touched = [(a, b) for a, b in spans if a < max(end, start + 1) and b > start]
    return article.prose[touched[0][0] : touched[-1][1]] if touched else ""


def _blocks(article: Article, places: Iterable[tuple[int, int]]) -> Iterator[Block]:
    """The blocks in which places begin, in the order of the text."""
    starts = sorted(start for start, _ in places)
    for block in article.blocks:
        if any(block.start <= start < max(block.end, block.start + 1) for start in starts):
            yield block


@cache
def _scopes() -> dict[str, Scope]:
    from lintnews.engine import known_rules

    return {rule.name: rule.file.scope for rule in known_rules()}
