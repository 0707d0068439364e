"""YAML files with a fixed shape; a wrong one is refused with its name, line and reason."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.utf8 import read_utf8
from lintnews.rulebook.yaml_traps import refuse_traps
from lintnews.yaml12 import Loader

T = TypeVar("T")
_PATH = re.compile(r" - at (?:`key` in )?`\$(?P<path>[^`]*)`$")
_STEP = re.compile(r"\.(?P<key>[A-Za-z_][\w-]*)|\[(?P<index>\d+|\.\.\.)\]")


class TypedYaml:
    """A YAML file that holds a mapping, with the lines of its fields."""

    def __init__(self, path: Path, *, trusted: bool = True) -> None:
        """Read the file.

        Args:
            path: the file.
            trusted: whether it is known to be made without harm in mind; looking takes time.

        Raises:
            RuleError: the file is no YAML, no mapping, or gives a key twice.
            OSError: the file cannot be read.
        """
        self.path = path
        text = read_utf8(path)
        try:
            if not trusted:
                refuse_traps(text, path)
            node = yaml.compose(text, Loader=Loader)
            data = Loader("").construct_document(node) if node is not None else None
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            reason = getattr(error, "problem", None) or str(error)
            raise RuleError(path, mark.line + 1 if mark else 1, f"is no YAML: {reason}") from error
        if node is None or not isinstance(data, dict):
            raise RuleError(path, 1, "the file is no mapping of fields to values")
        self.data = data
        self._node: yaml.Node = node
        _refuse_double_keys(node, path)

    def convert(self, kind: type[T], data: Any = None, prefix: str = "") -> T:
        """The file as an object of the given type.

        Args:
            kind: what msgspec makes of the data.
            data: a part of the file's data; all of it if it is left out.
            prefix: where that part stands in the file, such as ``.with``.

        Raises:
            RuleError: the data does not have the shape; the message names the field.
        """
        try:
            return msgspec.convert(self.data if data is None else data, kind)
        except msgspec.ValidationError as error:
            inner, reason = located(error)
            field = (prefix + inner).lstrip(".")
            raise self.error(prefix + inner, f"{field}: {reason}" if field else reason) from error

    def error(self, field: str, reason: str) -> RuleError:
        """An error at the line of a field such as ``.bad[2]``."""
        return RuleError(self.path, self.line(field), reason)

    def line(self, field: str) -> int:
        """The line, counted from 1, of the deepest part of a field such as ``.bad[2]``."""
        node: yaml.Node = self._node
        line = node.start_mark.line
        for step in _STEP.finditer(field):
            inner = _child(node, step)
            if inner is None:
                break
            line, node = inner
        return int(line) + 1


def located(error: msgspec.ValidationError) -> tuple[str, str]:
    """The field that has the wrong shape, such as ``.bad[2]``, and the reason."""
    message = str(error)
    where = _PATH.search(message)
    return (where["path"] if where else ""), _PATH.sub("", message)


def _refuse_double_keys(node: yaml.Node, path: Path) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise RuleError(path, key.start_mark.line + 1, "the name of a field is no text")
            if key.value in seen:
                raise RuleError(path, key.start_mark.line + 1, f"{key.value} is given twice")
            seen.add(key.value)
            _refuse_double_keys(value, path)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _refuse_double_keys(value, path)


def _child(node: yaml.Node, step: re.Match[str]) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode) and step["key"]:
        for key, value in node.value:
            if key.value == step["key"]:
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode) and step["index"] and step["index"].isdigit():
        value = node.value[int(step["index"])]
        return value.start_mark.line, value
    return None
