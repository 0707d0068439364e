"""What a configuration file holds; ``lintnews/config/keys.py`` says what each key means."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

Names = Annotated[list[str], Meta(min_length=1)]
Texts = list[Annotated[str, Meta(min_length=1)]]
Probability = Annotated[float, Meta(ge=0, le=1)]


class LanguageTool(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which LanguageTool is asked, and how; one of the first three says where it is."""

    server: Annotated[str, Meta(pattern="^https?://.")] | UnsetType = UNSET
    jars: Annotated[str, Meta(min_length=1)] | UnsetType = UNSET
    download: bool | UnsetType = UNSET
    timeout: Annotated[float, Meta(gt=0)] | UnsetType = UNSET


class FileSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True,
                   rename="kebab"):  # fmt: skip
    """The keys that say how a file is linted."""

    select: Names | UnsetType = UNSET
    extend_select: Texts | UnsetType = UNSET
    ignore: Texts | UnsetType = UNSET
    extend_ignore: Texts | UnsetType = UNSET
    severity: dict[str, Any] | UnsetType = UNSET
    min_confidence: Probability | UnsetType = UNSET
    min_confidence_of: dict[str, Any] | UnsetType = UNSET
    names: Texts | UnsetType = UNSET
    shipped_names: bool | UnsetType = UNSET
    styles: Texts | UnsetType = UNSET
    archive: Annotated[str, Meta(min_length=1)] | UnsetType = UNSET
    variety: str | UnsetType = UNSET
    model: bool | UnsetType = UNSET
    languagetool: LanguageTool | UnsetType = UNSET
    input_format: str | UnsetType = UNSET
    fields: Names | UnsetType = UNSET
    max_size: int | str | UnsetType = UNSET


class Override(FileSettings, frozen=True, kw_only=True, forbid_unknown_fields=True,
               rename="kebab"):  # fmt: skip
    """Settings for the files whose paths a glob matches."""

    paths: Names


class Configuration(FileSettings, frozen=True, kw_only=True, forbid_unknown_fields=True,
                    rename="kebab"):  # fmt: skip
    """A configuration file."""

    preset: str | UnsetType = UNSET
    extends: Annotated[str, Meta(min_length=1)] | UnsetType = UNSET
    rules: Texts | UnsetType = UNSET
    exclude: Texts | UnsetType = UNSET
    fail_on: str | UnsetType = UNSET
    verdict: dict[str, Any] | UnsetType = UNSET
    baseline: Annotated[str, Meta(min_length=1)] | UnsetType = UNSET
    overrides: list[Override] | UnsetType = UNSET


def values_of(settings: FileSettings) -> dict[str, object]:
    """The keys that are set, by their names in a file, but neither overrides nor their paths."""
    return {
        field.encode_name: msgspec.to_builtins(value) if isinstance(value, LanguageTool) else value
        for field in msgspec.structs.fields(settings)
        if field.encode_name not in ("overrides", "paths")
        and (value := getattr(settings, field.name)) is not UNSET
    }


def keys_of(kind: type[FileSettings]) -> tuple[str, ...]:
    """The keys that a file, or an override, may have."""
    return tuple(field.encode_name for field in msgspec.structs.fields(kind))
