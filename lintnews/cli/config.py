"""``lintnews config``: show what holds for a file, and where each value comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import click

from lintnews.cli.choices import complete_files
from lintnews.cli.options import about_format_option
from lintnews.cli.output import opened
from lintnews.cli.settings import fail_on_option, profiles_of, settings_options, told
from lintnews.cli.status import Status
from lintnews.config.file import shown_path
from lintnews.config.keys import KEYS
from lintnews.config.merging import Traced
from lintnews.config.model import Configuration, keys_of
from lintnews.config.profile import Profile
from lintnews.config.profiles import Explained
from lintnews.report.cells import shown, width

_DEFAULT = "default"
_GAP = 2


class _Row(NamedTuple):
    """A key, its value, and where that comes from."""

    key: str
    value: object
    origins: Sequence[str]


@click.command()
@click.argument("file", metavar="FILE", shell_complete=complete_files)
@settings_options
@fail_on_option
@click.option("--rules", is_flag=True, help="Add the rules that run.")
@about_format_option
@click.pass_context
def config(ctx: click.Context, /, file: str, rules: bool, format_: str, **_settings: object) -> int:
    """Show what holds for a file, and where each value comes from.

    The file need not exist. The options of lintnews check that say how files are linted count here
    too. fail-on is for a whole run: it comes from the configuration of the working directory.
    """
    if Path(file).is_dir():
        raise click.UsageError(f"{shown(file)} is a folder; name a file, which need not exist")
    profiles = profiles_of(ctx)
    with told():
        explained = profiles.explain(file)
        profile = profiles.profile_for(file)
    rows = list(_rows(explained.values))
    with ExitStack() as stack:
        out = opened(None, stack)
        if format_ == "json":
            about = _object(file, explained, rows, profile if rules else None)
            out.write(json.dumps(about, indent=2, ensure_ascii=False) + "\n")
        else:
            for line in _lines(file, explained, rows, profile if rules else None):
                out.write(f"{line.rstrip()}\n")
    return Status.CLEAN


def _rows(values: Mapping[str, Traced]) -> Iterator[_Row]:
    """Every key with its value, and the entries of tables one by one."""
    for key in KEYS:
        if key == "overrides" or key not in keys_of(Configuration):
            continue
        entries = [name for name in values if name.startswith(f"{key}.")]
        for name in entries:
            yield _Row(name, *values[name])
        if key in values:
            yield _Row(key, *values[key])
        elif not entries:
            yield _Row(key, KEYS[key].default, (_DEFAULT,))


def _lines(
    file: str, explained: Explained, rows: Sequence[_Row], profile: Profile | None
) -> Iterator[str]:
    yield f"{shown(file)}: {explained.chain.title or 'no configuration file'}"
    if explained.excluded:
        yield "exclude leaves this file out where its folder is linted"
    yield ""
    yield from _table([(row.key, _text(row.value), ", ".join(row.origins)) for row in rows])
    if profile is not None:
        yield ""
        yield from _table(
            [
                (one["name"], one["severity"], f"{one['min-confidence']:g}")
                for one in _rules(profile)
            ]
        )


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    cells = [[shown(cell) for cell in row] for row in rows]
    columns = [max(map(width, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        yield "".join(
            cell + " " * (size - width(cell) + _GAP)
            for cell, size in zip(row, columns, strict=True)
        )


def _text(value: object) -> str:
    """A value as a configuration file writes it, or a dash for none."""
    plain = _plain(value)
    return "-" if plain is None else json.dumps(plain, ensure_ascii=False)


def _plain(value: object) -> object:
    if isinstance(value, Path):
        return shown_path(value)
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _rules(profile: Profile) -> list[dict[str, Any]]:
    return [
        {
            "name": rule.name,
            "severity": rule.file.severity.value,
            "min-confidence": profile.thresholds.get(rule.name, profile.min_confidence),
        }
        for rule in profile.rules
    ]


def _object(
    file: str, explained: Explained, rows: Sequence[_Row], profile: Profile | None
) -> dict[str, object]:
    about: dict[str, object] = {
        "file": shown(file),
        "configuration": explained.chain.title,
        "excluded": explained.excluded,
        "values": {
            row.key: {"value": _plain(row.value), "from": list(row.origins)} for row in rows
        },
    }
    if profile is not None:
        about["rules"] = _rules(profile)
    return about
