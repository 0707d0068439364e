"""What a rule is and why, for the fold of a finding."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from lintnews.engine import known_rules
from lintnews.report.rulepage import drawn
from lintnews.rulebook.examples import Example, parse_example

_MOST = 3


class Explained(NamedTuple):
    """Why a rule reports what it reports, and some examples of either kind as lines."""

    why: str
    found: tuple[str, ...]
    left_alone: tuple[str, ...]


@cache
def explained(rule: str) -> Explained | None:
    """A rule in short; None if this version of lintnews knows none of that name."""
    for known in known_rules():
        if known.name == rule:
            file = known.file
            return Explained(
                " ".join(file.why.split()),
                tuple("\n".join(drawn(parse_example(text))) for text in file.bad[:_MOST]),
                tuple("\n".join(drawn(Example(text, (), ()))) for text in file.good[:_MOST]),
            )
    return None


@cache
def family_of(rule: str) -> str:
    """The family of a rule; empty if it is not known."""
    return next((known.file.family for known in known_rules() if known.name == rule), "")
