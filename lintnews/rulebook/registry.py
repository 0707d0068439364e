"""The checks that rules call by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from lintnews.extras import Extra
from lintnews.model import Hit
from lintnews.plugins import CHECKS, entry_points

if TYPE_CHECKING:
    from lintnews.language.text import Text


class Params(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of a check's parameters, the ``with:`` mapping of a rule file.

    It serves as it is for a check without any.
    """


P = TypeVar("P", bound=Params)
Check = Callable[["Text", P], Iterable[Hit]]


READER = Extra("reader", "onnxruntime")
"""The part that runs the models; without it a run goes on, unless it asks for one of its rules."""

LANGUAGETOOL = Extra("languagetool", "language_tool_python")
"""The part that asks LanguageTool; its rules run where one is configured."""


class RegisteredCheck(NamedTuple):
    """A check, the type of its parameters, the fields it fills in messages, and what it needs."""

    run: Callable[[Text, Any], Iterable[Hit]]
    params: type[Params]
    values: frozenset[str]
    extra: Extra | None


_CHECKS: dict[str, RegisteredCheck] = {}


def check(
    name: str, params: type[P], *, values: Iterable[str] = (), extra: Extra | None = None
) -> Callable[[Check[P]], Check[P]]:
    """Register a check under the name that rule files use.

    A check is a pure function of a text and its parameters. ``values`` names the message fields
    it fills besides ``{matched}``; ``extra`` is the optional part of lintnews that it needs.

    Raises:
        ValueError: the name is taken.
    """

    def register(run: Check[P]) -> Check[P]:
        if name in _CHECKS:
            other = _CHECKS[name].run.__module__
            raise ValueError(f"the name {name} is taken by a check of {other}")
        _CHECKS[name] = RegisteredCheck(run, params, frozenset(values), extra)
        return run

    return register


@cache
def known_checks() -> Mapping[str, RegisteredCheck]:
    """All checks by name, those of plug-ins too.

    Raises:
        PluginError: a plug-in brings no check that can be used.
    """
    for entry in entry_points(CHECKS):
        found = entry.load()
        runs = [registered.run for registered in _CHECKS.values()]
        if not isinstance(found, ModuleType) and found not in runs:
            raise entry.error(f"{type(found).__name__} is neither a check nor a module of checks")
    return MappingProxyType(_CHECKS)
