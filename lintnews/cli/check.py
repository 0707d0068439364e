"""``lintnews check``: lint files and report what is found."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple

import click

from lintnews.answers.known import AnswerSources
from lintnews.answers.outcomes import Answering
from lintnews.cli.answers import baseline_option, known, without_baseline
from lintnews.cli.fix import Spool, compared, fixed
from lintnews.cli.options import comma_separated, format_options, names_options, reading_of
from lintnews.cli.output import columns, opened, tell
from lintnews.cli.progress import Progress
from lintnews.cli.status import Status
from lintnews.crew import cores
from lintnews.document.document import Document
from lintnews.document.files import (
    STDIN,
    Begun,
    Ended,
    display_name,
    file_size,
    find_files,
    read_file,
    read_stream,
    read_to_fix,
)
from lintnews.engine import shipped_rules
from lintnews.mending import Mended
from lintnews.model import Problem, Severity, State
from lintnews.names.sources import NameSources, UnknownStyleError, known_names
from lintnews.report.cells import shown
from lintnews.report.json import Ending, json_report
from lintnews.report.jsonl import jsonl_report
from lintnews.report.summary import Tally, fixable_line, statistics_lines, summary_line
from lintnews.report.text import Style, text_report
from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.registry import READER
from lintnews.rulebook.rule import Rule
from lintnews.runner import Item, Linted, Settings, lint_documents
from lintnews.selection import Choice, MissingExtraError, UnknownNameError, choose_rules

_NEVER = "never"
_TEXT = "text"
_STDIN_NAME = "<stdin>"
_READER_IS_OFF = (
    f"the reader is off, because {READER.module} is not installed; {READER.remedy}, "
    "--no-model leaves it off"
)


class _Options(NamedTuple):
    """The options that say what the report is."""

    format: str
    fail_on: str
    output: str | None
    color: str
    quiet: bool
    no_progress: bool
    statistics: bool
    fix: bool
    diff: bool
    show_answered: bool


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--format",
    "format_",
    type=click.Choice([_TEXT, "json", "jsonl"]),
    default=_TEXT,
    show_default=True,
    help="For people, as one object, or as one object a line.",
)
@click.option("--select", multiple=True, metavar="NAMES", help="Run these rules and families only.")
@click.option("--ignore", multiple=True, metavar="NAMES", help="Do not run these.")
@names_options
@click.option(
    "--style",
    "styles",
    multiple=True,
    metavar="NAMES",
    help="Styles of names, such as ap; the first that knows a name counts.",
)
@click.option(
    "--archive",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What was published before, to compare names with; see names learn.",
)
@click.option("--no-model", is_flag=True, help="Leave out the rules that need the reader.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="Leave out findings that are less sure.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in reversed(Severity)), _NEVER]),
    default=Severity.ERROR.value,
    show_default=True,
    help="The least severity that makes the exit status 1.",
)
@baseline_option
@click.option(
    "--show-answered", is_flag=True, help="Print what is baselined or suppressed as well."
)
@click.option("--fix", is_flag=True, help="Make what is safe to fix in the files, report the rest.")
@click.option("--diff", is_flag=True, help="Print what --fix would change and change nothing.")
@click.option("--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
@click.option("--stdin-filename", metavar="NAME", help="The name of what is read from -.")
@format_options
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=None,
    help="How many processes to use.  [default: one a core]",
)
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
@click.option("--debug", is_flag=True, help="Show where an unexpected error came from.")
def check(
    paths: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    names: tuple[Path, ...],
    no_shipped_names: bool,
    styles: tuple[str, ...],
    archive: Path | None,
    no_model: bool,
    min_confidence: float,
    stdin_filename: str | None,
    input_format: str,
    fields: tuple[str, ...],
    max_size: int,
    jobs: int | None,
    debug: bool,
    format_: str,
    fail_on: str,
    output: str | None,
    color: str,
    quiet: bool,
    no_progress: bool,
    statistics: bool,
    fix: bool,
    diff: bool,
    baseline: Path | None,
    show_answered: bool,
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
    if diff and format_ != _TEXT:
        raise click.UsageError("--diff prints a diff and no report; leave out --format")
    choice = choice_of(comma_separated(select), comma_separated(ignore), model=not no_model)
    if choice.reader_is_missing and not quiet:
        click.echo(f"lintnews: {_READER_IS_OFF}", err=True)
    sources = sources_of(
        NameSources(names, not no_shipped_names, tuple(comma_separated(styles)), _usable(archive))
    )
    settings = Settings(
        min_confidence,
        format_ == _TEXT and not diff,
        debug,
        sources,
        fix=fix or diff,
        answers=AnswerSources(baseline),
    )
    options = _Options(
        format_, fail_on, output, color, quiet, no_progress, statistics, fix, diff, show_answered
    )
    answering = Answering(
        known(settings.answers), lambda _: choice.rules, excerpts=settings.excerpts
    )
    reading = reading_of(input_format, fields, max_size)
    files, missing = find_files(paths)
    files = without_baseline(files, baseline)
    named = sorted(
        (display_name(stdin_filename or _STDIN_NAME if file == STDIN else file), file)
        for file in files
    )
    tally = Tally()

    total = sum(file_size(file) for file in files)
    with ExitStack() as stack:
        spool = None
        if settings.fix and STDIN in files:
            spool = Spool(stack.enter_context(TemporaryDirectory(prefix="lintnews-")))

        def documents() -> Iterator[Item]:
            yield from missing
            for name, file in named:
                items: Iterable[Item]
                if settings.fix:
                    path = spool.fill() if spool and file == STDIN else file
                    items = read_to_fix(path, name, reading)
                elif file == STDIN:
                    items = read_stream(sys.stdin.buffer, name, reading)
                else:
                    items = read_file(file, reading)
                yield from _counted(items, tally)

        out = opened(output, stack, aside=fix and spool is not None)
        status = _run(
            documents(), total, tally, choice.rules, settings, options, answering, out, jobs
        )
        if spool and fix:
            spool.pour()
        return status


def _counted(items: Iterable[Item], tally: Tally) -> Iterator[Item]:
    """What was read of a file, which is counted unless none of it could be read."""
    empty, readable = True, False
    for item in items:
        if not isinstance(item, Begun | Ended):
            empty, readable = False, readable or isinstance(item, Document)
        yield item
    if empty or readable:
        tally.file()


def _run(
    documents: Iterable[Item],
    total: int,
    tally: Tally,
    rules: tuple[Rule, ...],
    settings: Settings,
    options: _Options,
    answering: Answering,
    out: IO[str],
    jobs: int | None,
) -> int:
    problems: list[Problem] = []
    style = Style(columns(out), _colored(options.color, out))
    wanted = not (options.quiet or options.no_progress) and _bar_is_seen(out)
    with Progress(total, wanted=wanted) as progress:
        outcomes = lint_documents(documents, rules, settings, jobs=jobs or cores())
        ready = compared(outcomes, out, color=style.color) if options.diff else fixed(outcomes)
        linted = _sifted(answering.answered(ready), tally, problems, progress)
        if options.diff:
            deque(linted, maxlen=0)
        else:
            for piece in _report(options, linted, rules, tally, problems, style):
                out.write(piece)
        _close(options, tally, out)
    return _status(options, tally)


def _status(options: _Options, tally: Tally) -> Status:
    if tally.problems:
        return Status.FAILED
    if options.diff:
        return Status.FOUND if tally.summary().fixed else Status.CLEAN
    worst = tally.worst()
    if options.fail_on == _NEVER or worst is None:
        return Status.CLEAN
    return Status.FOUND if worst.rank >= Severity(options.fail_on).rank else Status.CLEAN


def _sifted(
    outcomes: Iterable[Linted | Problem | Mended],
    tally: Tally,
    problems: list[Problem],
    progress: Progress,
) -> Iterator[Linted]:
    """What was linted; problems are counted and told on the way."""
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
            tally.findings(outcome.path, outcome.findings)
            progress.step(outcome.size)
            yield outcome


def _report(
    options: _Options,
    linted: Iterator[Linted],
    rules: tuple[Rule, ...],
    tally: Tally,
    problems: list[Problem],
    style: Style,
) -> Iterator[str]:
    if options.format == _TEXT:
        places = (
            place
            for one in linted
            for place in zip(one.findings, one.excerpts, strict=True)
            if place[0].state is State.NEW or options.show_answered
        )
        return text_report(places, {rule.name: rule.file.why for rule in rules}, style)
    findings = (finding for one in linted for finding in one.findings)
    if options.format == "jsonl":
        return jsonl_report(findings)
    return json_report(findings, lambda: Ending(problems=problems, summary=tally.summary()))


def _close(options: _Options, tally: Tally, out: IO[str]) -> None:
    """Say the counts: in the report if it is for people, else beside it."""
    summary = tally.summary()
    aside = out if options.format == _TEXT and not options.diff else sys.stderr
    if options.statistics:
        aside.writelines(f"{line}\n" for line in statistics_lines(summary))
    if options.format == _TEXT and not options.quiet:
        line = fixable_line(summary) if options.diff else summary_line(summary)
        aside.write(f"{line}\n")


def _bar_is_seen(out: IO[str]) -> bool:
    """Whether a bar reaches somebody and does not run into the report."""
    return sys.stderr.isatty() and not out.isatty()


def choice_of(select: list[str], ignore: list[str], *, model: bool) -> Choice:
    """The rules that run.

    Raises:
        click.ClickException: a name is unknown, or no rule is left.
    """
    try:
        choice = choose_rules(shipped_rules(), select=select, ignore=ignore, model=model)
    except (RuleError, UnknownNameError, MissingExtraError) as error:
        raise click.ClickException(str(error)) from error
    if not choice.rules:
        raise click.ClickException("with these options no rule is left to run")
    return choice


def sources_of(sources: NameSources) -> NameSources:
    """The sources of names, tried before anything is linted where they are not the shipped ones.

    Raises:
        click.ClickException: a file of names is wrong, or there is no style of a name.
    """
    try:
        if sources != NameSources():
            known_names(sources)
    except (RuleError, UnknownStyleError) as error:
        raise click.ClickException(shown(str(error))) from error
    return sources


def _usable(archive: Path | None) -> Path | None:
    """The archive; one that cannot be used is refused before anything is linted."""
    if archive is not None:
        from lintnews.names.archive.store import ArchiveError, open_to_read

        try:
            open_to_read(archive).close()
        except ArchiveError as error:
            raise click.ClickException(str(error)) from error
    return archive


def _colored(wanted: str, stream: IO[str]) -> bool:
    """Whether to color; NO_COLOR and FORCE_COLOR count if they are set to anything."""
    if wanted != "auto":
        return wanted == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()
