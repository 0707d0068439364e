"""What an editor sets: how texts are linted, and when."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from lintnews.config.model import Names, Probability, Texts

SECTION = "lintnews"
_OWN = ("config", "delay", "rule_pages", "verdict")


class OptionsError(ValueError):
    """An option of the editor cannot be used; the message names it and says what to do."""


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True,
              rename="camel"):  # fmt: skip
    """The options of the language server; what is set here outdoes the configuration files.

    ``select``, ``extend_select``, ``min_confidence``, ``model``, ``styles``, ``variety`` and
    ``preset`` mean what they mean in a configuration file; ``ignore`` is ``extend-ignore`` there.
    ``config`` is the one configuration file for all texts. ``delay`` is for how many milliseconds a
    text must be still before it is linted. ``rule_pages`` is the address of the page of a rule,
    with ``{rule}`` in it for its name. ``verdict`` says whether a text that is not publishable has
    that above it.
    """

    select: Names | UnsetType = UNSET
    extend_select: Texts | UnsetType = UNSET
    ignore: Texts | UnsetType = UNSET
    min_confidence: Probability | UnsetType = UNSET
    model: bool | UnsetType = UNSET
    styles: Texts | UnsetType = UNSET
    variety: Annotated[str, Meta(min_length=1)] | UnsetType = UNSET
    preset: Annotated[str, Meta(min_length=1)] | UnsetType = UNSET
    config: Annotated[str, Meta(min_length=1)] | None = None
    delay: Annotated[int, Meta(ge=0, le=60_000)] = 300
    rule_pages: Annotated[str, Meta(pattern=r"\{rule\}")] | None = None
    verdict: bool = True

    @property
    def values(self) -> dict[str, object]:
        """What is set, by the keys of a configuration file."""
        names = {"ignore": "extend-ignore"}
        return {
            names.get(field, field.replace("_", "-")): value
            for field in self.__struct_fields__
            if field not in _OWN and (value := getattr(self, field)) is not UNSET
        }


def section_of(said: object) -> dict[str, object]:
    """The options in what an editor sends, which may stand in a section of their own.

    What is null counts as not set.

    Raises:
        OptionsError: these are no options.
    """
    if isinstance(said, dict) and isinstance(said.get(SECTION), dict):
        said = said[SECTION]
    if not isinstance(said, dict | None):
        raise OptionsError(_wrong("they are no object"))
    return {key: value for key, value in (said or {}).items() if value is not None}


def concern_lintnews(said: object) -> bool:
    """Whether settings that an editor sends unasked are for lintnews; some send those of all."""
    known = {field.encode_name for field in msgspec.structs.fields(Options)}
    return isinstance(said, dict) and bool(said) and (SECTION in said or said.keys() <= known)


def options_of(values: dict[str, object]) -> Options:
    """The options of these values.

    Raises:
        OptionsError: there is no such option, or it has no such value.
    """
    try:
        return msgspec.convert(values, Options)
    except msgspec.ValidationError as error:
        raise OptionsError(_wrong(str(error))) from error


def _wrong(reason: str) -> str:
    known = ", ".join(field.encode_name for field in msgspec.structs.fields(Options))
    return f"the options of lintnews in the editor cannot be used: {reason}; there are {known}"
