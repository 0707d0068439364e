"""Where what is known of names outside a text is looked up."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class NameSources(NamedTuple):
    """Where names are looked up.

    ``authority`` holds the authority files of the house, later ones before earlier ones;
    ``shipped`` says whether the entries that come with lintnews count too. ``styles`` names the
    styles of the house, the one that counts first in front. ``archive`` is the file of what the
    house has published before.
    """

    authority: tuple[Path, ...] = ()
    shipped: bool = True
    styles: tuple[str, ...] = ()
    archive: Path | None = None
