"""What is linted in a run, and what is remembered of earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from lintnews.cache.memory import Memory, Rulebook
from lintnews.cli.inputs import Inputs
from lintnews.config.profile import Profile
from lintnews.document.document import Document
from lintnews.outcomes import Assigned, Item, Kit, Outcome, Settings
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
        self._memory = memory
        self._identities = [profile.identity for profile in inputs.profiles] if memory else []
        if memory is not None:
            inputs.recall(memory)
        rulebooks = _remembered(memory, self._identities) if inputs.are_known else None
        self._kits: Sequence[Kit] = ()
        if rulebooks is None:
            self._kits = [profile.kit(settings) for profile in inputs.profiles]
            rulebooks = [_rulebook(profile) for profile in inputs.profiles]
            if memory is not None:
                for identity, rulebook in zip(self._identities, rulebooks, strict=True):
                    memory.keep_rulebook(identity, rulebook)
        rules = {rule.name: rule for rulebook in rulebooks for rule in rulebook.rules}
        self._inputs, self._rulebooks = inputs, rulebooks
        self.rules: Sequence[RuleFile] = tuple(rules.values())
        self.reader_is_missing = any(rulebook.reader_is_missing for rulebook in rulebooks)

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

            yield from lint_assigned(chain([item], items), self._kits, jobs=jobs or cores())


def _remembered(memory: Memory | None, identities: Iterable[bytes]) -> list[Rulebook] | None:
    """The rules of all identities, None if those of one are not remembered."""
    if memory is None:
        return None
    found = [memory.rulebook(identity) for identity in identities]
    known = [rulebook for rulebook in found if rulebook is not None]
    return known if len(known) == len(found) else None


def _rulebook(profile: Profile) -> Rulebook:
    return Rulebook([rule.file for rule in profile.rules], profile.reader_is_missing)
