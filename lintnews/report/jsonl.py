"""The report for programs that read a stream: one finding an object, one object a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from lintnews.model import Finding


def jsonl_report(findings: Iterable[Finding]) -> Iterator[str]:
    """The lines of the report, as the findings come."""
    encoder = msgspec.json.Encoder()
    for finding in findings:
        yield encoder.encode(finding).decode("utf-8") + "\n"
