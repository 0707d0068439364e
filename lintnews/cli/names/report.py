"""``lintnews names report``: which forms in an archive may be one name."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from lintnews.cli.names.options import archive_option, whole_path
from lintnews.cli.options import names_options
from lintnews.cli.output import columns, opened
from lintnews.cli.status import Status
from lintnews.names.archive.reporting import report_names
from lintnews.names.archive.store import ArchiveError
from lintnews.names.authority import read_authority
from lintnews.names.sources import known_names
from lintnews.names.wanted import NameSources
from lintnews.report.cells import shown
from lintnews.report.names import NAMES_FORMATS
from lintnews.rulebook.errors import RuleError


@click.command()
@archive_option
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(NAMES_FORMATS)),
    default="table",
    show_default=True,
    help="For a terminal, a program, a spreadsheet or a browser.",
)
@click.option("--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=None, help="Show the surest groups only."
)
@click.option(
    "--min-count",
    type=click.IntRange(min=1),
    default=None,
    help="How often the most frequent form of a group must stand.  [default: 5]",
)
@names_options
def report(
    archive: Path,
    format_: str,
    output: str | None,
    limit: int | None,
    min_count: int | None,
    names: tuple[Path, ...],
    no_shipped_names: bool,
) -> int:
    """Show the forms in an archive that look like one name, the surest doubts first.

    They are questions for an editor: two people may have names that are near.
    """
    try:
        authority = known_names(NameSources(names, not no_shipped_names))[read_authority]
        found = report_names(
            archive, authority, limit=limit, least=min_count, folder=whole_path(".")
        )
    except (ArchiveError, RuleError) as error:
        raise click.ClickException(shown(str(error))) from error
    with ExitStack() as stack:
        out = opened(output, stack)
        for piece in NAMES_FORMATS[format_](found, columns(out)):
            out.write(piece)
    return Status.CLEAN
