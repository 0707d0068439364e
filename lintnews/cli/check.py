"""``lintnews check``: lint files and report what is found."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple

import click

from lintnews.answers.outcomes import Answering
from lintnews.answers.sources import AnswerSources
from lintnews.cache.folder import cache_folder
from lintnews.cache.memory import Memory
from lintnews.cache.store import Store
from lintnews.changed_lines import ChangedLines, GitError, changed_lines
from lintnews.cli.answers import baseline_option, known
from lintnews.cli.choices import Known, complete_files
from lintnews.cli.fix import Spool, compared, fixed
from lintnews.cli.inputs import Inputs
from lintnews.cli.options import debug_option, jobs_option
from lintnews.cli.output import columns, opened, tell
from lintnews.cli.progress import Progress
from lintnews.cli.settings import fail_on_option, profiles_of, settings_options, told
from lintnews.cli.status import Status
from lintnews.cli.work import Work
from lintnews.config.keys import NEVER, OF_VERDICT
from lintnews.document.files import STDIN
from lintnews.mending import Mended
from lintnews.model import Problem, Severity
from lintnews.outcomes import Item, Linted, Settings
from lintnews.report.cells import shown
from lintnews.report.formats import TEXT, reporters
from lintnews.report.reporting import Ending, Reporter, Run, Style
from lintnews.report.summary import Tally, fixable_line, statistics_lines, summary_line
from lintnews.rulebook.registry import READER
from lintnews.style.article import NO_DESK, Desk
from lintnews.verdict import Level, Thresholds, verdict_on

_READER_IS_OFF = (
    f"the reader is off, because {READER.module} is not installed; {READER.remedy}, "
    "--no-model leaves it off"
)


class _Options(NamedTuple):
    """The options that say what the report is."""

    reporter: Reporter
    fail_on: str
    output: str | None
    color: str
    quiet: bool
    no_progress: bool
    statistics: bool
    fix: bool
    diff: bool
    show_answered: bool
    verdict: bool
    thresholds: Thresholds
    desk: Desk


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, shell_complete=complete_files)
@click.option(
    "--format",
    "format_",
    type=Known(reporters),
    default=TEXT,
    show_default=True,
    help="The form of the report: text and html are for people, the others for programs.",
)
@settings_options
@fail_on_option
@baseline_option
@click.option(
    "--show-answered", is_flag=True, help="Print what is baselined or suppressed as well."
)
@click.option("--verdict", is_flag=True, help="Say of each article whether it can be published.")
@click.option("--figures", is_flag=True, help="Say how each article reads, as lintnews style does.")
@click.option("--fix", is_flag=True, help="Make what is safe to fix in the files, report the rest.")
@click.option("--diff", is_flag=True, help="Print what --fix would change and change nothing.")
@click.option("--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
@click.option("--stdin-filename", metavar="NAME", help="The name of what is read from -.")
@click.option(
    "--changed-since",
    metavar="REVISION",
    help="Report only what touches lines that have changed since a revision in Git, such as HEAD.",
)
@click.option("--watch", is_flag=True, help="Check again whenever a file changes.")
@click.option("--no-cache", is_flag=True, help="Remember nothing, and ask nothing remembered.")
@click.option("--force-exclude", is_flag=True, help="Leave out excluded files that are named, too.")
@jobs_option
@click.option("--statistics", is_flag=True, help="Add how often each rule found something.")
@click.option("--quiet", "-q", is_flag=True, help="Print findings and problems, nothing else.")
@click.option("--no-progress", is_flag=True, help="Show no progress bar.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Whether the text is colored; auto heeds NO_COLOR and FORCE_COLOR.",
)
@debug_option
@click.pass_context
def check(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    stdin_filename: str | None,
    changed_since: str | None,
    watch: bool,
    no_cache: bool,
    force_exclude: bool,
    jobs: int | None,
    debug: bool,
    format_: str,
    output: str | None,
    color: str,
    quiet: bool,
    no_progress: bool,
    statistics: bool,
    fix: bool,
    diff: bool,
    show_answered: bool,
    verdict: bool,
    figures: bool,
    **_settings: object,
) -> int:
    """Lint files, all text files in folders, and standard input (-).

    With --fix, standard input goes to standard output as it is then, and the report to standard
    error.

    Exit status: 0 if nothing was found, 1 if something was (see --fail-on), 2 if something could
    not be done; everything else is then done and reported all the same. With --fix, what remains
    counts; with --diff, the status is 1 if something would change.
    """
    if fix and diff:
        raise click.UsageError("--diff shows what --fix would do; leave out one of the two")
    if diff and format_ != TEXT:
        raise click.UsageError("--diff prints a diff and no report; leave out --format")
    if watch:
        return _watched(paths)
    profiles = profiles_of(ctx)
    with told():
        baseline = profiles.baseline()
        inputs = Inputs(
            paths,
            profiles,
            stdin_name=stdin_filename,
            force_exclude=force_exclude,
            baseline=baseline,
        )
        fail_on, thresholds = profiles.fail_on(), profiles.thresholds()
    reporter = reporters()[format_]
    settings = Settings(
        excerpts=reporter.excerpts and not diff,
        debug=debug,
        fix=fix or diff,
        articles=reporter.articles,
        written=reporter.written,
        figures=figures,
        answers=AnswerSources(baseline),
        cache=None if no_cache else cache_folder(),
    )
    changes = _changes(inputs, changed_since, fix=settings.fix)
    remembering = not (no_cache or settings.fix)
    memory = Memory(Store(cache_folder()), _asked(settings)) if remembering else None
    with told():
        work = Work(inputs, settings, memory)
    if work.reader_is_missing and not quiet:
        click.echo(f"lintnews: {_READER_IS_OFF}", err=True)
    desk = NO_DESK
    if figures:
        # Most runs measure nothing, and what does takes its time to load.
        from lintnews.cli.desks import the_desk

        desk = the_desk(inputs.profiles, quiet=quiet)
    answering = Answering(known(settings.answers), work.rules_of, excerpts=settings.excerpts)
    options = _Options(
        reporter,
        fail_on,
        output,
        color,
        quiet,
        no_progress,
        statistics,
        fix,
        diff,
        show_answered,
        verdict,
        thresholds,
        desk,
    )
    tally = Tally()
    with ExitStack() as stack:
        spool = None
        if settings.fix and STDIN in paths:
            spool = Spool(stack.enter_context(TemporaryDirectory(prefix="lintnews-")))
            if not inputs.has_stdin:
                spool.fill()
        documents = inputs.documents(tally.file, fix=settings.fix, spool=spool)
        out = opened(output, stack, aside=fix and spool is not None)
        status = _run(documents, inputs.size, tally, work, answering, options, out, jobs, changes)
        if spool and fix:
            spool.pour()
        return status


def _watched(paths: Sequence[str]) -> int:
    if STDIN in paths:
        raise click.UsageError("standard input does not change; leave out --watch")
    from lintnews.cli.watch import watch

    return watch(paths)


def _asked(settings: Settings) -> Settings:
    """The settings by which outcomes differ; answers are given to what is remembered, too."""
    return settings._replace(answers=AnswerSources())


def _changes(inputs: Inputs, revision: str | None, *, fix: bool) -> ChangedLines | None:
    """The lines that have changed since a revision, None if all lines count."""
    if revision is None:
        return None
    if fix:
        raise click.UsageError("--fix and --diff look at whole files; leave out --changed-since")
    if inputs.has_stdin:
        raise click.UsageError("Git knows nothing of standard input; leave out --changed-since")
    try:
        return changed_lines(inputs.files, revision)
    except GitError as error:
        raise click.ClickException(shown(str(error))) from error


def _run(
    documents: Iterable[Item],
    total: int,
    tally: Tally,
    work: Work,
    answering: Answering,
    options: _Options,
    out: IO[str],
    jobs: int | None,
    changes: ChangedLines | None,
) -> int:
    problems: list[Problem] = []
    style = Style(columns(out), _colored(options.color, out))
    wanted = not (options.quiet or options.no_progress) and _bar_is_seen(out)
    with Progress(total, wanted=wanted) as progress:
        outcomes = work.outcomes(documents, jobs)
        ready = compared(outcomes, out, color=style.color) if options.diff else fixed(outcomes)
        answered = answering.answered(ready)
        linted = _sifted(answered, tally, problems, progress, changes, options.thresholds)
        if options.diff:
            deque(linted, maxlen=0)
        else:
            run = Run(
                linted,
                work.rules,
                lambda: Ending(problems=problems, summary=tally.summary()),
                style,
                answered=options.show_answered,
                verdicts=options.verdict or options.fail_on.startswith(OF_VERDICT),
                desk=options.desk,
            )
            for piece in options.reporter.report(run):
                out.write(piece)
        _close(options, tally, out)
    return _status(options, tally)


def _status(options: _Options, tally: Tally) -> Status:
    if tally.problems:
        return Status.FAILED
    if options.diff:
        return Status.FOUND if tally.summary().fixed else Status.CLEAN
    if options.fail_on.startswith(OF_VERDICT):
        least = Level(options.fail_on.removeprefix(OF_VERDICT))
        return Status.FOUND if tally.worst_verdict.rank >= least.rank else Status.CLEAN
    worst = tally.worst()
    if options.fail_on == NEVER or worst is None:
        return Status.CLEAN
    return Status.FOUND if worst.rank >= Severity(options.fail_on).rank else Status.CLEAN


def _sifted(
    outcomes: Iterable[Linted | Problem | Mended],
    tally: Tally,
    problems: list[Problem],
    progress: Progress,
    changes: ChangedLines | None,
    thresholds: Thresholds,
) -> Iterator[Linted]:
    """What was linted, where it has changed; problems are counted and told on the way."""
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            tally.problem()
            problems.append(outcome)
            tell(outcome)
        elif isinstance(outcome, Mended):
            tally.fixed(outcome.mended)
            if outcome.note:
                click.echo(f"lintnews: {shown(outcome.path)}: {outcome.note}", err=True)
        else:
            # What is about the article is told of all of it, changed or not.
            outcome = _judged(outcome, tally, thresholds)
            if changes is not None:
                concerned = [changes.concern(finding) for finding in outcome.findings]
                tally.passed_over(concerned.count(False))
                outcome = outcome.only(concerned)
            tally.findings(outcome.path, outcome.findings)
            tally.spared(outcome.spared)
            progress.step(outcome.size)
            yield outcome


def _judged(one: Linted, tally: Tally, thresholds: Thresholds) -> Linted:
    """What was linted with its verdict, if it is an article with any words."""
    if not one.words:
        return one
    made = verdict_on(one.findings, one.words, thresholds)
    tally.verdict(made)
    return one._replace(verdict=made)


def _close(options: _Options, tally: Tally, out: IO[str]) -> None:
    """Say the counts: in the report if it is for people, else beside it."""
    summary = tally.summary()
    aside = out if options.reporter.counts and not options.diff else sys.stderr
    if options.statistics:
        aside.writelines(f"{line}\n" for line in statistics_lines(summary))
    if options.reporter.counts and not options.quiet:
        line = fixable_line(summary) if options.diff else summary_line(summary)
        aside.write(f"{line}\n")


def _bar_is_seen(out: IO[str]) -> bool:
    """Whether a bar reaches somebody and does not run into the report."""
    return sys.stderr.isatty() and not out.isatty()


def _colored(wanted: str, stream: IO[str]) -> bool:
    """Whether to color; NO_COLOR and FORCE_COLOR count if they are set to anything."""
    if wanted != "auto":
        return wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()
