"""Choices of the command line that are looked up when they are needed, and their completion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _Choice = click.Choice[str]
else:
    _Choice = click.Choice


class Known(_Choice):
    """A choice among names that plug-ins may add to, so that they are not loaded for every command.

    Args:
        names: looks the names up.
    """

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        self._names = names
        self.case_sensitive = True

    @property
    def choices(self) -> Sequence[str]:  # type: ignore[override]
        """The names."""
        return tuple(self._names())


def complete_rules(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The names of rules that begin so, for a shell."""
    from lintnews.engine import known_rules

    return _items([rule.name for rule in known_rules()], incomplete)


def complete_rules_and_families(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The names of rules and families that go on what stands behind the last comma."""
    from lintnews.engine import known_rules
    from lintnews.selection import known_rule_names

    before, comma, last = incomplete.rpartition(",")
    given = set(before.split(","))
    known = sorted(set(known_rule_names(known_rules()).values()) - given)
    return _items(known, last, before + comma)


def complete_styles(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The shipped styles of names that go on what stands behind the last comma."""
    from lintnews.names.authority import shipped_files
    from lintnews.names.authority_files import load_entries
    from lintnews.names.sources import styles_of

    before, comma, last = incomplete.rpartition(",")
    return _items(sorted(styles_of(load_entries((), shipped_files()))), last, before + comma)


def complete_presets(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The presets that begin so."""
    from lintnews.config.chain import presets

    return _items(presets(), incomplete)


def complete_files(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Whatever files the shell finds."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def _items(names: Iterable[str], begun: str, before: str = "") -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(before + name) for name in names if name.startswith(begun)]
