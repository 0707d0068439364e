"""``lintnews init``: write a configuration file to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from lintnews.cli.settings import told
from lintnews.cli.status import Status
from lintnews.config.chain import presets
from lintnews.config.errors import ConfigError
from lintnews.config.file import FILE_NAME, PYPROJECT, parsed, read_config
from lintnews.config.starting import starting_text


@click.command()
@click.option(
    "--preset", type=click.Choice(list(presets())), help="Begin with the settings of a preset."
)
@click.option(
    "--pyproject", is_flag=True, help="Add a table to pyproject.toml instead of a file."
)  # fmt: skip
def init(preset: str | None, pyproject: bool) -> int:
    """Write lintnews.toml into this folder, with every key explained.

    A configuration that is there is left alone, with exit status 2.
    """
    own, shared = Path(FILE_NAME), Path(PYPROJECT)
    with told():
        if own.exists() or own.is_symlink():
            raise ConfigError(FILE_NAME, "the file is there; edit it, or move it away first")
        if shared.exists() and read_config(Path.cwd() / shared) is not None:
            reason = "the table [tool.lintnews] is there; edit it, or take it out first"
            raise ConfigError(PYPROJECT, reason)
        if not pyproject:
            with own.open("x", encoding="utf-8", newline="\n") as file:
                file.write(starting_text(preset))
        elif not shared.exists():
            raise ConfigError(PYPROJECT, "there is no such file here; leave out --pyproject")
        else:
            _append(shared, starting_text(preset, table="tool.lintnews"))
    click.echo(f"Wrote {PYPROJECT if pyproject else FILE_NAME}")
    return Status.CLEAN


def _append(path: Path, text: str) -> None:
    """Add a table behind all others, with the line ends of the file, if it is TOML then."""
    before = path.read_bytes()
    gap = "" if not before else "\n" if before.endswith(b"\n") else "\n\n"
    added = gap + text
    if b"\r\n" in before:
        added = added.replace("\n", "\r\n")
    parsed(path, before.decode("utf-8") + added)
    with path.open("ab") as file:
        file.write(added.encode("utf-8"))
