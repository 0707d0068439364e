"""From authority files to one list of entries: later files override earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from lintnews.names.authority_csv import read_csv
from lintnews.names.authority_yaml import read_yaml
from lintnews.names.contradictions import contradictions
from lintnews.names.entries import Entry, Rejected, rejected_forms, right_names
from lintnews.names.placed import NamesFile, Placed
from lintnews.names.sound_csv import read_sound_csv
from lintnews.rulebook.errors import RuleError

_READERS = {".csv": read_csv, ".yml": read_yaml, ".yaml": read_yaml}


def read_names(path: Path) -> NamesFile:
    """What one authority file says and what is wrong in it, YAML or CSV by its name.

    Raises:
        RuleError: the file as a whole cannot be read.
        OSError: the file cannot be opened.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        raise RuleError(path, 1, "a file of names must end in .yml, .yaml or .csv")
    file = read(path)
    return file._replace(errors=(*file.errors, *contradictions(file.entries)))


def load_entries(paths: Iterable[Path], shipped: Iterable[Path] = ()) -> tuple[Entry, ...]:
    """The entries of some files as one list.

    Args:
        paths: the files of a house.
        shipped: the files that come with lintnews, in CSV, known to be sound together.

    Raises:
        RuleError: a file is wrong.
        OSError: a file cannot be read.
    """
    files = [[entry for path in shipped for entry in read_sound_csv(path)]]
    files += [[placed.entry for placed in _sound(read_names(path))] for path in paths]
    return merged(files)


def _sound(file: NamesFile) -> Sequence[Placed]:
    """The entries of a file.

    Raises:
        RuleError: something is wrong in it.
    """
    if file.errors:
        raise min(file.errors, key=lambda fault: fault.line).as_error()
    return file.entries


def merged(files: Sequence[Sequence[Entry]]) -> tuple[Entry, ...]:
    """One list of the entries of several files, of which a later one has the last word.

    It overrides entries of the same id, and what it says of a form, right or wrong, holds against
    the forms that earlier files reject.
    """
    if len(files) == 1:
        return tuple(files[0])
    kept: list[list[Entry]] = []
    taken: set[str] = set()
    decided: set[str] = set()
    for entries in reversed(files):
        kept.append(list(_left(entries, taken, decided)))
        taken.update(entry.id for entry in entries)
        for entry in entries:
            decided.update(right_names(entry), rejected_forms(entry))
    return tuple(entry for entries in reversed(kept) for entry in entries)


def _left(entries: Iterable[Entry], taken: set[str], decided: set[str]) -> Iterator[Entry]:
    """The entries that no later file overrides, without the rejected forms that one speaks of."""
    for entry in entries:
        if entry.id in taken:
            continue
        if decided.isdisjoint(rejected_forms(entry)):
            yield entry
        else:
            yield replace(
                entry, reject=tuple(item for item in entry.reject if _form(item) not in decided)
            )


def _form(item: str | Rejected) -> str:
    return item if isinstance(item, str) else item.form
