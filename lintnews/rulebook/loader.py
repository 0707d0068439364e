"""From rule files to rules; a wrong file is refused with its name, line and reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from string import Formatter
from typing import Any

from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.patterns import Find, compiled, find_pattern, find_tokens, pattern_fault
from lintnews.rulebook.registry import RegisteredCheck
from lintnews.rulebook.rule import Rule, RuleFile
from lintnews.rulebook.typed_yaml import TypedYaml

WORDS_FOLDER = "words"
_ANSWER_VALUES = frozenset({"name", "fault"})


def load_rules(
    directory: Path,
    checks: Mapping[str, RegisteredCheck],
    *,
    origin: str = "",
    beside: Sequence[Rule] = (),
) -> tuple[Rule, ...]:
    """All rules under a folder, sorted by name.

    The folder holds one folder a family, which holds one file a rule; ``words/`` is passed over.

    Args:
        directory: the folder.
        checks: the checks that rules may call.
        origin: the plug-in that the folder comes from.
        beside: the rules that there are besides.

    Raises:
        RuleError: a file is wrong, or two rules share a name.
        OSError: a file cannot be read.
    """
    names = RuleNames(beside)
    rules: list[Rule] = []
    for path in rule_files(directory):
        rules.append(load_rule(path, checks, origin))
        names.add(rules[-1])
    return tuple(sorted(rules, key=lambda rule: rule.name))


def rule_files(directory: Path) -> list[Path]:
    """The files of rules under a folder, in order; ``words/`` holds none."""
    return [
        path
        for path in sorted(directory.rglob("*.yml"))
        if path.relative_to(directory).parts[0] != WORDS_FOLDER
    ]


class RuleNames:
    """The names of rules and families, each of which means one thing only.

    Args:
        rules: the rules that there are.
    """

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules: dict[str, str] = {}
        self._families: dict[str, str] = {}
        for rule in rules:
            self.add(rule)

    def add(self, rule: Rule) -> None:
        """Add a rule.

        Raises:
            RuleError: another rule or a family has one of its names already.
        """
        family = rule.file.family
        for name in (rule.name, *rule.file.aliases):
            if name in self._rules:
                raise RuleError(rule.path, 1, f"the name {name} is taken by {self._rules[name]}")
            if name in self._families or name == family:
                where = self._families.get(name, rule.path)
                raise RuleError(rule.path, 1, f"the name {name} is that of a family, see {where}")
        if family in self._rules:
            reason = f"the family cannot be called {family}, as a rule is: {self._rules[family]}"
            raise RuleError(rule.path, 1, reason)
        self._rules.update((name, rule.path) for name in (rule.name, *rule.file.aliases))
        self._families.setdefault(family, rule.path)


def load_rule(path: Path, checks: Mapping[str, RegisteredCheck], origin: str = "") -> Rule:
    """The rule in one file.

    Args:
        path: the file.
        checks: the checks that it may call.
        origin: the plug-in that it comes from.

    Raises:
        RuleError: the file is no YAML, or not a rule.
        OSError: the file cannot be read.
    """
    source = TypedYaml(path)
    file = source.convert(RuleFile)
    fault = _fault(file, path)
    if fault is not None:
        field, reason = fault
        raise source.error(f".{field}", f"{field}: {reason}")
    find, values = _search(file, source, checks)
    _refuse_unknown_values(file, values, source)
    extra = checks[file.check].extra if file.check is not None else None
    return Rule(file, str(path), find, extra, origin)


def _fault(file: RuleFile, path: Path) -> tuple[str, str] | None:
    """The field that contradicts another one, and why."""
    if file.name != path.stem:
        return "name", f"the rule {file.name} must stand in {file.name}.yml"
    if file.family != path.parent.name:
        return "family", f"the family {file.family} must be a folder of that name"
    ways = [way for way in ("check", "pattern", "tokens") if getattr(file, way) is not None]
    if file.about_answers and ways:
        return ways[0], "a rule about answers finds nothing by itself"
    if len(ways) != 1 and not file.about_answers:
        return (
            "name",
            f"a rule has one of check, pattern and tokens, not {' and '.join(ways) or 'none'}",
        )
    if file.options and file.check is None:
        return "with", "only a check takes options"
    if file.pattern is not None and (
        fault := pattern_fault(file.pattern, ignore_case=file.ignore_case)
    ):
        return "pattern", f"the pattern {fault}"
    if file.tokens is not None and not file.tokens:
        return "tokens", "the list is empty"
    for field in ("needs", "replacement", "ignore_case"):
        if getattr(file, field) and file.pattern is None:
            return field, "only a pattern has it"
    return None


def _search(
    file: RuleFile, source: TypedYaml, checks: Mapping[str, RegisteredCheck]
) -> tuple[Find, frozenset[str]]:
    if file.pattern is not None:
        groups = compiled(file.pattern, ignore_case=file.ignore_case).groupindex
        return find_pattern(file), frozenset(groups)
    if file.tokens is not None:
        return find_tokens(file), frozenset()
    if file.about_answers:
        return lambda text: (), _ANSWER_VALUES
    assert file.check is not None
    if file.check not in checks:
        known = ", ".join(sorted(checks))
        raise source.error(".check", f"there is no check {file.check}; there are {known}")
    registered = checks[file.check]
    params = source.convert(registered.params, file.options, ".with")

    def find(text: Any) -> Iterable[Any]:
        return registered.run(text, params)

    return find, registered.values


def _refuse_unknown_values(file: RuleFile, values: frozenset[str], source: TypedYaml) -> None:
    known = values | {"matched"}
    try:
        fields = {field for _, field, _, _ in Formatter().parse(file.message) if field is not None}
    except ValueError as error:
        raise source.error(".message", f"message: {error}") from error
    if unknown := sorted(fields - known):
        raise source.error(
            ".message",
            f"message: there is no field {unknown[0]}; there are {', '.join(sorted(known))}",
        )
