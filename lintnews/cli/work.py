"""What is linted in a run, and what is remembered of earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from lintnews.cache.memory import Memory, Rulebook
from lintnews.cli.inputs import Inputs
from lintnews.config.profile import Profile
from lintnews.document.document import Document
from lintnews.model import Problem
from lintnews.outcomes import Assigned, Item, Kit, Linted, Outcome, Settings, lacking_line
from lintnews.rulebook.rule import RuleFile


class Work:
    """The work of a run: what is known is passed on, and rules are loaded for the rest alone.

    Args:
        inputs: the files and their profiles.
        settings: what holds for all of them.
        memory: what is remembered; None if nothing shall be.

    Attributes:
        rules: the rules that run.
        reader_is_missing: whether rules are left out because the reader is not installed.

    Raises:
        ConfigError: a setting of a file cannot be used.
    """

    def __init__(self, inputs: Inputs, settings: Settings, memory: Memory | None) -> None:
        self._inputs, self._memory, self._settings = inputs, memory, settings
        self._identities = [profile.identity for profile in inputs.profiles] if memory else []
        self._kits: Sequence[Kit] = ()
        if memory is not None:
            inputs.recall(memory)
        known = [memory.rulebook(identity) for identity in self._identities] if memory else []
        self._rulebooks = [rulebook for rulebook in known if rulebook is not None]
        if not inputs.are_known or None in known:
            self._kits = self._made()
            self._rulebooks = [_rulebook(profile) for profile in inputs.profiles]
            if memory is not None:
                for identity, before, rulebook in zip(
                    self._identities, known, self._rulebooks, strict=True
                ):
                    if before is None:
                        memory.keep_rulebook(identity, rulebook)
        rules = {rule.name: rule for rulebook in self._rulebooks for rule in rulebook.rules}
        self.rules: Sequence[RuleFile] = tuple(rules.values())
        self.reader_is_missing = any(each.reader_is_missing for each in self._rulebooks)

    def _made(self) -> Sequence[Kit]:
        return [profile.kit(self._settings) for profile in self._inputs.profiles]

    def rules_of(self, name: str) -> Sequence[RuleFile]:
        """The rules that run on a file, by the name under which a document is reported."""
        return self._rulebooks[self._inputs.number_of(name)].rules

    def outcomes(self, items: Iterable[Item], jobs: int | None) -> Iterator[Outcome]:
        """What comes of what is read, in the order given.

        Args:
            items: what is read.
            jobs: the greatest number of processes; None for one a core.
        """
        outcomes = self._linted(items, jobs)
        return outcomes if self._memory is None else self._memory.keep(outcomes, self._identities)

    def _linted(self, items: Iterable[Item], jobs: int | None) -> Iterator[Outcome]:
        items = iter(items)
        for item in items:
            if not isinstance(item, Document | Assigned):
                yield item
                continue
            # To load what lints takes longer than all else where everything is known.
            from lintnews.crew import cores
            from lintnews.runner import lint_assigned

            # What was remembered a moment ago may be gone.
            kits = self._kits or self._made()
            linted = lint_assigned(chain([item], items), kits, jobs=jobs or cores())
            yield from _with_lacks(linted)


def _with_lacks(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """What comes, and at its end a problem for each reason why findings are missing."""
    lacking: dict[str, list[str]] = {}
    for outcome in outcomes:
        if isinstance(outcome, Linted) and outcome.lacking:
            lacking.setdefault(outcome.lacking, []).append(outcome.path)
        yield outcome
    for reason, paths in lacking.items():
        more = f"; {len(paths) - 1:,} more documents lack them too" if len(paths) > 1 else ""
        yield Problem(path=paths[0], reason=f"{lacking_line(reason)}{more}")


def _rulebook(profile: Profile) -> Rulebook:
    return Rulebook([rule.file for rule in profile.rules], profile.reader_is_missing)
