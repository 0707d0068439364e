"""``lintnews names styles``: the styles that can be chosen."""

from __future__ import annotations

from pathlib import Path

import click

from lintnews.names.authority import shipped_files
from lintnews.names.authority_files import load_entries
from lintnews.names.sources import styles_of
from lintnews.rulebook.errors import RuleError

_EXAMPLES = 3


@click.command("styles")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--no-shipped-names", is_flag=True, help="Leave out the shipped names.")
def command(files: tuple[Path, ...], no_shipped_names: bool) -> None:
    """List the styles that the shipped names and those in FILE know, with some of their forms."""
    try:
        entries = load_entries(files, () if no_shipped_names else shipped_files())
    except RuleError as error:
        raise click.ClickException(str(error)) from error
    for style, count in sorted(styles_of(entries).items(), key=lambda item: (-item[1], item[0])):
        forms = [
            entry.variants_by_style[style] for entry in entries if style in entry.variants_by_style
        ]
        more = ", …" if count > _EXAMPLES else ""
        click.echo(f"{style:<16} {count:>5}  {', '.join(forms[:_EXAMPLES])}{more}")
