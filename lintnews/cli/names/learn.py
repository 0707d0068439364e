"""``lintnews names learn``: add the names and the style of documents to an archive."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path

import click

from lintnews.cli.names.options import archive_option, whole_path
from lintnews.cli.options import debug_option, format_options, jobs_option, reading_of
from lintnews.cli.output import tell
from lintnews.cli.progress import Progress
from lintnews.cli.status import Status
from lintnews.crew import cores
from lintnews.document.files import (
    STDIN,
    display_name,
    file_size,
    find_files,
    read_file,
)
from lintnews.document.formats import reader_of
from lintnews.document.provenance import ProvenanceFields
from lintnews.document.reading import Reading
from lintnews.learning import Found, Learned
from lintnews.learning import learn as learn_documents
from lintnews.model import Problem
from lintnews.names.archive.store import ArchiveError
from lintnews.names.archive.writer import ArchiveWriter, Outcome


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@archive_option
@format_options
@click.option(
    "--date-field",
    metavar="NAME",
    help="The field with the date of an article.  [default: the day when the file was changed]",
)
@click.option(
    "--id-field",
    metavar="NAME",
    help="The field with the id of an article, which no other article in the archive has."
    "  [default: file and line tell articles apart]",
)
@jobs_option
@click.option("--quiet", "-q", is_flag=True, help="Print problems only.")
@click.option("--no-progress", is_flag=True, help="Show no progress bar.")
@debug_option
def learn(
    paths: tuple[str, ...],
    archive: Path,
    input_format: str,
    fields: tuple[str, ...],
    date_field: str | None,
    id_field: str | None,
    max_size: int,
    jobs: int | None,
    quiet: bool,
    no_progress: bool,
    debug: bool,
) -> int:
    """Add the names in files, and in all text files in folders, to an archive, and how they read.

    What was learned before and has not changed is passed over; a changed article takes the place of
    its old self. The work may be interrupted at any time and taken up again.

    Exit status: 0 if all is learned, 2 if something could not be read; the rest is learned all the
    same.
    """
    reading = reading_of(input_format, fields, max_size)
    reading = reading._replace(provenance=ProvenanceFields(id_field, date_field))
    files, problems = find_files(paths)
    _refuse(files, reading)
    learned = Learned()
    failed = False
    total = sum(file_size(file) for file in files)
    wanted = not (quiet or no_progress) and sys.stderr.isatty()
    try:
        with ArchiveWriter(archive) as writer, Progress(total, wanted=wanted) as progress:
            found = chain(problems, _found(files, reading, progress))
            for problem in learn_documents(
                found, writer, learned, jobs=jobs or cores(), debug=debug
            ):
                failed = True
                tell(problem)
    except ArchiveError as error:
        raise click.ClickException(str(error)) from error
    if not quiet:
        click.echo(_summary(learned))
    return Status.FAILED if failed else Status.CLEAN


def _found(files: Iterable[str], reading: Reading, progress: Progress) -> Iterator[Found | Problem]:
    """What is in the files, one after another."""
    for file in files:
        whole, left = whole_path(file), file_size(file)
        # A record without a date was published no one knows when.
        day = None if reading.provenance.date else _day(file)
        for item in read_file(file, reading):
            if isinstance(item, Problem):
                yield item
                continue
            yield Found(item, whole, day)
            # Parquet is packed, so that its texts are longer than the file.
            done = min(left, len(item.source))
            progress.step(done)
            left -= done
        progress.step(left)


def _refuse(files: Collection[str], reading: Reading) -> None:
    """Refuse what could not be learned at all, before anything is."""
    if STDIN in files:
        raise click.UsageError(
            "names are not learned from standard input, since an archive knows articles by their "
            "files; write the text to a file"
        )
    for file in files:
        reader = reader_of(file, reading)
        if reader.extra is not None and not reader.extra.is_installed:
            raise click.ClickException(
                f"{display_name(file)}: reading {reader.title} needs {reader.extra.module}, "
                f"which is not installed; {reader.extra.remedy}"
            )


def _day(file: str) -> date:
    """The day, in UTC, on which a file was changed."""
    try:
        changed = Path(file).stat().st_mtime
    except OSError:
        changed = 0.0
    return datetime.fromtimestamp(changed, UTC).date()


def _summary(learned: Learned) -> str:
    new, replaced, known = (learned.documents[outcome] for outcome in Outcome)
    read = new + replaced
    parts = [f"Learned {read:,} {'article' if read == 1 else 'articles'}"]
    parts.append(f"with {learned.mentions:,} {'name' if learned.mentions == 1 else 'names'}")
    if replaced:
        parts.append(f"({replaced:,} in the place of an older self)")
    text = " ".join(parts)
    return f"{text}; {known:,} known already" if known else text
