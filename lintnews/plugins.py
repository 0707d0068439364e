"""Plug-ins: what other packages bring to lintnews, and lintnews itself by the same door.

A package names what it brings as entry points. They are read here from the metadata that pip lays
beside it, in 2 milliseconds; ``importlib.metadata`` says the same, but takes 20 to 30, which a
commit hook would wait for each time.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeVar

OWN = "lintnews"
CHECKS = "lintnews.checks"
READERS = "lintnews.readers"
REPORTERS = "lintnews.reporters"
RULES = "lintnews.rules"
BUILT_IN = MappingProxyType(
    {
        CHECKS: "lintnews.checks",
        READERS: "lintnews.document.formats:READERS",
        REPORTERS: "lintnews.report.formats:REPORTERS",
        RULES: "lintnews.resources:rules_directory",
    }
)
"""What lintnews itself brings to each group, as in its pyproject.toml.

It is written here too so that a checkout works beside the metadata of an older one.
"""
_METADATA = (".dist-info", ".egg-info")
_VALUE = re.compile(r"([\w.]+)\s*(?::\s*([\w.]+)\s*)?(?:\[.*\])?")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


class PluginError(RuntimeError):
    """A plug-in cannot be used; the message names it and says what to do."""


class EntryPoint(NamedTuple):
    """What a package brings: to which group, under which name, where it stands in its modules.

    ``distribution`` is the name that pip knows the package by; ``version`` is empty if unknown.
    """

    group: str
    name: str
    value: str
    distribution: str
    version: str

    @property
    def origin(self) -> str:
        """The package and its version, as people are told."""
        return f"{self.distribution} {self.version}".strip()

    @property
    def is_own(self) -> bool:
        """Whether it is a part of lintnews."""
        return self.distribution == OWN

    def error(self, reason: str) -> PluginError:
        """The error that it cannot be used for a reason."""
        return PluginError(
            f"the plug-in {self.origin} cannot be used: {reason} "
            f"(entry point {self.name} = {self.value!r} of {self.group}); "
            f"mend it, or take it away: pip uninstall {self.distribution}"
        )

    def load(self) -> object:
        """What stands there.

        Raises:
            PluginError: it cannot be imported.
        """
        match = _VALUE.fullmatch(self.value)
        if match is None:
            raise self.error("this is no place such as 'package.module:name'")
        try:
            found: object = import_module(match[1])
            for name in match[2].split(".") if match[2] else ():
                found = getattr(found, name)
        except Exception as error:
            raise self.error(f"{type(error).__name__}: {error}") from error
        return found


class Named(Protocol):
    """An object with the name by which it is asked for."""

    @property
    def name(self) -> str:
        """The name, in small letters, digits and hyphens."""


N = TypeVar("N", bound=Named)


def entry_points(group: str) -> Iterator[EntryPoint]:
    """The entry points of a group: that of lintnews, then those of plug-ins by package and name."""
    yield EntryPoint(group, OWN, BUILT_IN[group], OWN, "")
    yield from (entry for entry in plugged_in() if entry.group == group)


def named_objects(
    group: str, kind: type[N], fault: Callable[[N], str | None]
) -> dict[str, tuple[N, EntryPoint]]:
    """The objects that the entry points of a group give, one or several each, by their names.

    Args:
        group: the group.
        kind: the type of the objects.
        fault: what is wrong with an object, None if nothing is.

    Raises:
        PluginError: one cannot be loaded, is of another type or faulty, or its name is taken.
    """
    objects: dict[str, tuple[N, EntryPoint]] = {}
    for entry in entry_points(group):
        for one in _several(entry.load(), kind):
            if not isinstance(one, kind):
                wanted = f"{kind.__module__}.{kind.__name__}"
                raise entry.error(f"it gives {type(one).__name__}, not {wanted}")
            if not isinstance(one.name, str) or not _NAME.fullmatch(one.name):
                raise entry.error(f"the name {one.name!r} is not small letters, digits and hyphens")
            if one.name in objects:
                owner = objects[one.name][1].origin
                raise entry.error(f"the name {one.name} is taken by {owner}")
            if (reason := fault(one)) is not None:
                raise entry.error(f"{one.name}: {reason}")
            objects[one.name] = (one, entry)
    return objects


def _several(found: object, kind: type) -> Iterable[object]:
    """The objects in a list or a tuple, or else the one; records are tuples themselves."""
    if isinstance(found, list | tuple) and not isinstance(found, kind):
        return found
    return (found,)


@cache
def plugged_in() -> tuple[EntryPoint, ...]:
    """All entry points of plug-ins, by package and name; of a package found twice the first."""
    found: dict[str, list[EntryPoint]] = {}
    for folder in dict.fromkeys(sys.path):
        names: list[str] = []
        with suppress(OSError):
            names = os.listdir(folder or ".")  # noqa: PTH208 - a Path for each takes longer
        for name in names:
            if name.endswith(_METADATA):
                distribution, _, version = name.rpartition(".")[0].partition("-")
                key = re.sub(r"[-_.]+", "-", distribution).lower()
                if key != OWN and key not in found:
                    place = os.path.join(folder or ".", name)  # noqa: PTH118
                    found[key] = list(_described(place, key, version.partition("-")[0]))
    return tuple(sorted(entry for entries in found.values() for entry in entries))


def _described(place: str, distribution: str, version: str) -> Iterator[EntryPoint]:
    """What the metadata of a package name for lintnews."""
    data = b""
    with suppress(OSError), open(os.path.join(place, "entry_points.txt"), "rb") as file:  # noqa: PTH118, PTH123
        data = file.read()
    if OWN.encode() not in data:
        return
    group = ""
    for line in map(str.strip, data.decode("utf-8", "replace").splitlines()):
        name, equals, value = line.partition("=")
        if line.startswith("[") and line.endswith("]"):
            group = line[1:-1].strip()
        elif equals and group in BUILT_IN and not line.startswith(("#", ";")):
            yield EntryPoint(group, name.strip(), value.strip(), distribution, version)


def places() -> Iterator[Path]:
    """The folders and files of the modules of plug-ins, which are not imported for it."""
    for name in sorted({entry.value.partition(":")[0].partition(".")[0] for entry in plugged_in()}):
        spec = None
        with suppress(ImportError, ValueError):
            spec = find_spec(name.strip())
        if spec is not None and spec.submodule_search_locations is not None:
            yield from map(Path, spec.submodule_search_locations)
        elif spec is not None and spec.origin is not None:
            yield Path(spec.origin)


def folder_of(entry: EntryPoint) -> Path:
    """The folder that an entry point gives: a path, a function that returns one, or a package.

    Raises:
        PluginError: it gives no folder.
    """
    given = entry.load()
    if callable(given):
        try:
            given = given()
        except Exception as error:
            raise entry.error(f"{type(error).__name__}: {error}") from error
    if not isinstance(given, str | Path):
        given = next(iter(getattr(given, "__path__", ())), None)
    if given is None:
        raise entry.error("it gives no folder; a path, a function for one or a package would do")
    folder = Path(given)
    if not folder.is_dir():
        raise entry.error(f"{folder} is no folder")
    return folder
