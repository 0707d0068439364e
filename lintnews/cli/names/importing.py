"""``lintnews names import``: a file of names made of entities from elsewhere."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from lintnews.cli.output import opened
from lintnews.names.authority_csv import csv_text
from lintnews.names.authority_yaml import yaml_text
from lintnews.names.entries import AuthorityFile
from lintnews.names.exchange import Imported, import_ftm_csv, import_ftm_json
from lintnews.report.cells import shown
from lintnews.rulebook.errors import RuleError


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["ftm-json", "ftm-csv"]),
    required=True,
    help="FollowTheMoney, an entity a line, or a table such as targets.simple.csv.",
)
@click.option(
    "--to", type=click.Choice(["yaml", "csv"]), help="The form.  [default: by the name, or yaml]"
)
@click.option("--output", type=click.Path(dir_okay=False), help="Write to a file.")
def command(file: Path, format_: str, to: str | None, output: str | None) -> None:
    """Make a file of names of the people, places and organisations in FILE.

    All their names become forms that are right. Which forms are wrong is for an editor to say.
    """
    read = {"ftm-json": import_ftm_json, "ftm-csv": import_ftm_csv}[format_]
    try:
        imported = read(file)
    except RuleError as error:
        raise click.ClickException(shown(str(error))) from error
    form = to or ("csv" if (output or "").lower().endswith(".csv") else "yaml")
    text = {"yaml": yaml_text, "csv": csv_text}[form](AuthorityFile(imported.entries))
    with ExitStack() as stack:
        opened(output, stack).write(text)
    click.echo(f"lintnews: {_summary(imported)}", err=True)


def _summary(imported: Imported) -> str:
    entries = f"{len(imported.entries)} {'entry' if len(imported.entries) == 1 else 'entries'}"
    if not imported.left_out:
        return entries
    kinds = ", ".join(f"{count} {schema}" for schema, count in sorted(imported.left_out.items()))
    return shown(f"{entries}; left out, for want of a kind or of a name in Latin letters: {kinds}")
