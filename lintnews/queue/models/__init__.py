"""What the queue keeps."""

from __future__ import annotations

from lintnews.queue.models.articles import Document, Revision, Run, RunState
from lintnews.queue.models.decisions import Bulk, Decision, DecisionKind, Reason
from lintnews.queue.models.feedback import Proposal, ProposalKind, ProposalState
from lintnews.queue.models.findings import Answer, Finding, Occurrence, Presence
from lintnews.queue.models.people import ApiToken, AuditEntry, Role, Scope, User

__all__ = [
    "Answer",
    "ApiToken",
    "AuditEntry",
    "Bulk",
    "Decision",
    "DecisionKind",
    "Document",
    "Finding",
    "Occurrence",
    "Presence",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "Reason",
    "Revision",
    "Role",
    "Run",
    "RunState",
    "Scope",
    "User",
]
