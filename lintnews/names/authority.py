"""The authority file: how names are written, what is wrong, and who is not who."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec

from lintnews.language.text import Text
from lintnews.names.spelling import fold
from lintnews.resources import rules_directory
from lintnews.rulebook.typed_yaml import TypedYaml

Name = Annotated[str, msgspec.Meta(min_length=1)]
Identifier = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class EntryKind(StrEnum):
    """What a name names."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands near a name when it is this one: a country, titles, given names."""

    country: list[Name] = []
    titles: list[Name] = []
    given: list[Name] = []


class Rejected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wrong form; it is right inside one of the phrases in ``unless``."""

    form: Name
    unless: list[Name] = []


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One name.

    ``accept`` lists other right forms, ``distinct`` (``not`` in the file) near names that are not
    this one, ``variants_by_style`` the form that each house style asks for.
    """

    id: Identifier
    kind: EntryKind
    preferred: Name
    surname: Name | None = None
    accept: list[Name] = []
    reject: list[Name | Rejected] = []
    distinct: list[Name] = msgspec.field(default_factory=list, name="not")
    context: Context = Context()
    variants_by_style: dict[Name, Name] = {}


class AuthorityFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fields of an authority file."""

    entries: list[Entry]


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


class Authority:
    """What the authority files say, ready to be asked."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._written: dict[str, set[str]] = defaultdict(set)
        self._letters: dict[str, set[str]] = defaultdict(set)
        self._given: dict[str, set[str]] = {}
        self._apart: set[frozenset[str]] = set()
        self._rejected: dict[str, list[Rejection]] = defaultdict(list)
        self._styled: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            self._add(entry)

    def _add(self, entry: Entry) -> None:
        own = right_names(entry)
        given = {fold(name) for name in entry.context.given}
        for name in own:
            given.add(fold(name.split()[0]))
            for form in (name, short(entry, name)):
                self._written[form].add(entry.id)
                self._letters[fold(form)].add(entry.id)
        self._given[entry.id] = given
        for other in entry.distinct:
            for name in own:
                self._apart.add(frozenset((fold(name), fold(other))))
                self._apart.add(frozenset((fold(short(entry, name)), fold(other.split()[-1]))))
        if entry.variants_by_style:
            for form in {short(entry, name) for name in own}:
                self._styled[form].append(entry)
        for item in entry.reject:
            for rejection in _rejections(entry, item):
                self._rejected[rejection.form].append(rejection)

    def knows(self, name: str, given: str | None = None) -> bool:
        """Whether a full name or a surname is a right form of an entry.

        Args:
            name: the name as it is written.
            given: the given name of its bearer, where the text says it.
        """
        entries = self._written.get(name, ())
        if given is None:
            return bool(entries)
        return any(fold(given) in self._given[entry] for entry in entries)

    def styles(self, first: str, second: str) -> bool:
        """Whether two names are right forms of one entry that houses write differently."""
        ours, theirs = self._styled.get(first, ()), self._styled.get(second, ())
        return any(entry in theirs for entry in ours)

    def distinct(self, first: str, second: str) -> bool:
        """Whether two names are known to be two: by ``not``, or as names of different entries."""
        a, b = fold(first), fold(second)
        if frozenset((a, b)) in self._apart:
            return True
        ours, theirs = self._letters.get(a), self._letters.get(b)
        return bool(ours and theirs and not ours & theirs)

    def rejections(self, form: str) -> Sequence[Rejection]:
        """The entries that reject a form, exactly as it is written."""
        return self._rejected.get(form, ())

    def rejected_forms(self) -> Iterable[str]:
        """All forms that an entry rejects, full names and surnames."""
        return self._rejected.keys()

    def styled(self, form: str) -> Sequence[Entry]:
        """The entries that houses write differently, by a surname or another whole name."""
        return self._styled.get(form, ())

    def goes_with(self, entry: Entry, given: str) -> bool:
        """Whether a given name is one of the entry's."""
        return fold(given) in self._given[entry.id]


def right_names(entry: Entry) -> list[str]:
    """All right forms of an entry, each once, the preferred one first."""
    return list(dict.fromkeys((entry.preferred, *entry.accept, *entry.variants_by_style.values())))


def short(entry: Entry, name: str) -> str:
    """The surname in one of a person's right forms; the form itself for anything else."""
    if entry.kind is not EntryKind.PERSON:
        return name
    if entry.surname is None:
        return name.split()[-1]
    if entry.surname in name:
        return entry.surname
    words = len(entry.surname.replace("-", " ").split())
    return " ".join(name.split()[-words:])


def _rejections(entry: Entry, item: str | Rejected) -> Iterator[Rejection]:
    """A rejected form, and for a person's full name the surname that is wrong in it."""
    form, unless = (item, ()) if isinstance(item, str) else (item.form, tuple(item.unless))
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


def load_authority(paths: Iterable[Path]) -> Authority:
    """The authority that some files make up.

    Raises:
        RuleError: a file is wrong, two entries share an id, or a form is accepted and rejected.
        OSError: a file cannot be read.
    """
    entries: dict[str, Entry] = {}
    for path in paths:
        source = TypedYaml(path)
        for index, entry in enumerate(source.convert(AuthorityFile).entries):
            if entry.id in entries:
                raise source.error(f".entries[{index}].id", f"the id {entry.id} is taken")
            accepted = right_names(entry)
            for place, item in enumerate(entry.reject):
                form = item if isinstance(item, str) else item.form
                if form in accepted:
                    raise source.error(
                        f".entries[{index}].reject[{place}]", f"{form} is accepted and rejected"
                    )
            entries[entry.id] = entry
    return Authority(entries.values())


def read_authority(text: Text) -> Authority:
    """The authority that a text is held to: the shipped one, unless the text is given another."""
    return shipped_authority()


@cache
def shipped_authority() -> Authority:
    """The authority that comes with lintnews.

    Raises:
        RuleError: a file is wrong.
    """
    return load_authority(shipped_files())


def shipped_files() -> tuple[Path, ...]:
    """The authority files that come with lintnews, in order."""
    return tuple(sorted((rules_directory() / "words" / "authority").glob("*.yml")))
