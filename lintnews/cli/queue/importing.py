"""``lintnews queue import``: takes articles into the queue, and lints them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from lintnews.cli.choices import complete_files
from lintnews.cli.options import comma_separated, format_options
from lintnews.cli.output import tell
from lintnews.cli.progress import Progress
from lintnews.cli.queue.start import told
from lintnews.cli.queue.work import stopping
from lintnews.cli.status import Status
from lintnews.report.cells import shown

if TYPE_CHECKING:
    from datetime import datetime

    from lintnews.config.profiles import Profiles
    from lintnews.document.reading import Reading
    from lintnews.queue.work.importing import Sources

_STEP = 0.3
# A worker that dies so often as soon as it begins will not do better.
_TOO_OFTEN = 5


@click.command("import")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, shell_complete=complete_files)
@format_options
@click.option("--id-field", metavar="NAME", help="The field of records that holds their id.")
@click.option("--stdin-filename", metavar="NAME", help="The name of the article that - is.")
@click.option(
    "--again", is_flag=True, help="Lint texts that are known too: the rules have changed."
)
@click.option("--no-lint", is_flag=True, help="Leave the linting to the workers of a server.")
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="How many processes lint."
)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    id_field: str | None,
    stdin_filename: str | None,
    again: bool,
    no_lint: bool,
    jobs: int,
    **_reading: object,
) -> int:
    """Take articles into the queue: files, folders, and what comes by standard input (-).

    A text, a Markdown file or a web page is an article, and so is each record of JSON Lines, CSV,
    feeds, mails and the like. Findings that lintnews check --format jsonl printed stand for the
    files that they are about.

    Articles are known by their paths from here, so run it in the same folder each time. What has
    not changed is not taken in twice, so an import that was broken off is simply run anew.

    Exit status: 0 if all was taken in and linted, 2 if something could not be; all else is then
    done all the same.
    """
    from django.utils import timezone

    from lintnews.document.files import find_files
    from lintnews.queue.work.importing import Sources

    began = timezone.now()
    with stopping() as stop, told():
        profiles = _profiles(ctx)
        files, missing = find_files(paths, profiles.excluded)
        sources = Sources(
            lambda name: _reading_of(profiles, name, id_field), sys.stdin.buffer, stdin_filename
        )
        for problem in missing:
            tell(problem)
        problems = len(missing) + _store(files, sources, stop, again=again)
        if not no_lint and not stop.is_set():
            _lint(jobs, stop)
            problems += _tell_failures(began)
    if stop.is_set():
        click.echo("Broken off; the same command goes on from here.", err=True)
        return Status.INTERRUPTED
    return Status.FAILED if problems else Status.CLEAN


def _profiles(ctx: click.Context) -> Profiles:
    from lintnews.queue.work.linting import profiles_with

    given: dict[str, object] = {}
    if fields := comma_separated(ctx.params["fields"]):
        given["fields"] = fields
    for option in ("input_format", "max_size"):
        if ctx.get_parameter_source(option) is not ParameterSource.DEFAULT:
            given[option.replace("_", "-")] = ctx.params[option]
    return profiles_with(given)


def _reading_of(profiles: Profiles, name: str, id_field: str | None) -> Reading:
    from lintnews.document.provenance import ProvenanceFields

    reading = profiles.profile_for(name).reading
    return reading._replace(provenance=ProvenanceFields(id_field)) if id_field else reading


def _store(files: Sequence[str], sources: Sources, stop: threading.Event, *, again: bool) -> int:
    """Take in the articles, and say how many there were; how many things could not be done."""
    from lintnews.document.files import file_size
    from lintnews.model import Problem
    from lintnews.queue.work.importing import arrivals
    from lintnews.queue.work.storing import ArticleError, store

    new = changed = known = problems = 0
    with Progress(sum(map(file_size, files)), wanted=sys.stderr.isatty()) as progress:
        for arrival in arrivals(files, sources):
            if stop.is_set():
                break
            if isinstance(arrival, Problem):
                problems += 1
                tell(arrival)
                continue
            try:
                stored = store(arrival.article, None, again=again)
            except ArticleError as error:
                problems += 1
                tell(arrival.problem(str(error)))
                continue
            progress.step(len(arrival.article.text.encode("utf-8", "surrogatepass")))
            new += stored.is_new and stored.revision.number == 1
            changed += stored.is_new and stored.revision.number > 1
            known += not stored.is_new
    count = new + changed + known
    said = f"{count:,} article{'' if count == 1 else 's'}"
    click.echo(f"{said}: {new:,} new, {changed:,} changed, {known:,} as before")
    return problems


def _lint(jobs: int, stop: threading.Event) -> None:
    """Lint what waits, beside the workers of a server if there is one."""
    from lintnews.queue.keeping import Keeper
    from lintnews.queue.work import runs

    total = runs.pending().count()
    if not total:
        return
    done = 0
    progress = Progress(total, wanted=sys.stderr.isatty(), label="Linting")
    keeper = Keeper(
        min(jobs, total),
        lambda line: click.echo(f"lintnews: {line}", err=True),
        until_idle=True,
        quiet=True,
    )
    with progress, keeper:
        while not keeper.are_done and not stop.wait(_STEP):
            left = runs.pending().count()
            progress.step(max(0, total - left - done))
            done = max(done, total - left)
            if keeper.deaths >= _TOO_OFTEN:
                raise click.ClickException(
                    f"the workers die as soon as they begin, and {left:,} articles are not linted; "
                    "lintnews queue work may say why"
                )


def _tell_failures(since: datetime) -> int:
    """Say which articles could not be linted; how many."""
    from lintnews.model import Problem
    from lintnews.queue.models import Run, RunState

    failed = Run.objects.filter(state=RunState.FAILED, finished_at__gte=since)
    count = 0
    for run in failed.select_related("revision__document").order_by("pk").iterator():
        count += 1
        tell(Problem(path=shown(run.revision.document.external_id), reason=run.reason))
    return count
