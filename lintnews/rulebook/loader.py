"""From rule files to rules; a wrong file is refused with its name, line and reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import msgspec
import yaml

from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.patterns import Find, compiled, find_pattern, find_tokens, pattern_fault
from lintnews.rulebook.registry import RegisteredCheck
from lintnews.rulebook.rule import Rule, RuleFile

WORDS_FOLDER = "words"
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PATH = re.compile(r" - at `\$(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.(?P<key>[A-Za-z_][\w-]*)|\[(?P<index>\d+|\.\.\.)\]")


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
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
        loader = _LOADER("")
        data = loader.construct_document(node) if node is not None else None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or str(error)
        raise RuleError(path, mark.line + 1 if mark else 1, f"is no YAML: {reason}") from error
    if not isinstance(data, dict):
        raise RuleError(path, 1, "a rule file is a mapping of fields to values")
    _refuse_double_keys(node, path)
    file = _convert(data, RuleFile, node, path, "")
    fault = _fault(file, path)
    if fault is not None:
        field, reason = fault
        raise RuleError(path, _line(node, f".{field}"), f"{field}: {reason}")
    find, values = _search(file, node, path, checks)
    _refuse_unknown_values(file, values, node, path)
    return Rule(file, str(path), find)


def _fault(file: RuleFile, path: Path) -> tuple[str, str] | None:
    """The field that contradicts another one, and why."""
    if file.name != path.stem:
        return "name", f"the rule {file.name} must stand in {file.name}.yml"
    if file.family != path.parent.name:
        return "family", f"the family {file.family} must be a folder of that name"
    ways = [way for way in ("check", "pattern", "tokens") if getattr(file, way) is not None]
    if len(ways) != 1:
        return "name", f"a rule has one of check, pattern and tokens, not {' and '.join(ways) or 'none'}"
    if file.options and file.check is None:
        return "with", "only a check takes options"
    if file.pattern is not None and (fault := pattern_fault(file.pattern)):
        return "pattern", f"the pattern {fault}"
    if file.tokens is not None and not file.tokens:
        return "tokens", "the list is empty"
    for field in ("needs", "replacement", "ignore_case"):
        if getattr(file, field) and file.pattern is None:
            return field, "only a pattern has it"
    return None


def _search(
    file: RuleFile, node: yaml.Node, path: Path, checks: Mapping[str, RegisteredCheck]
) -> tuple[Find, frozenset[str]]:
    if file.pattern is not None:
        groups = compiled(file.pattern, ignore_case=file.ignore_case).groupindex
        return find_pattern(file), frozenset(groups)
    if file.tokens is not None:
        return find_tokens(file), frozenset()
    assert file.check is not None
    if file.check not in checks:
        known = ", ".join(sorted(checks))
        raise RuleError(
            path, _line(node, ".check"), f"there is no check {file.check}; there are {known}"
        )
    registered = checks[file.check]
    params = _convert(file.options, registered.params, node, path, ".with")

    def find(text: Any) -> Iterable[Any]:
        return registered.run(text, params)

    return find, registered.values


def _refuse_unknown_values(
    file: RuleFile, values: frozenset[str], node: yaml.Node, path: Path
) -> None:
    known = values | {"matched"}
    try:
        fields = {field for _, field, _, _ in Formatter().parse(file.message) if field is not None}
    except ValueError as error:
        raise RuleError(path, _line(node, ".message"), f"message: {error}") from error
    if unknown := sorted(fields - known):
        raise RuleError(
            path,
            _line(node, ".message"),
            f"message: there is no field {unknown[0]}; there are {', '.join(sorted(known))}",
        )


def _convert(data: Any, kind: type[Any], node: yaml.Node, path: Path, prefix: str) -> Any:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        message = str(error)
        where = _PATH.search(message)
        inner = where["path"] if where else ""
        reason = _PATH.sub("", message)
        field = (prefix + inner).lstrip(".")
        raise RuleError(
            path, _line(node, prefix + inner), f"{field}: {reason}" if field else reason
        ) from error


def _refuse_double_keys(node: yaml.Node, path: Path) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise RuleError(path, key.start_mark.line + 1, f"{key.value} is given twice")
            seen.add(key.value)
            _refuse_double_keys(value, path)


def _line(node: yaml.Node, path: str) -> int:
    """The line, counted from 1, of the deepest node on a path such as ``.bad[2]``."""
    line = node.start_mark.line
    for step in _STEP.finditer(path):
        inner = _child(node, step)
        if inner is None:
            break
        line, node = inner
    return int(line) + 1


def _child(node: yaml.Node, step: re.Match[str]) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode) and step["key"]:
        for key, value in node.value:
            if key.value == step["key"]:
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode) and step["index"] and step["index"].isdigit():
        value = node.value[int(step["index"])]
        return value.start_mark.line, value
    return None
