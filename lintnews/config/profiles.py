"""What configuration and command line say about each file, by its path."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from lintnews.config.chain import Chain
from lintnews.config.discovery import Discovery
from lintnews.config.keys import DEFAULT_FAIL_ON
from lintnews.config.layers import Layer, checked
from lintnews.config.merging import Merged, merged, value_of
from lintnews.config.profile import Profile
from lintnews.verdict import Level, Thresholds, weights

_OF_RUN = ("fail-on", "baseline", "verdict")


class Explained(NamedTuple):
    """What holds for a file and why.

    ``chain`` is its configuration, ``values`` what is set and by whom, ``excluded`` says whether a
    folder does not mean it.
    """

    chain: Chain
    values: Merged
    excluded: bool


class Profiles:
    """The profiles of files; each that is asked for is made once, and found to be usable.

    Whoever lives longer than a run makes new ones when a configuration file has changed.

    Args:
        command_line: what is set there; the paths in it are relative to the working directory.
        config: the one configuration file for all files.
        isolated: whether no configuration file counts.

    Raises:
        ConfigError: what the command line sets, or the one file, cannot be used.
    """

    def __init__(
        self,
        command_line: Mapping[str, object],
        *,
        config: Path | None = None,
        isolated: bool = False,
    ) -> None:
        layer = Layer("command line", command_line, _nowhere, commands=True)
        self._command_line = checked(layer, None)
        preset = self._command_line if "preset" in command_line else None
        self._discovery = Discovery(preset, only=config, isolated=isolated)
        self._passed: dict[tuple[str, str], tuple[Chain, ...]] = {}
        self._made: dict[tuple[Chain, tuple[int, ...]], Profile] = {}

    def profile_for(self, path: str) -> Profile:
        """The profile for a file, which need not exist.

        Raises:
            ConfigError: a configuration file cannot be used.
        """
        path = os.path.abspath(path)  # noqa: PTH100 - Path.resolve would follow symbolic links
        chain = self._discovery.chain(Path(path).parent)
        key = (chain, chain.matching(path))
        if key not in self._made:
            self._made[key] = Profile(chain, self._layers(*key), path)
        return self._made[key]

    def explain(self, path: str) -> Explained:
        """What holds for a file and where it comes from.

        Raises:
            ConfigError: a configuration file cannot be used.
        """
        path = os.path.abspath(path)  # noqa: PTH100
        chain = self._discovery.chain(Path(path).parent)
        of_file = merged(self._layers(chain, chain.matching(path)))
        values = {key: value for key, value in of_file.items() if not _is_of_run(key)}
        values |= {key: value for key, value in self._here().items() if _is_of_run(key)}
        return Explained(chain, values, self.excluded(str(Path.cwd()), path))

    def fail_on(self) -> str:
        """What makes a run fail: as the working directory's file says.

        Raises:
            ConfigError: a configuration file cannot be used.
        """
        return value_of(self._here(), "fail-on", DEFAULT_FAIL_ON)

    def thresholds(self, folder: Path | None = None) -> Thresholds:
        """From which score on an article is what: as the file of a folder says.

        Args:
            folder: the folder; the working directory if it is not given.

        Raises:
            ConfigError: a configuration file cannot be used.
        """
        here, usual = self._here(folder), weights().thresholds
        return Thresholds(
            garbled=value_of(here, f"verdict.{Level.GARBLED}", usual.garbled),
            needs_sub_editor=value_of(
                here, f"verdict.{Level.NEEDS_SUB_EDITOR}", usual.needs_sub_editor
            ),
        )

    def baseline(self, folder: Path | None = None) -> Path | None:
        """The list of findings that do not count: as the file of a folder says.

        Args:
            folder: the folder; the working directory if it is not given.

        Raises:
            ConfigError: a configuration file cannot be used.
        """
        return value_of(self._here(folder), "baseline", None)

    def _here(self, folder: Path | None = None) -> Merged:
        return merged(self._layers(self._discovery.chain(folder or Path.cwd()), ()))

    def excluded(self, root: str, path: str) -> bool:
        """Whether a file is left out where the folder ``root`` is linted.

        The configuration of every folder from ``root`` down to the file counts.

        Raises:
            ConfigError: a configuration file cannot be used.
        """
        path = os.path.abspath(path)  # noqa: PTH100
        return any(chain.excludes(path) for chain in self._between(root, os.path.dirname(path)))  # noqa: PTH120

    def _between(self, root: str, folder: str) -> tuple[Chain, ...]:
        """What holds in the folders from one down to the other."""
        if (root, folder) not in self._passed:
            top, bottom = Path(os.path.abspath(root)), Path(folder)  # noqa: PTH100
            folders = [place for place in (bottom, *bottom.parents) if place.is_relative_to(top)]
            chains = dict.fromkeys(self._discovery.chain(place) for place in folders or [bottom])
            self._passed[root, folder] = tuple(chains)
        return self._passed[root, folder]

    def _layers(self, chain: Chain, matches: tuple[int, ...]) -> list[Layer]:
        overrides = (chain.overrides[index].layer for index in matches)
        return [*chain.layers, *overrides, self._command_line]


def _is_of_run(key: str) -> bool:
    return key.partition(".")[0] in _OF_RUN


def _nowhere(*_keys: str | int) -> None:
    return None
