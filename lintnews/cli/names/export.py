"""``lintnews names export``: files of names as one, in another form."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from lintnews.cli.output import opened
from lintnews.names.authority import shipped_files
from lintnews.names.authority_csv import csv_text
from lintnews.names.authority_files import load_entries
from lintnews.names.authority_yaml import yaml_text
from lintnews.names.entries import AuthorityFile
from lintnews.names.exchange import ftm_lines
from lintnews.rulebook.errors import RuleError


@click.command("export")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["yaml", "csv", "ftm"]),
    default="yaml",
    show_default=True,
    help="The form; ftm is FollowTheMoney, an entity a line, which holds the right forms only.",
)
@click.option("--output", type=click.Path(dir_okay=False), help="Write to a file.")
def command(files: tuple[Path, ...], format_: str, output: str | None) -> None:
    """Write the names of some files as one file; later files override earlier ones.

    Without a FILE the shipped names are written.
    """
    try:
        entries = load_entries(files) if files else load_entries((), shipped_files())
    except RuleError as error:
        raise click.ClickException(str(error)) from error
    if format_ == "ftm":
        text = "".join(ftm_lines(entries))
    else:
        text = {"yaml": yaml_text, "csv": csv_text}[format_](AuthorityFile(entries))
    with ExitStack() as stack:
        opened(output, stack).write(text)
