"""Entries as they stand in a file, with their lines, and what is wrong there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from lintnews.hints import nearest
from lintnews.names.entries import Entry, EntryKind
from lintnews.rulebook.errors import RuleError

_UNKNOWN = re.compile(r"Object contains unknown field `(?P<field>.*)`", re.DOTALL)
_MISSING = re.compile(r"Object missing required field `(?P<field>.*)`")
_KIND = re.compile(r"Invalid enum value (?P<value>.*)", re.DOTALL)
_TYPE = re.compile(r"Expected `(?P<wanted>[^`]*)`, got `(?P<got>[^`]*)`")
_SLUG = "small letters, digits and single hyphens, such as benny-gantz"
_WANTED = {
    "str": "text",
    "str | null": "text",
    "str | object": "text, or a mapping with form and unless",
    "array": "a list, such as [one, another]",
    "object": "a mapping of fields to values",
}
_LINES = str.maketrans("", "", "\n\t")
_GOT = {"int": "a number", "float": "a number", "bool": "true or false", "null": "empty"}


class Fault(NamedTuple):
    """What is wrong at a place of an authority file; a warning if the file can be used with it."""

    path: Path
    line: int
    reason: str
    is_error: bool = True

    def __str__(self) -> str:
        kind = "" if self.is_error else "warning: "
        return f"{self.path}:{self.line}: {kind}{self.reason}"

    def as_error(self) -> RuleError:
        """The fault as the error that ends a run."""
        return RuleError(self.path, self.line, self.reason)


class Placed(NamedTuple):
    """An entry and the line of each of its fields, such as ``reject[2]``; "" is the entry's."""

    entry: Entry
    path: Path
    line: Callable[[str], int]

    def fault(self, field: str, reason: str, *, is_error: bool = True) -> Fault:
        """A fault at a field of the entry."""
        return Fault(self.path, self.line(field), reason, is_error)


class NamesFile(NamedTuple):
    """What was read of one authority file: the entries that can be used, and the errors."""

    path: Path
    entries: tuple[Placed, ...]
    errors: tuple[Fault, ...]


def unknown_field(message: str) -> str | None:
    """The field that msgspec says is unknown, None if it says something else."""
    match = _UNKNOWN.search(message)
    return match["field"] if match else None


def in_plain_words(message: str, known_fields: Iterable[str]) -> str:
    """What msgspec says about a wrong value, in words that name what is allowed."""
    if (field := unknown_field(message)) is not None:
        return f"there is no field {_shown(field)}; {nearest(field, known_fields)}"
    if match := _MISSING.search(message):
        return f"the field {match['field']} is missing"
    if match := _KIND.search(message):
        kinds = ", ".join(kind.value for kind in EntryKind)
        return f"{match['value']} is no kind of name; there are {kinds}"
    if match := _TYPE.search(message):
        wanted = _WANTED.get(match["wanted"], match["wanted"])
        got = _GOT.get(match["got"], _WANTED.get(match["got"], match["got"]))
        quote = "; put it between quotation marks" if got in {"a number", "true or false"} else ""
        return f"this should be {wanted}, not {got}{quote}"
    if "matching regex" in message:
        return f"only {_SLUG} may stand here"
    if "length >= 1" in message:
        return "this is empty"
    return message


def unwritable(name: str) -> str | None:
    """Why a name can stand in no text as it is written, None if it can."""
    if not name.isprintable():
        return _hidden(name)
    if name != name.strip() or "  " in name:
        return f"{_shown(name)} has a space too many"
    return None


def unreadable(note: str) -> str | None:
    """Why a note for people cannot be shown, None if it can; it may have several lines."""
    return None if note.translate(_LINES).isprintable() else _hidden(note.translate(_LINES))


def _hidden(text: str) -> str:
    strange = next(letter for letter in text if not letter.isprintable())
    return f"{_shown(text)} holds a character that cannot be seen (U+{ord(strange):04X})"


def _shown(name: str) -> str:
    shown = "".join(letter if letter.isprintable() else "�" for letter in name)
    return f'"{shown if len(shown) <= 60 else shown[:59] + "…"}"'
