"""Layers of settings: the keys that one place sets, checked, and where each of them stands."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeGuard

from lintnews.config.errors import ConfigError
from lintnews.config.keys import FAIL_ON, THRESHOLDS
from lintnews.config.languagetool import LANGUAGETOOL_KEY, fault_of, located
from lintnews.document.formats import AUTO, readers
from lintnews.document.reading import bytes_of
from lintnews.hints import nearest
from lintnews.model import Severity
from lintnews.rulebook.errors import RuleError

_OF_RULES = ("select", "extend-select", "ignore", "extend-ignore")
_TABLES = ("severity", "min-confidence-of")
_NO_PROBABILITY = "this should be a number from 0 to 1, not"


class Layer(NamedTuple):
    """The keys that one place sets.

    Attributes:
        title: what the place is called ("preset corpus", "override 2 of lintnews.toml").
        values: the keys and their values; paths of files are absolute, tables map names that are
            known.
        place: where a key stands, for messages (None: on the command line).
        commands: whether it is the command line, which nothing outdoes.
        override: the number of the override in its file, 0 for all else.
    """

    title: str
    values: Mapping[str, object]
    place: Callable[..., str | None]
    commands: bool = False
    override: int = 0

    def error(self, *keys: str | int, reason: str) -> ConfigError:
        """An error at a key, or at an element of its list."""
        place = self.place(*keys)
        return ConfigError(place, f"{keys[0]}: {reason}" if place else reason)

    def origin(self, key: str, *inside: str) -> str:
        """Where the value of a key comes from, as people are told."""
        place = self.place(key, *inside)
        if place is None or self.title.startswith("preset "):
            return self.title
        return f"override {self.override} ({place})" if self.override else place


def checked(layer: Layer, folder: Path | None, rules: tuple[Path, ...] = ()) -> Layer:
    """The layer with its paths made absolute, refused if a value cannot be.

    Args:
        layer: what one place sets.
        folder: what its paths are relative to; None leaves them as they are.
        rules: the folders with rules of the house.

    Raises:
        ConfigError: there is no rule, family, severity or format of a name, or no such size.
    """
    values = dict(layer.values)
    known = _known_names(layer, rules) if values.keys() & {*_OF_RULES, *_TABLES} else {}
    # What the command line names may be rules that only the configuration of some files knows.
    for key in () if layer.commands else _OF_RULES:
        for index, name in enumerate(_texts(values.get(key))):
            if name not in known:
                raise layer.error(key, index, reason=_unknown(name, known))
    for key in _TABLES:
        if isinstance(table := values.get(key), Mapping):
            values[key] = dict(_entries(layer, key, table, known))
    if isinstance(table := values.get("verdict"), Mapping):
        for name, value in table.items():
            _check_threshold(layer, name, value)
    _check_choice(layer, "fail-on", FAIL_ON)
    _check_choice(layer, "input-format", (AUTO, *readers()))
    if values.get("variety", AUTO) != AUTO:
        from lintnews.language.english import varieties

        if values["variety"] not in varieties():
            codes = ", ".join((AUTO, *varieties()))
            reason = f"there is no English {values['variety']!r}; there are {codes}"
            raise layer.error("variety", reason=reason)
    if "max-size" in values:
        try:
            values["max-size"] = bytes_of(values["max-size"])
        except ValueError as error:
            raise layer.error("max-size", reason=str(error)) from error
    if isinstance(about := values.get(LANGUAGETOOL_KEY), Mapping) and (fault := fault_of(about)):
        raise layer.error(LANGUAGETOOL_KEY, reason=fault)
    if folder is not None:
        if "rules" in values:
            values["rules"] = tuple(beside(folder, name) for name in _texts(values["rules"]))
        if "names" in values:
            values["names"] = tuple(beside(folder, name) for name in _texts(values["names"]))
        if isinstance(about := values.get(LANGUAGETOOL_KEY), Mapping):
            values[LANGUAGETOOL_KEY] = located(about, folder)
        for key in ("archive", "baseline"):
            if key in values:
                values[key] = beside(folder, str(values[key]))
    return layer._replace(values=values)


def _known_names(layer: Layer, rules: tuple[Path, ...]) -> Mapping[str, str]:
    # Most configurations name no rule, and then none has to be loaded here.
    from lintnews.engine import rules_with
    from lintnews.selection import known_rule_names

    try:
        return known_rule_names(rules_with(rules))
    except (RuleError, OSError) as error:
        raise ConfigError(layer.title, f"rules: {error}") from error


def _unknown(name: str, known: Iterable[str]) -> str:
    from lintnews.selection import UnknownNameError

    return str(UnknownNameError(name, known))


def beside(folder: Path, path: str) -> Path:
    """A path that is relative to a folder, without steps back."""
    return Path(os.path.normpath(folder / path))


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def _check_choice(layer: Layer, key: str, known: Iterable[str]) -> None:
    value = layer.values.get(key)
    if value is not None and value not in (known := tuple(known)):
        raise layer.error(key, reason=f"there is no {value!r}; {nearest(str(value), known)}")


def _check_threshold(layer: Layer, name: str, value: object) -> None:
    if name not in THRESHOLDS:
        reason = f"there is no verdict {name!r}; {nearest(name, THRESHOLDS)}"
        raise layer.error("verdict", name, reason=reason)
    if not _is_probability(value):
        raise layer.error("verdict", name, reason=f"{name}: {_NO_PROBABILITY} {value!r}")


def _is_probability(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1


def _entries(
    layer: Layer, key: str, table: Mapping[str, object], known: Mapping[str, str]
) -> Iterable[tuple[str, object]]:
    """The entries of a table by name of a rule or a family, old names replaced."""
    for name, value in table.items():
        if name not in known:
            raise layer.error(key, name, reason=_unknown(name, known))
        if key == "severity":
            severities = [severity.value for severity in Severity]
            if value not in severities:
                near = nearest(value if isinstance(value, str) else "", severities)
                reason = f"{name}: there is no severity {value!r}; {near}"
                raise layer.error(key, name, reason=reason)
            yield known[name], Severity(str(value))
        elif not _is_probability(value):
            raise layer.error(key, name, reason=f"{name}: {_NO_PROBABILITY} {value!r}")
        else:
            yield known[name], float(value)
