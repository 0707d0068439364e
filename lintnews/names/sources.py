"""Where what is known of names outside a text comes from: authority files, styles, an archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from lintnews.hints import nearest
from lintnews.language.text import Text
from lintnews.names.archive.archive import Archive, read_archive
from lintnews.names.archive.styles import KnownDesk, read_desk
from lintnews.names.authority import Authority, read_authority, shipped_files
from lintnews.names.authority_files import load_entries
from lintnews.names.entries import Entry
from lintnews.names.wanted import NameSources


class UnknownStyleError(ValueError):
    """No entry has a form for a style; the message names the nearest one."""

    def __init__(self, style: str, known: Iterable[str]) -> None:
        known = sorted(known)
        hint = nearest(style, known) if known else "the names that are known have no styles"
        super().__init__(f"there is no style {style!r}; {hint}")


@cache
def known_names(sources: NameSources) -> Mapping[Callable[[Text], Any], Any]:
    """What a text is given that is read with these sources (``Text``).

    Raises:
        RuleError: an authority file is wrong.
        UnknownStyleError: there is no style of a name.
        OSError: an authority file cannot be read.
    """
    entries = load_entries(sources.authority, shipped_files() if sources.shipped else ())
    known = styles_of(entries)
    for style in sources.styles:
        if style not in known:
            raise UnknownStyleError(style, known)
    found: dict[Callable[[Text], Any], Any] = {read_authority: Authority(entries, sources.styles)}
    if sources.archive is not None:
        found[read_archive] = Archive(sources.archive)
        found[read_desk] = KnownDesk(sources.archive)
    return found


def styles_of(entries: Iterable[Entry]) -> Counter[str]:
    """The styles for which entries have a form, and how many have one."""
    return Counter(style for entry in entries for style in entry.variants_by_style)
