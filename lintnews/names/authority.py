"""The authority: what the entries say of a name, ready to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from lintnews.language.text import Text
from lintnews.names.authority_files import load_entries
from lintnews.names.entries import Entry, EntryKind, Rejected, right_names, short
from lintnews.names.spelling import fold
from lintnews.resources import rules_directory


class Rejection(NamedTuple):
    """A wrong form of an entry and what to write instead.

    ``whole`` says that the form is the full name (or the name of a place or an organisation), so
    that no context is needed; otherwise it is a surname.
    """

    entry: Entry
    form: str
    instead: str
    unless: tuple[str, ...]
    whole: bool


class Choice(NamedTuple):
    """The form of a name that a style of the house asks for."""

    style: str
    form: str


class Authority:
    """What the authority files say.

    Args:
        entries: the entries.
        styles: the styles of the house, the one that counts first in front.
    """

    def __init__(self, entries: Iterable[Entry], styles: Sequence[str] = ()) -> None:
        self.entries = tuple(entries)
        self._chosen = tuple(styles)
        self._written: dict[str, tuple[Entry, ...]] = {}
        self._apart: set[frozenset[str]] = set()
        self._rejected: dict[str, list[Rejection]] = {}
        self._styled: dict[str, tuple[Entry, ...]] = {}
        self._given: dict[str, frozenset[str]] = {}
        for entry in self.entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        own = right_names(entry)
        written = set(own)
        if entry.kind is EntryKind.PERSON:
            written.update([short(entry, name) for name in own])
        index = self._written
        for form in written:
            index[form] = (*index[form], entry) if form in index else (entry,)
        if entry.distinct:
            self._set_apart(entry, own)
        if entry.variants_by_style:
            for form in {short(entry, name) for name in own}:
                self._styled[form] = (*self._styled.get(form, ()), entry)
        for item in entry.reject:
            for rejection in _rejections(entry, item):
                self._rejected.setdefault(rejection.form, []).append(rejection)

    def _set_apart(self, entry: Entry, own: Sequence[str]) -> None:
        """Keep an entry's forms from those of others, and its surnames from theirs if they differ.

        A brother has the same surname: his name says nothing about how it may be spelled.
        """
        surnames = {fold(short(entry, name)) for name in own}
        for other in entry.distinct:
            self._apart.update(frozenset((fold(name), fold(other))) for name in own)
            theirs = fold(other.split()[-1])
            if theirs not in surnames:
                self._apart.update(frozenset((surname, theirs)) for surname in surnames)

    def _given_names(self, entry: Entry) -> frozenset[str]:
        known = self._given.get(entry.id)
        if known is None:
            first = (name.split()[0] for name in right_names(entry))
            known = frozenset(map(fold, (*entry.context.given, *first)))
            self._given[entry.id] = known
        return known

    def knows(self, name: str, given: str | None = None) -> bool:
        """Whether a full name or a surname is a right form of an entry.

        Args:
            name: the name as it is written.
            given: the given name of its bearer, where the text says it.
        """
        entries = self._written.get(name, ())
        if given is None:
            return bool(entries)
        return any(self.goes_with(entry, given) for entry in entries)

    def styles(self, first: str, second: str) -> bool:
        """Whether two names are right forms of one entry that houses write differently."""
        ours, theirs = self._styled.get(first, ()), self._styled.get(second, ())
        return any(entry in theirs for entry in ours)

    @cached_property
    def _letters(self) -> dict[str, tuple[Entry, ...]]:
        letters: dict[str, tuple[Entry, ...]] = {}
        for form, entries in self._written.items():
            key = fold(form)
            letters[key] = (*letters[key], *entries) if key in letters else entries
        return letters

    def distinct(self, first: str, second: str, givens: Sequence[Iterable[str]] = ((), ())) -> bool:
        """Whether two names are known to be two: by ``not``, or as names of different entries.

        Args:
            first: a surname, or a whole name.
            second: another one.
            givens: the given names with which the text introduces the first and the second; only
                entries that go with one of them count then.
        """
        a, b = fold(first), fold(second)
        if frozenset((a, b)) in self._apart:
            return True
        ours, theirs = self._bearers(a, givens[0]), self._bearers(b, givens[1])
        return bool(ours and theirs and not any(entry in theirs for entry in ours))

    def _bearers(self, letters: str, givens: Iterable[str]) -> Sequence[Entry]:
        bearers, introduced = self._letters.get(letters, ()), tuple(givens)
        if not introduced:
            return bearers
        return [
            entry for entry in bearers if any(self.goes_with(entry, given) for given in introduced)
        ]

    def rejections(self, form: str) -> Sequence[Rejection]:
        """The entries that reject a form, exactly as it is written."""
        return self._rejected.get(form, ())

    def rejected_forms(self) -> Iterable[str]:
        """All forms that an entry rejects, full names and surnames."""
        return self._rejected.keys()

    def styled(self, form: str) -> Sequence[Entry]:
        """The entries that houses write differently, by a surname or another whole name."""
        return self._styled.get(form, ())

    def chosen(self, entry: Entry) -> Choice | None:
        """The form that the house's styles ask for, by the first that has one; None if none has."""
        for style in self._chosen:
            if (form := entry.variants_by_style.get(style)) is not None:
                return Choice(style, form)
        return None

    def goes_with(self, entry: Entry, given: str) -> bool:
        """Whether a given name is one of the entry's."""
        return fold(given) in self._given_names(entry)


def _rejections(entry: Entry, item: str | Rejected) -> Iterator[Rejection]:
    """A rejected form, and for a person's full name the surname that is wrong in it."""
    form, unless = (item, ()) if isinstance(item, str) else (item.form, item.unless)
    whole = entry.kind is not EntryKind.PERSON or " " in form
    right = short(entry, entry.preferred)
    yield Rejection(entry, form, entry.preferred if whole else right, unless, whole)
    if entry.kind is EntryKind.PERSON and whole and entry.preferred.endswith(right):
        # A hyphen in the right surname may be a space in the wrong one: "Ben Gvier".
        given = len(entry.preferred.split()) - len(right.split())
        most = len(right.replace("-", " ").split())
        wrong = " ".join(form.split()[-max(1, min(most, len(form.split()) - given)) :])
        if wrong not in {short(entry, name) for name in right_names(entry)}:
            yield Rejection(entry, wrong, right, unless, whole=False)


def read_authority(text: Text) -> Authority:
    """The authority that a text is held to: the shipped one, unless the text is given another."""
    return shipped_authority()


@cache
def shipped_authority() -> Authority:
    """The authority that comes with lintnews.

    Raises:
        RuleError: a file is wrong.
    """
    return Authority(load_entries((), shipped_files()))


def shipped_files() -> tuple[Path, ...]:
    """The authority files that come with lintnews, in order."""
    return tuple(sorted((rules_directory() / "words" / "authority").glob("*.csv")))
