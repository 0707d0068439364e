"""What holds for a text: the configuration of its file, and what the editor sets on top of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lintnews.answers.sources import AnswerSources
from lintnews.config.profile import Profile
from lintnews.config.profiles import Profiles
from lintnews.lsp.buffers import Buffer
from lintnews.lsp.options import Options
from lintnews.verdict import Thresholds


class House:
    """What holds for texts at one moment; configuration files are read anew for each.

    Args:
        options: what the editor sets.
        folders: the folders that are open in the editor.

    Raises:
        ConfigError: what the editor sets cannot be used.
    """

    def __init__(self, options: Options, folders: Sequence[str]) -> None:
        self._folders = folders
        config = Path(*folders[:1], options.config) if options.config else None
        self._profiles = Profiles(options.values, config=config)

    def profile(self, buffer: Buffer) -> Profile:
        """The profile of a text; one without a file is as if it stood in the first folder.

        Raises:
            ConfigError: its configuration cannot be used.
        """
        return self._profiles.profile_for(buffer.file or str(Path(*self._folders[:1], buffer.name)))

    def answers(self, file: str | None) -> AnswerSources:
        """Where answers to what is found in a file come from, besides the text and its sidecar.

        The baseline is that of the folder which is open and has the file.

        Raises:
            ConfigError: the configuration cannot be used.
        """
        folder = self._folder_of(file)
        return AnswerSources(self._profiles.baseline(folder) if folder else None)

    def thresholds(self, file: str | None) -> Thresholds:
        """From which score on a text is what: as the configuration of the open folder says.

        Raises:
            ConfigError: the configuration cannot be used.
        """
        return self._profiles.thresholds(self._folder_of(file))

    def _folder_of(self, file: str | None) -> Path | None:
        """The folder which is open and has a file."""
        within = (each for each in self._folders if file and Path(file).is_relative_to(each))
        return next(map(Path, within), None)

    def excludes(self, file: str | None) -> bool:
        """Whether the configuration leaves a file out of the folder that is open.

        Raises:
            ConfigError: the configuration cannot be used.
        """
        return file is not None and any(
            Path(file).is_relative_to(folder) and self._profiles.excluded(folder, file)
            for folder in self._folders
        )
