"""A configuration file to begin with: every key, its meaning and its default, as comments."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from lintnews.config.keys import KEYS
from lintnews.config.model import Configuration, keys_of

_WIDTH = 96
_LAST = ("severity", "min-confidence-of", "overrides")


def starting_text(preset: str | None = None, *, table: str = "") -> str:
    """The text of a configuration file.

    Args:
        preset: the preset that it names.
        table: the table that the keys stand in, such as ``tool.lintnews``.
    """
    lines = [f"[{table}]"] if table else []
    lines += [
        "# The configuration of lintnews for the files in this folder and below it.",
        "# `lintnews config FILE` shows what holds for a file and why.",
        "# What is a comment here is an example or says how it is by default.",
        "",
    ]
    known = keys_of(Configuration)
    for key in (*(key for key in KEYS if key in known and key not in _LAST), *_LAST):
        lines += _entry(key, preset)
    return "\n".join(lines).rstrip("\n") + "\n"


def _entry(key: str, preset: str | None) -> Iterator[str]:
    about = KEYS[key]
    yield from (f"# {line}" for line in textwrap.wrap(about.meaning, _WIDTH))
    if key == "preset" and preset is not None:
        yield f'preset = "{preset}"'
    else:
        yield f"# {key} = {about.example if about.default is None else _toml(about.default)}"
    yield ""


def _toml(value: object) -> str:
    """A default as a file writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(one) for one in value)}]"
    return f'"{value}"' if isinstance(value, str) else str(value)
