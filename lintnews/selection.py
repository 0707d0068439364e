"""Which rules run: the names and families that a user selects and ignores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from lintnews.extras import Extra
from lintnews.hints import nearest
from lintnews.rulebook.registry import LANGUAGETOOL, READER
from lintnews.rulebook.rule import Rule, Status


class UnknownNameError(ValueError):
    """There is no rule or family of a name; the message names the nearest one."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        hint = nearest(name, sorted(known), "`lintnews rule` lists them")
        super().__init__(f"there is no rule or family {name!r}; {hint}")


class MissingExtraError(RuntimeError):
    """A rule was chosen that needs what is not installed; the message says how to install it."""

    def __init__(self, rule: str, extra: Extra) -> None:
        super().__init__(
            f"the rule {rule} needs {extra.module}, which is not installed; {extra.remedy}"
        )


class NoLanguageToolError(RuntimeError):
    """A rule was chosen that asks LanguageTool, and none is configured; the message says how."""

    def __init__(self, rule: str) -> None:
        super().__init__(
            f"the rule {rule} asks LanguageTool, and none is configured; --languagetool names a "
            "folder of jars or the address of a server, and so does languagetool in lintnews.toml"
        )


class Choice(NamedTuple):
    """The rules that run, and whether those of the reader are missing that should run too."""

    rules: tuple[Rule, ...]
    reader_is_missing: bool


class Step(NamedTuple):
    """What one place says about the rules that run: names, old names and families of rules.

    ``select`` starts anew (None leaves what runs so far): these run, and what was ignored before
    does not count. ``extend_select`` adds rules, also such as were ignored before. ``ignore`` takes
    the place of what was ignored before (None leaves it), ``extend_ignore`` adds to it. Within a
    step what is ignored wins.
    """

    select: Sequence[str] | None = None
    extend_select: Sequence[str] = ()
    ignore: Sequence[str] | None = None
    extend_ignore: Sequence[str] = ()


def choose_rules(
    rules: Sequence[Rule],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    model: bool = True,
) -> Choice:
    """The rules that run by one step, as ``choose_by_steps`` has them.

    Without ``select`` all rules run that are neither previews nor off by default.
    """
    return choose_by_steps(rules, [Step(select or None, ignore=ignore)], model=model)


def choose_by_steps(
    rules: Sequence[Rule],
    steps: Iterable[Step],
    *,
    model: bool = True,
    languagetool: bool = False,
) -> Choice:
    """The rules that run, in the order given.

    Args:
        rules: all rules there are. Those that are neither previews nor off by default run if no
            step says otherwise; those of the reader only if it is installed.
        steps: what is said about them, one step after another.
        model: whether rules run that need the reader.
        languagetool: whether a LanguageTool is configured; without one its rules do not run.

    Raises:
        UnknownNameError: a name is neither a rule's nor a family's.
        NoLanguageToolError: a selected rule asks LanguageTool, and none is configured.
        MissingExtraError: a selected rule needs an optional part of lintnews that is not installed.
    """
    running = {rule.name for rule in rules if runs_by_default(rule)}
    meant = rules_meant(rules)
    selected: set[str] = set()
    ignored: set[str] = set()
    for step in steps:
        if step.select is not None:
            selected = _named(meant, step.select)
            running, ignored = set(selected), set()
        added = _named(meant, step.extend_select)
        running |= added
        selected |= added
        ignored -= added
        if step.ignore is not None:
            ignored = _named(meant, step.ignore)
        ignored |= _named(meant, step.extend_ignore)
    chosen = [
        rule for rule in rules if rule.name in running - ignored and (model or rule.extra != READER)
    ]
    if not languagetool:
        for rule in chosen:
            if rule.extra == LANGUAGETOOL and rule.name in selected:
                _refuse(rule)
        chosen = [rule for rule in chosen if rule.extra != LANGUAGETOOL]
    missing = [rule for rule in chosen if rule.extra is not None and not rule.extra.is_installed]
    for rule in missing:
        if rule.extra is not None and (rule.name in selected or rule.extra != READER):
            raise MissingExtraError(rule.name, rule.extra)
    return Choice(tuple(rule for rule in chosen if rule not in missing), bool(missing))


def _refuse(rule: Rule) -> None:
    """Say what is missing first for a rule that asks LanguageTool."""
    if not LANGUAGETOOL.is_installed:
        raise MissingExtraError(rule.name, LANGUAGETOOL)
    raise NoLanguageToolError(rule.name)


def runs_by_default(rule: Rule) -> bool:
    """Whether a rule runs without being selected."""
    return rule.file.default and rule.file.status is not Status.PREVIEW


def find_rule(rules: Sequence[Rule], name: str) -> Rule:
    """The rule of a name or old name.

    Raises:
        UnknownNameError: there is none.
    """
    for rule in rules:
        if name == rule.name or name in rule.file.aliases:
            return rule
    raise UnknownNameError(name, [rule.name for rule in rules])


def known_rule_names(rules: Sequence[Rule]) -> dict[str, str]:
    """All names by which rules and families are called; old names lead to the present ones."""
    names: dict[str, str] = {}
    for rule in rules:
        names.update(dict.fromkeys(rule.file.aliases, rule.name))
        names[rule.file.family] = rule.file.family
    names.update((rule.name, rule.name) for rule in rules)
    return names


def rules_meant(rules: Iterable[Rule]) -> dict[str, set[str]]:
    """The rules that each name, old name and family means."""
    meant: dict[str, set[str]] = {}
    for rule in rules:
        for name in (rule.name, rule.file.family, *rule.file.aliases):
            meant.setdefault(name, set()).add(rule.name)
    return meant


def _named(meant: Mapping[str, set[str]], names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for name in names:
        if name not in meant:
            raise UnknownNameError(name, meant)
        found |= meant[name]
    return found
