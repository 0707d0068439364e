"""Authority files in YAML: reading with every error in its place, and writing."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import yaml

from lintnews.names.entries import AuthorityFile, Context, Entry, Rejected
from lintnews.names.placed import Fault, NamesFile, Placed, in_plain_words, unknown_field
from lintnews.rulebook.typed_yaml import TypedYaml, located
from lintnews.yaml12 import Dumper

_FIELDS: dict[str, type[msgspec.Struct]] = {"context": Context, "reject": Rejected}
_WIDE = 10_000


def read_yaml(path: Path) -> NamesFile:
    """The entries of a YAML file, and what is wrong with the others.

    Raises:
        RuleError: the file as a whole cannot be read.
        OSError: the file cannot be opened.
    """
    source = TypedYaml(path, trusted=False)
    entries = source.data.get("entries")
    if unknown := [field for field in source.data if field not in ("entries", "name")]:
        raise source.error(
            f".{unknown[0]}",
            f'there is no field "{unknown[0]}"; a file has entries, and may have a name',
        )
    if not isinstance(entries, list):
        raise source.error(".entries", "entries: this should be a list of entries")
    source.convert(AuthorityFile, {**source.data, "entries": []})
    placed: list[Placed] = []
    errors: list[Fault] = []
    for index, data in enumerate(entries):
        line = partial(_line, source, f".entries[{index}]")
        try:
            placed.append(Placed(msgspec.convert(data, Entry), path, line))
        except msgspec.ValidationError as error:
            field, message = located(error)
            reason = in_plain_words(message, _fields(field))
            place = f"{field}.{unknown_field(message) or ''}".strip(".")
            errors.append(Fault(path, line(place), _named(data, field, reason)))
    return NamesFile(path, tuple(placed), tuple(errors))


def _line(source: TypedYaml, entry: str, field: str) -> int:
    return source.line(f"{entry}.{field}" if field else entry)


def _named(data: Any, field: str, reason: str) -> str:
    """A reason with the field and, where it is known, the entry."""
    identifier = data.get("id") if isinstance(data, dict) else None
    who = f"{identifier}: " if isinstance(identifier, str) and identifier.isprintable() else ""
    what = f"{field.lstrip('.')}: " if field else ""
    return f"{who}{what}{reason}"


def _fields(field: str) -> Iterable[str]:
    """The names of the fields that may stand inside a field."""
    kind = _FIELDS.get(field.lstrip(".").partition("[")[0], Entry)
    return [known.encode_name for known in msgspec.structs.fields(kind)]


def yaml_text(file: AuthorityFile) -> str:
    """An authority file in YAML, the fields that say nothing left out."""
    data = msgspec.to_builtins(file)
    head = {"name": file.name} if file.name is not None else {}
    entries = [_said(entry) for entry in data["entries"]]
    return str(
        yaml.dump(
            {**head, "entries": entries},
            Dumper=Dumper,
            allow_unicode=True,
            sort_keys=False,
            default_flow_style=None,
            width=_WIDE,
        )
    )


def _said(value: Any) -> Any:
    """A value without what is empty in it."""
    if isinstance(value, dict):
        said = {key: _said(inner) for key, inner in value.items()}
        return {key: inner for key, inner in said.items() if inner not in (None, [], {}, ())}
    if isinstance(value, (list, tuple)):
        return [_said(inner) for inner in value]
    return value
