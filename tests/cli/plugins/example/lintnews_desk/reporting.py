"""A report of a slip of paper for each finding."""

from collections.abc import Iterator

from lintnews.report.reporting import Reporter, Run, new_findings


def slips(run: Run) -> Iterator[str]:
    """A line for each finding, with tabs between its place, its rule and its words."""
    for finding in new_findings(run):
        place = f"{finding.path}:{finding.line}"
        yield f"{place}\t{finding.rule}\t{finding.matched}\n"


SLIPS = Reporter("slips", "slips of paper", slips)
