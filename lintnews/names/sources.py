"""Where what is known of names outside a text comes from: authority files, styles, an archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from lintnews.language.text import Text
from lintnews.names.archive.archive import Archive, read_archive
from lintnews.names.authority import load_authority, read_authority, shipped_files


class NameSources(NamedTuple):
    """Where names are looked up.

    ``authority`` holds the authority files of the house, later ones before earlier ones;
    ``shipped`` says whether the entries that come with lintnews count too. ``archive`` is the file
    of what the house has published before.
    """

    authority: tuple[Path, ...] = ()
    shipped: bool = True
    archive: Path | None = None


@cache
def known_names(sources: NameSources) -> Mapping[Callable[[Text], Any], Any]:
    """What a text is given that is read with these sources (``Text``).

    Raises:
        RuleError: an authority file is wrong.
        OSError: one cannot be read.
    """
    files = (*(shipped_files() if sources.shipped else ()), *sources.authority)
    known: dict[Callable[[Text], Any], Any] = {read_authority: load_authority(files)}
    if sources.archive is not None:
        known[read_archive] = Archive(sources.archive)
    return known
