"""The checks that rules call by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from lintnews.extras import Extra
from lintnews.model import Hit

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
            raise ValueError(f"there are two checks named {name}")
        _CHECKS[name] = RegisteredCheck(run, params, frozenset(values), extra)
        return run

    return register


def registered_checks() -> dict[str, RegisteredCheck]:
    """All checks registered so far, by name."""
    return dict(_CHECKS)
