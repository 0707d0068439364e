"""Where authority files contradict themselves, and what in them was hardly meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from lintnews.language.words import word_bands
from lintnews.names.entries import (
    Context,
    Entry,
    EntryKind,
    rejected_forms,
    right_names,
    written_names,
)
from lintnews.names.placed import Fault, Placed, unreadable, unwritable


def contradictions(entries: Sequence[Placed]) -> Iterator[Fault]:
    """The errors in the entries of one file."""
    ids: dict[str, Placed] = {}
    wrong: dict[str, Placed] = {}
    for placed in entries:
        entry = placed.entry
        if entry.id in ids:
            where = ids[entry.id].line("id")
            yield placed.fault("id", f"the id {entry.id} is taken by the entry in line {where}")
        ids.setdefault(entry.id, placed)
        yield from _unwritable(placed)
        if not entry.reject:
            continue
        right = right_names(entry)
        for index, form in enumerate(rejected_forms(entry)):
            field = f"reject[{index}]"
            if form in right:
                yield placed.fault(field, f"{entry.id}: {form} is accepted and rejected")
            other = wrong.setdefault(form, placed)
            if other is not placed and not _told_apart(entry, other.entry):
                yield placed.fault(
                    field,
                    f"{entry.id}: {form} is rejected by {other.entry.id} too; only a context "
                    "(country, titles) in both can tell which is meant",
                )


def _unwritable(placed: Placed) -> Iterator[Fault]:
    entry = placed.entry
    for field, name in written_names(entry):
        if reason := unwritable(name):
            yield placed.fault(field, f"{entry.id}: {field}: {reason}")
    for field, note in (("source", entry.source), ("note", entry.note)):
        if note is not None and (reason := unreadable(note)):
            yield placed.fault(field, f"{entry.id}: {field}: {reason}")


def _told_apart(first: Entry, second: Entry) -> bool:
    """Whether two entries that reject one form lead to one name, or have contexts that differ."""
    if first.preferred == second.preferred:
        return True
    here, there = first.context, second.context
    return here != there and all(context.country or context.titles for context in (here, there))


def doubts(entries: Sequence[Placed], others: Iterable[Entry] = ()) -> Iterator[Fault]:
    """The warnings about entries, among themselves and beside the entries of other files.

    Args:
        entries: the entries to judge, of all files in order.
        others: entries of files that come before these.
    """
    own = [placed.entry for placed in entries]
    bearers: dict[str, list[Entry]] = defaultdict(list)
    last = {entry.id: entry for entry in own}
    for entry in (*(entry for entry in others if entry.id not in last), *last.values()):
        for form in right_names(entry):
            bearers[form].append(entry)
    for placed in entries:
        if last[placed.entry.id] is placed.entry:
            yield from _doubts(placed, bearers)
        else:
            reason = f"{placed.entry.id}: a later file overrides this entry"
            yield placed.fault("id", reason, is_error=False)


def _doubts(placed: Placed, bearers: dict[str, list[Entry]]) -> Iterator[Fault]:
    entry = placed.entry
    right = right_names(entry)
    for index, form in enumerate(rejected_forms(entry)):
        for reason in _doubts_of_rejected(form, entry, bearers):
            yield placed.fault(f"reject[{index}]", f"{entry.id}: {reason}", is_error=False)
    for index, name in enumerate(entry.distinct):
        if name in right:
            reason = f"{entry.id}: {name} is to be somebody else, but is this entry itself"
            yield placed.fault(f"not[{index}]", reason, is_error=False)
    if entry.variants_by_style and len(right) == 1:
        reason = f"{entry.id}: there is only one form, so that no style can ask for another"
        yield placed.fault("variants_by_style", reason, is_error=False)
    if not (entry.reject or entry.distinct or entry.variants_by_style):
        for other in bearers[entry.preferred]:
            if other is not entry and _says_all(other, entry):
                reason = f"{entry.id}: says nothing that {other.id} does not say"
                yield placed.fault("", reason, is_error=False)
                break


def _doubts_of_rejected(form: str, entry: Entry, bearers: dict[str, list[Entry]]) -> Iterator[str]:
    for other in bearers.get(form, ()):
        if other is not entry:
            yield f"{form} is rejected here, but is a right form of {other.id}"
    if form.lower() in word_bands() and " " not in form and entry.kind is not EntryKind.PERSON:
        yield f"{form} is rejected here, but is an ordinary word"


def _says_all(other: Entry, entry: Entry) -> bool:
    """Whether one entry holds all that another says; of two equal ones the first does."""
    if other.kind is not entry.kind or other.surname != entry.surname:
        return False
    if entry.context not in (other.context, Context()):
        return False
    here, there = set(right_names(entry)), set(right_names(other))
    return here < there or (here == there and (other.reject != () or other.id < entry.id))
