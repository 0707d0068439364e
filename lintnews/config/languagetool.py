"""What is configured of LanguageTool."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lintnews.backends.languagetool.wanted import DEFAULT_TIMEOUT, Wanted

LANGUAGETOOL_KEY = "languagetool"
_ADDRESSES = ("http://", "https://")


def named(place: str) -> dict[str, object]:
    """The entries that name the place of a LanguageTool: an address or a folder."""
    return {"server" if place.startswith(_ADDRESSES) else "jars": place}


def fault_of(entries: Mapping[str, object]) -> str | None:
    """What is wrong with the entries of one place, None if nothing is."""
    places = [name for name in ("server", "jars", "download") if entries.get(name)]
    if len(places) > 1:
        return f"one of {' and '.join(places)} says where it is; leave out the other"
    return None


def located(entries: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """The entries with the folder of jars made absolute."""
    if "jars" not in entries:
        return dict(entries)
    return {**entries, "jars": os.path.normpath(folder / str(entries["jars"]))}


def wanted_of(entries: Mapping[str, Any]) -> Wanted | None:
    """Which LanguageTool the entries want, None if they name no place of one."""
    server, jars = entries.get("server"), entries.get("jars")
    download = bool(entries.get("download", False))
    if server is None and jars is None and not download:
        return None
    return Wanted(
        # Without the slash its last part would be taken for a file beside the interface.
        None if server is None else str(server).rstrip("/") + "/",
        None if jars is None else Path(os.path.abspath(jars)),  # noqa: PTH100 - no links followed
        download,
        float(entries.get("timeout", DEFAULT_TIMEOUT)),
    )


def identity_of(wanted: Wanted | None) -> object:
    """What tells one LanguageTool from another: the version of a server, the jars of a folder."""
    if wanted is None:
        return None
    if wanted.server is not None:
        from lintnews.backends.languagetool.version import version_of

        return wanted, version_of(wanted.server, local=False)
    if wanted.jars is None:
        return wanted
    jars = sorted(wanted.jars.glob("**/*.jar"))
    return wanted, [(jar.name, (about := jar.stat()).st_size, about.st_mtime_ns) for jar in jars]
