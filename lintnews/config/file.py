"""One configuration file, read and given the right shape."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from lintnews.config.errors import ConfigError
from lintnews.config.model import Configuration, Override, keys_of
from lintnews.hints import nearest
from lintnews.names.placed import unknown_field
from lintnews.report.cells import shown
from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.utf8 import read_utf8

FILE_NAME = "lintnews.toml"
PYPROJECT = "pyproject.toml"
_TABLE = ("tool", "lintnews")
_SYNTAX_PLACE = r" \((?:at line (?P<line>\d+), column \d+|at end of document)\)$"
_EXPECTED = r"^Expected `(?P<wanted>[^`]*)`(?P<rest>(?s:.*))$"
_GOT = r", got `(?P<got>[^`]*)`"
_STEP = r"\.(?P<key>[\w-]+)|\[(?P<index>\d+)\]"
_WANTED = {
    "str": "text in quotation marks",
    "bool": "true or false",
    "array": 'a list, such as ["one", "another"]',
    "object": "a table of keys and values",
    "float": "a number from 0 to 1",
    "int | str": 'a number of bytes, or a size such as "64M"',
}
_KINDS = {
    "str": "text",
    "int": "a number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
}


class ConfigFile:
    """A configuration file.

    Attributes:
        path: where it stands, absolute.
        title: how messages call it.
        settings: what it says.
    """

    def __init__(self, path: Path, text: str, data: Any, table: tuple[str, ...]) -> None:
        self.path = path
        self.title = shown_path(path)
        self._text = text
        self._table = table
        try:
            self.settings = msgspec.convert(data, Configuration)
        except msgspec.ValidationError as error:
            raise self._misshapen(error) from error

    def place(self, *keys: str | int) -> str:
        """The file and, where it is known, the line of a key or of what it stands in."""
        path = (*self._table, *keys)
        for end in range(len(path), 0, -1):
            if (line := self._lines.get(path[:end])) is not None:
                return f"{self.title}:{line}"
        return self.title

    @cached_property
    def _lines(self) -> dict[tuple[str | int, ...], int]:
        from lintnews.config.toml_lines import key_lines

        return key_lines(self._text)

    def _misshapen(self, error: msgspec.ValidationError) -> ConfigError:
        from lintnews.rulebook.typed_yaml import located

        inside, message = located(error)
        steps: list[str | int] = [
            step["key"] or int(step["index"]) for step in re.finditer(_STEP, inside)
        ]
        if (key := unknown_field(message)) is not None:
            known = keys_of(Override if "overrides" in steps else Configuration)
            reason = f"there is no key {shown(repr(key))}; {nearest(key, known)}"
            if (key, steps) == (_TABLE[0], []):
                reason = f"in {FILE_NAME} the keys stand at the top; take out [tool.lintnews]"
            elif key in keys_of(Configuration) and "overrides" in steps:
                reason = f"an override has no key {key}; it belongs above all tables"
            return ConfigError(self.place(*steps, key), reason)
        keys = ".".join(step for step in steps if isinstance(step, str) and step != "overrides")
        return ConfigError(
            self.place(*steps), f"{keys}: {_reason(message)}" if keys else _reason(message)
        )


def shown_path(path: Path) -> str:
    """A path as messages print it: relative to the working directory if it stands below it."""
    with suppress(ValueError, OSError):
        path = path.relative_to(Path.cwd())
    return shown(str(path))


def read_config(path: Path) -> ConfigFile | None:
    """The configuration in a file; None if it is a pyproject.toml without a table for lintnews.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or has not the shape of a configuration.
    """
    text = _text(path)
    # A broken pyproject.toml that is not about lintnews is for others to complain about.
    if path.name != PYPROJECT:
        return ConfigFile(path, text, parsed(path, text), ())
    if _TABLE[1] not in text:
        return None
    data: Any = parsed(path, text)
    for key in _TABLE:
        if not isinstance(data, dict) or key not in data:
            return None
        data = data[key]
    return ConfigFile(path, text, data, _TABLE)


def _text(path: Path) -> str:
    try:
        return read_utf8(path)
    except RuleError as error:
        raise ConfigError(f"{shown_path(path)}:{error.line}", error.reason) from error
    except FileNotFoundError as error:
        reason = "there is no such configuration file"
        if path.is_symlink():
            reason = "this symbolic link leads nowhere; mend it or take it away"
        raise ConfigError(shown_path(path), reason) from error
    except OSError as error:
        reason = f"the configuration cannot be read: {error.strerror or error}"
        raise ConfigError(shown_path(path), reason) from error


def parsed(path: Path, text: str) -> Any:
    """What a text says as TOML, which stands in a file or shall stand there.

    Raises:
        ConfigError: it is no TOML.
    """
    import tomllib

    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ConfigError(shown_path(path), "is nested too deeply") from error
    # What is no TOML, and numbers with more digits than Python reads.
    except ValueError as error:
        place, reason = shown_path(path), str(error)
        if match := re.search(_SYNTAX_PLACE, reason):
            place += f":{match['line'] or text.count(chr(10)) + 1}"
            reason = reason[: match.start()]
        raise ConfigError(place, f"is no TOML: {shown(reason)}") from error


def _reason(message: str) -> str:
    """What msgspec says about a wrong value, in words that name what is allowed."""
    if "Object missing required field" in message:
        return "an override needs paths, a list of globs"
    match = re.match(_EXPECTED, message)
    if match is None:
        return message
    wanted, got = match["wanted"].removesuffix(" | unset"), re.search(_GOT, message)
    if got:
        kind = _KINDS.get(got["got"], got["got"])
        return f"this should be {_WANTED.get(wanted, wanted)}, not {kind}"
    if "length" in match["rest"]:
        return "this is empty; write something, or take the key out"
    return f"this should be {_WANTED.get(wanted, wanted)}"
