"""``lintnews queue export``: what the queue knows, for the linter and for other programs."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lintnews.cli.output import opened, tell
from lintnews.cli.queue.start import told
from lintnews.cli.status import Status
from lintnews.report.cells import shown

if TYPE_CHECKING:
    from lintnews.queue.work.filters import Filter

_FORMATS = ("jsonl", "csv", "sarif", "articles", "sidecars", "names", "examples")
_STATUSES = ("open", "reopened", "accepted", "dismissed", "fixed", "gone", "withdrawn", "all")
_OF_FILTER = "status rule family severity sure unsure days older assignee words document".split()


@click.command("export")
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    default="jsonl",
    show_default=True,
    help="What to write: findings, articles with their verdicts, suppressions for the texts, "
    "approved names or examples.",
)
@click.option("--to", metavar="FILE|FOLDER", help="Where to write. [default: standard output]")
@click.option(
    "--status",
    type=click.Choice(_STATUSES),
    default="all",
    show_default=True,
    help="How the findings stand.",
)
@click.option("--rule", metavar="NAME", help="What found them.")
@click.option("--family", metavar="NAME", help="Which family of rules found them.")
@click.option("--severity", metavar="LEVEL", help="How grave they are at least.")
@click.option("--sure", metavar="PER CENT", type=int, help="How sure they are at least.")
@click.option("--unsure", metavar="PER CENT", type=int, help="How sure they are at most.")
@click.option("--days", type=int, help="For how many days they have been known at most.")
@click.option("--older", type=int, help="For how many days they have been known at least.")
@click.option("--assignee", metavar="NAME", help="Whose task they are; - for nobody's.")
@click.option("--words", metavar="TEXT", help="What stands in them.")
@click.option("--document", metavar="ID", help="The id of their article.")
@click.pass_context
def command(ctx: click.Context, /, format_: str, to: str | None, **said: object) -> int:
    """Write what the queue knows.

    jsonl, csv and sarif hold findings with what was decided about them. articles is a table with
    the verdict on each article. names is a file for
    lintnews check --names, examples are texts for rule files, both of what was approved.

    sidecars writes what was dismissed into FILE.lintnews.yml beside the texts below the folder
    that --to names, where lintnews check honours it. Give the folder in which the articles were
    imported. Entries of others stay.

    Exit status: 0, or 2 if something could not be written; all else is then written all the same.
    """
    given = [name for name in _OF_FILTER if _is_given(ctx, name)]
    with told():
        if format_ == "sidecars":
            _refuse(given, but="document", format_=format_)
            return _sidecars(to, _document(said["document"]))
        if format_ in ("articles", "names", "examples"):
            _refuse(given, format_=format_)
        _stream(format_, to, _filter(said))
    return Status.CLEAN


def _is_given(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) is not click.core.ParameterSource.DEFAULT


def _refuse(given: list[str], *, format_: str, but: str = "") -> None:
    if wrong := [name for name in given if name != but]:
        raise click.UsageError(f"--{wrong[0]} chooses findings, and {format_} holds all there is")


def _document(name: object) -> int:
    from lintnews.queue.models import Document

    if name is None:
        return 0
    pk = Document.objects.filter(external_id=name).values_list("pk", flat=True).first()
    if pk is None:
        raise click.ClickException(f"the queue has no article with the id {shown(str(name))}")
    return pk


def _filter(said: dict[str, object]) -> Filter:
    from lintnews.queue.work.filters import Filter

    try:
        return Filter.of({**said, "document": _document(said["document"])})
    except ValueError as error:
        raise click.ClickException(shown(str(error))) from error


def _stream(format_: str, to: str | None, filter: Filter) -> None:
    from lintnews.queue.work.exporting import ExportError, format_of

    try:
        # What cannot be made at all leaves a file as it is.
        pieces = format_of(format_).make(filter)
        first = next(pieces, "")
        with ExitStack() as stack:
            out = opened(to, stack)
            out.write(first)
            for piece in pieces:
                out.write(piece)
    except ExportError as error:
        raise click.ClickException(shown(str(error))) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = f"it cannot be written: {error.strerror or error}"
        raise click.ClickException(f"{shown(str(to))}: {reason}") from error


def _sidecars(to: str | None, document: int) -> int:
    from lintnews.queue.work.sidecars import write_sidecars

    if to is None:
        raise click.UsageError("say by --to below which folder the texts stand")
    if not Path(to).is_dir():
        raise click.ClickException(f"{shown(to)}: there is no such folder")
    written = write_sidecars(Path(to), document)
    for problem in written.problems:
        tell(problem)
    click.echo(
        f"{written.entries:,} dismissals in the sidecars below {shown(to)}; "
        f"{written.changed:,} of these files changed"
    )
    if written.missing:
        click.echo(
            f"lintnews: {written.missing:,} files with dismissals are not below {shown(to)}; "
            "give the folder in which they were imported",
            err=True,
        )
    nothing = written.missing and not written.entries
    return Status.FAILED if written.problems or nothing else Status.CLEAN
