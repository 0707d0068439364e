"""What an entry of an authority file says: how a name is written, and who is somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import msgspec

Name = Annotated[str, msgspec.Meta(min_length=1)]
Slug = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class EntryKind(StrEnum):
    """What a name names."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"


class Context(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands near a name when it is this one: a country, titles, given names."""

    country: tuple[Name, ...] = ()
    titles: tuple[Name, ...] = ()
    given: tuple[Name, ...] = ()


class Rejected(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wrong form; it is right inside one of the phrases in ``unless``."""

    form: Name
    unless: tuple[Name, ...] = ()


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One name.

    ``accept`` lists other right forms, ``distinct`` (``not`` in the file) near names that are not
    this one, ``variants_by_style`` the form that each house style asks for. ``source`` says where
    the entry is from; ``note`` is for people.
    """

    id: Slug
    kind: EntryKind
    preferred: Name
    surname: Name | None = None
    accept: tuple[Name, ...] = ()
    reject: tuple[Name | Rejected, ...] = ()
    distinct: tuple[Name, ...] = msgspec.field(default=(), name="not")
    context: Context = Context()
    variants_by_style: dict[Slug, Name] = {}
    source: Name | None = None
    note: Name | None = None


class AuthorityFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fields of an authority file; ``name`` says what it is, for people."""

    entries: tuple[Entry, ...]
    name: Name | None = None


def right_names(entry: Entry) -> list[str]:
    """All right forms of an entry, each once, the preferred one first."""
    if not entry.accept and not entry.variants_by_style:
        return [entry.preferred]
    return list(dict.fromkeys((entry.preferred, *entry.accept, *entry.variants_by_style.values())))


def rejected_forms(entry: Entry) -> list[str]:
    """The wrong forms of an entry, as the file lists them."""
    return [item if isinstance(item, str) else item.form for item in entry.reject]


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


def written_names(entry: Entry) -> Iterator[tuple[str, str]]:
    """Every name and phrase of an entry with the field in which it stands, as ``accept[2]``."""
    yield "preferred", entry.preferred
    if entry.surname is not None:
        yield "surname", entry.surname
    lists = {
        "accept": entry.accept,
        "not": entry.distinct,
        "context.country": entry.context.country,
        "context.titles": entry.context.titles,
        "context.given": entry.context.given,
    }
    for field, names in lists.items():
        yield from ((f"{field}[{index}]", name) for index, name in enumerate(names))
    for index, item in enumerate(entry.reject):
        phrases = (item,) if isinstance(item, str) else (item.form, *item.unless)
        yield from ((f"reject[{index}]", phrase) for phrase in phrases)
    for style, form in entry.variants_by_style.items():
        yield f"variants_by_style.{style}", form
