"""From rule files to rules; a wrong file is refused with its name, line and reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


def load_rules(directory: Path, checks: Mapping[str, RegisteredCheck]) -> tuple[Rule, ...]:
    """All rules under a folder, sorted by name.

    The folder holds one folder a family, which holds one file a rule; ``words/`` is passed over.

    Raises:
        RuleError: a file is wrong, or two rules share a name.
        OSError: a file cannot be read.
    """
    rules: dict[str, Rule] = {}
    for path in sorted(directory.rglob("*.yml")):
        if path.relative_to(directory).parts[0] == WORDS_FOLDER:
            continue
        rule = load_rule(path, checks)
        for name in (rule.name, *rule.file.aliases):
            if name in rules:
                raise RuleError(path, 1, f"the name {name} is taken by {rules[name].path}")
            rules[name] = rule
    return tuple(rule for name, rule in sorted(rules.items()) if name == rule.name)


def load_rule(path: Path, checks: Mapping[str, RegisteredCheck]) -> Rule:
    """The rule in one file.

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
    return Rule(file, str(path), find, extra)


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
