"""Where the cache is: in a folder of the user, unless it is said otherwise."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "LINTNEWS_CACHE_DIR"
"""The variable of the environment that names another folder."""


def cache_folder() -> Path:
    """The folder of the cache, which need not be there yet."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    from platformdirs import user_cache_path

    return user_cache_path("lintnews", appauthor=False)
