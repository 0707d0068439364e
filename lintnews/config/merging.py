"""Layers laid on one another: what holds in the end, and where each value comes from.

A value takes the place of the same key's below it. Tables are merged entry by entry, ``rules`` and
lists of keys that begin with ``extend-`` grow, and ``select`` and ``ignore`` forget what they take
the place of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from lintnews.config.keys import KEYS
from lintnews.config.layers import Layer
from lintnews.selection import Step

T = TypeVar("T")
# Where LanguageTool is: who names one place forgets the others.
_PLACES = ("languagetool.server", "languagetool.jars", "languagetool.download")
_FORGOTTEN = {
    "select": ("extend-select", "ignore", "extend-ignore"),
    "ignore": ("extend-ignore",),
}
# Whoever asks for a confidence on the command line asks for all rules.
_COMMANDED = {"min-confidence": ("min-confidence-of",)}


class Traced(NamedTuple):
    """A value and the layers that it comes from, with the place in each."""

    value: object
    origins: tuple[str, ...]


Merged = Mapping[str, Traced]
"""What holds, by key; an entry of a table stands under ``table.entry``."""


def merged(layers: Iterable[Layer]) -> Merged:
    """What holds if each layer lies on those before it."""
    found: dict[str, Traced] = {}
    for layer in layers:
        for key in KEYS:
            if key not in layer.values:
                continue
            _forget(found, _FORGOTTEN.get(key, ()))
            if layer.commands:
                _forget(found, _COMMANDED.get(key, ()))
            value, origin = layer.values[key], (layer.origin(key),)
            if isinstance(value, Mapping):
                if any(f"{key}.{name}" in _PLACES for name in value):
                    _forget(found, _PLACES)
                for name, entry in value.items():
                    found[f"{key}.{name}"] = Traced(entry, (layer.origin(key, name),))
            elif _grows(key) and key in found and isinstance(value, Sequence):
                before = found[key]
                assert isinstance(before.value, Sequence)
                found[key] = Traced([*before.value, *value], before.origins + origin)
            else:
                found[key] = Traced(value, origin)
    return found


def _grows(key: str) -> bool:
    return key == "rules" or key.startswith("extend-")


def _forget(found: dict[str, Traced], keys: Iterable[str]) -> None:
    for key in keys:
        for name in [name for name in found if name == key or name.startswith(f"{key}.")]:
            del found[name]


def value_of(values: Merged, key: str, default: T) -> T:
    """The value of a key, which has been checked to be of its type; the default if it is unset."""
    return values[key].value if key in values else default  # type: ignore[return-value]


def table(values: Merged, key: str) -> dict[str, object]:
    """The entries of a table."""
    start = f"{key}."
    return {name.removeprefix(start): traced.value
            for name, traced in values.items() if name.startswith(start)}  # fmt: skip


def steps(layers: Iterable[Layer]) -> list[Step]:
    """What the layers say about the rules that run."""
    return [
        Step(
            _names(layer, "select"),
            _names(layer, "extend-select") or (),
            _names(layer, "ignore"),
            _names(layer, "extend-ignore") or (),
        )
        for layer in layers
    ]


def _names(layer: Layer, key: str) -> Sequence[str] | None:
    value = layer.values.get(key)
    return [str(name) for name in value] if isinstance(value, list | tuple) else None
