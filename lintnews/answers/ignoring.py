"""Makes of a finding the entry of a sidecar that says it is meant so."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime

from lintnews.answers.entries import Entry, quoted
from lintnews.answers.matching import Keyed
from lintnews.answers.outcomes import Reported


def entry_of(reported: Reported, reason: str | None, by: str | None) -> Entry:
    """The entry for one finding.

    Args:
        reported: the finding.
        reason: why it is meant so.
        by: who says so.
    """
    finding, article = reported.finding, reported.spot[0]
    return Entry(
        finding.rule,
        quoted(finding.matched),
        Keyed(finding.keys, reported.number),
        article,
        reason,
        by,
        datetime.now(UTC).date().isoformat(),
        record=None if article else reported.record or None,
    )


def user() -> str | None:
    """Who is logged in, None if that is not known."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None
