"""``lintnews ignore``: say of one finding that it is meant so, in a file beside its text."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from lintnews.answers.entries import Entry
from lintnews.answers.ignoring import entry_of, user
from lintnews.answers.known import KnownAnswers
from lintnews.answers.outcomes import Answering, File, Reported
from lintnews.answers.sidecar import read_if_there, sidecar_of, text_of, write_sidecar
from lintnews.answers.sources import AnswerSources
from lintnews.answers.targets import Target, TargetError, target_of
from lintnews.cli.linting import Linting, linting_options, told
from lintnews.cli.status import Status
from lintnews.document.files import SIDECAR_ENDING
from lintnews.document.rewriting import UnwritableError
from lintnews.model import AnswerBy, Problem
from lintnews.report.cells import shown
from lintnews.rulebook.errors import RuleError


@click.command()
@click.argument("places", metavar="FILE:LINE:COLUMN|FILE:FINGERPRINT...", nargs=-1, required=True)
@click.option("--reason", metavar="TEXT", help="Why it is meant so.")
@click.option("--rule", metavar="NAME", help="The rule, where several report one place.")
@click.option("--by", metavar="NAME", help="Who says so.  [default: who is logged in]")
@click.option("--remove", is_flag=True, help="Take an answer back instead.")
@linting_options
def ignore(
    places: tuple[str, ...],
    reason: str | None,
    rule: str | None,
    by: str | None,
    remove: bool,
    **_options: object,
) -> int:
    """Suppress single findings, each at one place, as lintnews check prints it.

    The answer is written into FILE.lintnews.yml and holds for this one occurrence only, also when
    the text is edited. With --remove, the place of an entry in such a file will do as well.
    """
    reason = " ".join(reason.split()) if reason else None
    if remove == bool(reason):
        said = "--remove needs no --reason" if remove else "say why it is meant so with --reason"
        raise click.UsageError(said)
    try:
        targets = [target_of(place, rule) for place in places]
        for path in dict.fromkeys(target.path for target in targets):
            of_file = [target for target in targets if target.path == path]
            if path.endswith(SIDECAR_ENDING):
                _removed_lines(path, of_file, remove=remove)
            else:
                file = _linted(path)
                found = [target.found_in(file) for target in of_file]
                _change(file, found, reason, by or user(), remove=remove)
    except (TargetError, RuleError) as error:
        raise click.ClickException(shown(str(error))) from error
    return Status.CLEAN


def _linted(path: str) -> File:
    """One file, linted, and what is known of its findings.

    Raises:
        click.ClickException: it could not be read.
    """
    linting = Linting([path])
    files: list[File] = []
    problems: list[Problem] = []
    answering = Answering(KnownAnswers(AnswerSources()), linting.rules_of, files.append)
    deque(told(answering.answered(linting.outcomes()), problems), maxlen=0)
    if problems or not files:
        raise click.ClickException(f"{shown(path)}: it could not be read, so nothing was changed")
    return files[0]


def _change(
    file: File, found: Iterable[Reported], reason: str | None, by: str | None, *, remove: bool
) -> None:
    """Write what is said of findings into the sidecar of their file."""
    path = file.path
    entries = list(file.recognition.known.sidecar)
    gone: list[int] = []
    for reported in found:
        known = file.recognition.sidecar.get(reported.spot)
        finding = reported.finding
        place = f"{finding.path}:{finding.line}:{finding.column}"
        said = f'{finding.rule} "{finding.matched}"'
        if remove and known is None:
            raise TargetError(f"{place}: {said} is not ignored in {sidecar_of(path)}")
        if remove and known is not None:
            gone.append(known)
            click.echo(shown(f"{place}: {said} is not ignored any more"))
        elif finding.answer is not None and finding.answer.by is AnswerBy.COMMENT:
            where = f"{finding.answer.path}:{finding.answer.line}"
            raise TargetError(f"{place}: {said} is suppressed already, by the comment at {where}")
        elif known is not None:
            entries[known] = entry_of(reported, reason, by)
            click.echo(shown(f"{place}: {said} is ignored for a new reason"))
        else:
            entries.append(entry_of(reported, reason, by))
            click.echo(shown(f"{place}: {said} is ignored"))
    _write(path, [entry for index, entry in enumerate(entries) if index not in gone])


def _removed_lines(sidecar: str, targets: Sequence[Target], *, remove: bool) -> None:
    """Take entries out of a sidecar that are named by their lines."""
    if not remove:
        raise TargetError(f"{sidecar}: this is no text; name the place in {text_of(sidecar)}")
    entries = list(read_if_there(text_of(sidecar)))
    for target in targets:
        entry = next((entry for entry in entries if entry.line == target.line), None)
        if entry is None:
            raise TargetError(f"{sidecar}:{target.line}: no entry begins in this line")
        entries.remove(entry)
        click.echo(shown(f'{sidecar}: {entry.rule} "{entry.quote}" is not ignored any more'))
    _write(text_of(sidecar), entries)


def _write(path: str, entries: Sequence[Entry]) -> None:
    sidecar = sidecar_of(path)
    try:
        write_sidecar(Path(sidecar), entries)
    except UnwritableError as error:
        raise click.ClickException(f"{shown(sidecar)}: {error}") from error
