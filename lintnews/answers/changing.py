"""What becomes of a baseline when files were linted again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from lintnews.answers.baseline import Folder
from lintnews.answers.comments import has_run
from lintnews.answers.entries import Entry, quoted
from lintnews.answers.matching import Keyed
from lintnews.answers.outcomes import File, Reported
from lintnews.model import State


class Gone(NamedTuple):
    """An entry whose finding is not there any more, and what the baseline calls its file."""

    name: str
    entry: Entry


class Change(NamedTuple):
    """A baseline after a change: its entries, how many were added, and what is gone."""

    entries: dict[str, list[Entry]]
    added: int
    gone: list[Gone]


def changed(
    entries: dict[str, list[Entry]], files: Iterable[File], folder: Folder, *, add: bool
) -> Change:
    """The baseline without what is gone, and with what is new if that is to be added.

    What was not looked at stays: the entries of other files, of files that could not be read whole,
    of rules that did not run, and of findings that are too unsure to be reported now. The entries
    of a file that is not there any more are gone, unless they are found in another one.

    Args:
        entries: the entries of the baseline by file.
        files: the files that were linted.
        folder: the folder of the baseline.
        add: whether new findings are added.
    """
    now = dict(entries)
    added, gone = 0, []
    for file in files:
        name = folder.relative(file.path)
        kept = _Kept(file)
        of_file = list(kept.entries(add=add))
        added += kept.added
        gone += [Gone(name, entry) for entry in kept.gone]
        now.pop(file.recognition.known.name, None)
        if of_file:
            now[name] = of_file
    for name in [name for name in now if not folder.exists(name)]:
        gone += [Gone(name, entry) for entry in now.pop(name)]
    return Change(now, added, gone)


class _Kept:
    """What the baseline says of one file, before and after."""

    def __init__(self, file: File) -> None:
        self._reported = file.reported
        self._old: Sequence[Entry] = file.recognition.known.baseline
        by_spot = file.recognition.baseline
        self._known = {
            by_spot[each.spot]: index
            for index, each in enumerate(file.reported)
            if each.spot in by_spot
        }
        ran = {rule.name for rule in file.rules}
        there = set(by_spot.values())
        self._is_gone = [
            index not in there and file.is_whole and has_run(entry.rule, ran)
            for index, entry in enumerate(self._old)
        ]
        self.added = 0

    @property
    def gone(self) -> list[Entry]:
        """The entries whose findings are not there any more."""
        return [entry for entry, gone in zip(self._old, self._is_gone, strict=True) if gone]

    def entries(self, *, add: bool) -> Iterator[Entry]:
        """The entries that hold from now on, in the order of the text.

        One whose place is not known, since it was not looked for, stays behind the one before it.
        """
        behind: dict[int, list[Entry]] = {}
        place = -1
        for index, entry in enumerate(self._old):
            if index in self._known and self._is_reported(self._known[index]):
                place = self._known[index]
            elif not self._is_gone[index]:
                behind.setdefault(place, []).append(entry)
        known = {spot: self._old[index] for index, spot in self._known.items()}
        yield from behind.get(-1, ())
        for index, each in enumerate(self._reported):
            if self._is_reported(index) and (index in known or add):
                self.added += index not in known
                yield _entry(each, known.get(index))
            yield from behind.get(index, ())

    def _is_reported(self, index: int) -> bool:
        return self._reported[index].finding.state is not State.SUPPRESSED


def _entry(reported: Reported, known: Entry | None) -> Entry:
    return Entry(
        reported.finding.rule,
        quoted(reported.finding.matched),
        Keyed(reported.finding.keys, reported.number),
        reported.spot[0],
        known.reason if known else None,
    )
