"""``lintnews style``: how articles read, and which of them read unlike those of an archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack

import click

from lintnews.cli.choices import complete_files
from lintnews.cli.desks import desks_in, warn
from lintnews.cli.inputs import Inputs
from lintnews.cli.options import debug_option, jobs_option
from lintnews.cli.output import columns, opened, tell
from lintnews.cli.settings import profiles_of, reading_options, told
from lintnews.cli.status import Status
from lintnews.crew import cores
from lintnews.document.files import display_name
from lintnews.model import Problem
from lintnews.report.style import STYLE_FORMATS, DeskReport, StyleRun, StyleTally
from lintnews.style.article import NO_DESK, StyledArticle
from lintnews.styling import style_documents


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, shell_complete=complete_files)
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(STYLE_FORMATS)),
    default="text",
    show_default=True,
    help="For a terminal, a program, a spreadsheet or a browser.",
)
@click.option("--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
@reading_options
@click.option("--stdin-filename", metavar="NAME", help="The name of what is read from -.")
@jobs_option
@click.option("--quiet", "-q", is_flag=True, help="Print the report and problems, nothing else.")
@debug_option
@click.pass_context
def style(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    format_: str,
    output: str | None,
    stdin_filename: str | None,
    jobs: int | None,
    quiet: bool,
    debug: bool,
    **_settings: object,
) -> int:
    """Measure how files, all text files in folders, and standard input (-) read.

    With --archive, the figures are marked that are far from those of the articles in it.

    Exit status: 0, or 2 if something could not be read; everything else is measured all the same.
    """
    with told():
        inputs = Inputs(paths, profiles_of(ctx), stdin_name=stdin_filename)
    archives = [profile.names.archive for profile in inputs.profiles]
    desks = desks_in({archive for archive in archives if archive is not None})
    if not quiet:
        warn(desks)
    problems: list[Problem] = []
    tally = StyleTally()
    with ExitStack() as stack:
        out = opened(output, stack)
        outcomes = style_documents(
            inputs.documents(lambda: None, fix=False, spool=None),
            [NO_DESK if archive is None else desks[archive] for archive in archives],
            jobs=jobs or cores(),
            debug=debug,
        )
        run = StyleRun(
            tally.counted(_sifted(outcomes, problems)),
            [
                DeskReport(archive=display_name(str(archive)), usual=dict(desk))
                for archive, desk in desks.items()
            ],
            lambda: problems,
            tally.summary,
            columns(out),
        )
        for piece in STYLE_FORMATS[format_](run):
            out.write(piece)
    return Status.FAILED if problems else Status.CLEAN


def _sifted(
    outcomes: Iterable[StyledArticle | Problem], problems: list[Problem]
) -> Iterator[StyledArticle]:
    """What was measured; problems are said and kept on the way."""
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            problems.append(outcome)
            tell(outcome)
        else:
            yield outcome
