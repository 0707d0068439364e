"""Which configuration file is for a folder: the nearest one upward."""

from __future__ import annotations

import stat
from pathlib import Path

from lintnews.config.chain import Chain, read_chain
from lintnews.config.errors import ConfigError
from lintnews.config.file import FILE_NAME, PYPROJECT, shown_path
from lintnews.config.layers import Layer


class Discovery:
    """The configuration of each folder, which is looked for once.

    In one folder ``lintnews.toml`` wins over ``pyproject.toml``.

    Args:
        preset: a layer that names the preset to use instead of those of the files.
        only: the one file for all folders.
        isolated: whether no file counts.
    """

    def __init__(
        self, preset: Layer | None = None, *, only: Path | None = None, isolated: bool = False
    ) -> None:
        self._preset = preset
        self._found: dict[Path, Chain] = {}
        self._none = Chain((), preset)
        self._only = self._none if isolated else None
        if only is not None:
            self._only = self._read_only(only)

    def chain(self, folder: Path) -> Chain:
        """What holds for the files in a folder, given its absolute path.

        Raises:
            ConfigError: the file found cannot be used.
        """
        if self._only is not None:
            return self._only
        passed = []
        found = self._none
        for place in (folder, *folder.parents):
            if place in self._found:
                found = self._found[place]
                break
            passed.append(place)
            if (chain := self._in(place)) is not None:
                found = chain
                break
        self._found.update(dict.fromkeys(passed, found))
        return found

    def _in(self, folder: Path) -> Chain | None:
        for name in (FILE_NAME, PYPROJECT):
            path = folder / name
            if _is_there(path) and (chain := read_chain(path, self._preset)) is not None:
                return chain
        return None

    def _read_only(self, path: Path) -> Chain:
        chain = read_chain(Path.cwd() / path, self._preset, Path.cwd())
        if chain is None:
            raise ConfigError(shown_path(path), "this file has no table [tool.lintnews]")
        return chain


def _is_there(path: Path) -> bool:
    """Whether there is a file, or a symbolic link that leads nowhere, which must not go unseen."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return path.is_symlink()
