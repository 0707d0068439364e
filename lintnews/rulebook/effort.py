"""How much work a regular expression can make at one position of a text, read off the pattern.

A backtracking matcher tries the ways in which the parts of a pattern can match one after another.
The number of its steps at one position is at most what ``most_steps`` counts, whatever the text
holds; so the time for a text grows with its length alone. Patterns for which that can't be said,
such as those that repeat without a limit, are refused.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<open>\((?!\?)|\(\?(?:[:=!>|]|<[=!]|P?<\w{1,40}>|[ims]{1,3}:))
      | (?P<close>\))
      | (?P<bar>\|)
      | (?P<many>(?:[*+]|\{\d*,\})[?+]?)
      | (?P<count>(?:\?|\{(?:(?P<exact>\d+)|(?P<least>\d*),(?P<most>\d+))\})(?P<mode>[?+])?)
      | (?P<set>\[)
      | (?P<unit>\\(?:[pP]\{[^}]*\}|.)|[^(){}*+?\[\\|])""",
    re.VERBOSE | re.DOTALL,
)
_IN_SET = re.compile(r"\\.|\[:\w{1,20}:\]|(?P<open>\[)|(?P<close>\])|.", re.DOTALL)
_ATOMIC = ("(?=", "(?!", "(?>", "(?<=", "(?<!")
_BEYOND_COUNTING = 10**12


class UnboundedError(ValueError):
    """A pattern whose work at one position can't be bounded; the message says where and why."""


class _Effort(NamedTuple):
    """Steps to try all ways in which a part of a pattern matches, and the number of those ways."""

    steps: int
    ways: int


_NOTHING = _Effort(0, 1)
_ONE = _Effort(1, 1)


def most_steps(pattern: str) -> int:
    """The greatest number of steps of a backtracking matcher at one position of any text.

    Counted by the structure of the pattern: a sequence tries its second part once for each way of
    the first, an alternative tries all of its branches, a repetition is a sequence of each length
    that it allows, and atomic groups, possessive repetitions and lookarounds are entered once and
    give nothing back.

    Raises:
        UnboundedError: the pattern repeats without a limit, or uses something that is not counted.
    """
    return _Reader(pattern).read().steps


class _Reader:
    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def read(self) -> _Effort:
        effort = self._alternatives()
        if self._at < len(self._pattern):
            raise self._fault("closes a group that was never opened")
        return effort

    def _alternatives(self) -> _Effort:
        """What stands up to the end of the group or of the pattern."""
        branches = [self._sequence()]
        while self._pattern[self._at : self._at + 1] == "|":
            self._at += 1
            branches.append(self._sequence())
        return _Effort(sum(one.steps for one in branches), sum(one.ways for one in branches))

    def _sequence(self) -> _Effort:
        total = _NOTHING
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            total = _then(total, self._repeated(self._atom()))
        return total

    def _atom(self) -> _Effort:
        token = self._token()
        if token["open"]:
            self._at = token.end()
            inside = self._alternatives()
            if self._pattern[self._at : self._at + 1] != ")":
                raise self._fault("has a group that is never closed")
            self._at += 1
            return _Effort(inside.steps, 1) if token["open"] in _ATOMIC else inside
        if token["set"]:
            self._skip_set()
            return _ONE
        if token["unit"]:
            self._at = token.end()
            return _ONE
        raise self._fault("repeats nothing")

    def _repeated(self, atom: _Effort) -> _Effort:
        token = _TOKEN.match(self._pattern, self._at)
        if token is None or not (token["count"] or token["many"]):
            return atom
        if token["many"]:
            raise self._fault("repeats without limit; write a limit such as {0,40}")
        self._at = token.end()
        least = int(token["exact"] or token["least"] or 0)
        most = int(token["exact"] or token["most"] or 1)
        effort = _times(atom, least, most)
        return _Effort(effort.steps, 1) if token["mode"] == "+" else effort

    def _token(self) -> re.Match[str]:
        token = _TOKEN.match(self._pattern, self._at)
        if token is None:
            raise self._fault("has something here whose work is not counted")
        return token

    def _skip_set(self) -> None:
        depth = 0
        for part in _IN_SET.finditer(self._pattern, self._at):
            depth += bool(part["open"]) - bool(part["close"])
            if depth == 0:
                self._at = part.end()
                return
        raise self._fault("has a set that is never closed")

    def _fault(self, reason: str) -> UnboundedError:
        return UnboundedError(f"{reason} (at character {self._at + 1})")


def _then(first: _Effort, second: _Effort) -> _Effort:
    return _Effort(first.steps + first.ways * second.steps, first.ways * second.ways)


def _times(atom: _Effort, least: int, most: int) -> _Effort:
    steps, ways, ways_of_length = 0, 0, 1
    for length in range(most + 1):
        if length >= least:
            ways += ways_of_length
        if length < most:
            steps += ways_of_length * atom.steps
            ways_of_length *= atom.ways
        if steps > _BEYOND_COUNTING:
            break
    return _Effort(max(steps, 1), max(ways, 1))
