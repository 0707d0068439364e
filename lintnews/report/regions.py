"""Places in the terms of SARIF: lines and columns and offsets in code points."""

from __future__ import annotations

import re

from lintnews.model import Finding, Related

Region = dict[str, int]
_LINE_END = re.compile(r"\r\n|\r|\n")


def region_of(finding: Finding) -> Region:
    """The region of a finding."""
    return {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
    }


def region_of_related(other: Related) -> Region:
    """The region of a related place.

    Where its last line cannot be told, because markup stands between its lines, it has offsets
    only: a region without an end would go on to the end of its line.
    """
    length = other.end - other.start
    region = {"charOffset": other.start, "charLength": length}
    lines = _LINE_END.split(other.matched)
    if len(lines) == 1:
        end_column = other.column + length
    elif length == len(other.matched):
        end_column = len(lines[-1]) + 1
    else:
        return region
    return {
        "startLine": other.line,
        "startColumn": other.column,
        "endLine": other.line + len(lines) - 1,
        "endColumn": end_column,
        **region,
    }
