"""``lintnews names check``: what is wrong in files of names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import IntEnum
from pathlib import Path

import click

from lintnews.names.authority import shipped_files
from lintnews.names.authority_files import load_entries, read_names
from lintnews.names.contradictions import doubts
from lintnews.names.entries import Entry, EntryKind, rejected_forms, right_names
from lintnews.names.placed import Fault, Placed
from lintnews.report.cells import shown
from lintnews.rulebook.errors import RuleError

_PLURALS = {
    EntryKind.PERSON: "people",
    EntryKind.PLACE: "places",
    EntryKind.ORGANISATION: "organisations",
}


class _Status(IntEnum):
    CLEAN = 0
    WARNINGS = 1
    ERRORS = 2


@click.command("check")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--no-shipped-names", is_flag=True, help="Do not compare with the shipped names.")
def command(files: tuple[Path, ...], no_shipped_names: bool) -> int:
    """Check files of names together, in the order in which they override each other.

    Without a FILE the shipped ones are checked. Exit status: 0 if all is well, 1 if there are
    warnings, 2 if there are errors, with which a file cannot be used.
    """
    given = files or shipped_files()
    entries: list[Placed] = []
    faults: list[Fault] = []
    for path in given:
        try:
            file = read_names(path)
        except RuleError as error:
            faults.append(Fault(path, error.line, error.reason))
        else:
            entries += file.entries
            faults += file.errors
    faults += doubts(entries, () if no_shipped_names else _shipped_beside(given))
    order = {path: index for index, path in enumerate(given)}
    for fault in sorted(faults, key=lambda fault: (order[fault.path], fault.line)):
        click.echo(shown(str(fault)))
    errors = sum(fault.is_error for fault in faults)
    warnings = len(faults) - errors
    click.echo(
        f"{_contents([placed.entry for placed in entries])}; "
        f"{_counted(errors, 'error')} and {_counted(warnings, 'warning')} "
        f"in {_counted(len(given), 'file')}"
    )
    if errors:
        return _Status.ERRORS
    return _Status.WARNINGS if warnings else _Status.CLEAN


def _shipped_beside(given: Sequence[Path]) -> tuple[Entry, ...]:
    """The shipped entries, without those of files that are checked themselves."""
    checked = {path.resolve() for path in given}
    return load_entries((), [path for path in shipped_files() if path.resolve() not in checked])


def _contents(entries: Iterable[Entry]) -> str:
    kinds: Counter[EntryKind] = Counter()
    right = wrong = 0
    for entry in entries:
        kinds[entry.kind] += 1
        right += len(right_names(entry))
        wrong += len(rejected_forms(entry))
    total = kinds.total()
    by_kind = ", ".join(
        f"{kinds[kind]} {kind.value if kinds[kind] == 1 else _PLURALS[kind]}"
        for kind in EntryKind
        if kinds[kind]
    )
    count = f"{total} {'entry' if total == 1 else 'entries'}"
    return f"{count}{f' ({by_kind})' if by_kind else ''} with {right} right and {wrong} wrong forms"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
