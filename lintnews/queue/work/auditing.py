"""The audit log: what people did besides deciding."""

from __future__ import annotations

from lintnews.queue.models import AuditEntry, User


def note(
    user: User | None, action: str, target: str = "", *, address: str = "", **details: object
) -> None:
    """Write down that something was done; entries are never changed.

    Args:
        user: who did it; None for the command line or somebody who is not signed in.
        action: what was done ("user.add").
        target: to what ("anna").
        address: from where.
        details: what else there is to know, as JSON can hold it.
    """
    AuditEntry.objects.create(
        user=user, action=action, target=target, details=details, address=address
    )
