"""The names by which answers speak of rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lintnews.rulebook.rule import Rule
from lintnews.selection import UnknownNameError, rules_meant, runs_by_default

ALL = "all"
FAMILY = "suppression"
"""The family of the rules that are about answers themselves."""


class RuleNames:
    """What names of rules, old names, families and ``all`` mean.

    Args:
        rules: all rules there are.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._meant = {**rules_meant(rules), ALL: {rule.name for rule in rules}}
        self._by_default = {rule.name for rule in rules if runs_by_default(rule)}

    def meant(self, name: str) -> frozenset[str]:
        """The rules that a name means.

        Raises:
            UnknownNameError: there is no rule or family of that name.
        """
        if name not in self._meant:
            raise UnknownNameError(name, self._meant)
        return frozenset(self._meant[name])

    def ran(self, name: str, ran: Iterable[str]) -> bool:
        """Whether all that a name means ran, previews and what is off by default left aside."""
        meant = self.meant(name)
        return (meant if len(meant) == 1 else meant & self._by_default) <= set(ran)
