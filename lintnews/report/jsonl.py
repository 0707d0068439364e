"""The report for programs that read a stream: one finding an object, one object a line."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from lintnews.report.reporting import Run


def jsonl_report(run: Run) -> Iterator[str]:
    """The lines of the report, as the findings come."""
    encoder = msgspec.json.Encoder()
    for one in run.documents:
        for finding in one.findings:
            yield encoder.encode(finding).decode("utf-8") + "\n"
