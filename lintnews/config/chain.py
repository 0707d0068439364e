"""What holds in a folder: a configuration file with those that it extends and its preset."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lintnews.config.errors import ConfigError
from lintnews.config.file import ConfigFile, read_config
from lintnews.config.globs import GlobError, Globs
from lintnews.config.layers import Layer, beside, checked
from lintnews.config.model import Override, values_of
from lintnews.hints import nearest
from lintnews.resources import rules_directory

_LONGEST = 16


class Matching(NamedTuple):
    """An override, and the files for which it is."""

    globs: Globs
    layer: Layer


class Chain:
    """A configuration file, what it extends, and the preset below them all.

    Attributes:
        files: the files, that which the others extend first; none where there is no configuration.
        layers: the preset and the files, each on those before it.
        overrides: the overrides of all files in order, which lie on the layers.
        rules: the folders with rules of the house, of all files.
    """

    def __init__(self, files: tuple[ConfigFile, ...] = (), preset: Layer | None = None,
                 globs_from: Path | None = None) -> None:  # fmt: skip
        """Put the layers together.

        Args:
            files: the files.
            preset: a layer that names the preset to use instead of theirs.
            globs_from: the folder that globs count from, by default that of each file.

        Raises:
            ConfigError: a value cannot be used.
        """
        self.files = files
        self.rules = tuple(dict.fromkeys(folder for file in files for folder in _rules(file)))
        of_files = [_layer_of(file, self.rules) for file in files]
        self.layers = (*_presets([*of_files, *([preset] if preset else [])]), *of_files)
        self.overrides = tuple(
            _override(file, index, override, globs_from or file.path.parent, self.rules)
            for file in files
            for index, override in enumerate(file.settings.overrides or ())
        )
        self._excluded: Globs | None = None
        for file, layer in zip(files, of_files, strict=True):
            if isinstance(globs := file.settings.exclude, list):
                self._excluded = (
                    _globs(layer, ("exclude",), globs, globs_from or file.path.parent)
                    if globs
                    else None
                )

    @property
    def title(self) -> str | None:
        """How messages call the nearest file; None if there is none."""
        return self.files[-1].title if self.files else None

    def excludes(self, path: str) -> bool:
        """Whether ``exclude`` leaves out a file, given its absolute path."""
        return self._excluded is not None and self._excluded.match(path)

    def matching(self, path: str) -> tuple[int, ...]:
        """The numbers of the overrides for a file, given its absolute path."""
        return tuple(index for index, (globs, _) in enumerate(self.overrides) if globs.match(path))


def read_chain(path: Path, preset: Layer | None, globs_from: Path | None = None) -> Chain | None:
    """The chain that ends in a file; None if that is a pyproject.toml without a configuration.

    Args:
        path: the file, absolute.
        preset: as for ``Chain``.
        globs_from: as for ``Chain``.

    Raises:
        ConfigError: a file cannot be used, or extends itself.
    """
    file = read_config(path)
    if file is None:
        return None
    files = [file]
    while isinstance(extends := files[0].settings.extends, str):
        place = files[0].place("extends")
        path = beside(files[0].path.parent, extends)
        if any(_same(path, other.path) for other in files):
            raise ConfigError(place, f"extends: {extends!r} leads back to this file; take it out")
        if len(files) == _LONGEST:
            raise ConfigError(place, f"extends: more than {_LONGEST} files extend one another")
        try:
            base = read_config(path)
        except ConfigError as error:
            if error.place and error.place.startswith(files[0].title):
                raise
            raise ConfigError(place, f"extends: {error}") from error
        if base is None:
            raise ConfigError(place, f"extends: {extends!r} has no table [tool.lintnews]")
        files.insert(0, base)
    return Chain(tuple(files), preset, globs_from)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _rules(file: ConfigFile) -> Iterator[Path]:
    """The folders with rules that a file names, which hold some."""
    if not file.settings.rules:
        return
    # Most configurations name none, and what loads rules takes longer than all else here.
    from lintnews.rulebook.loader import rule_files

    for index, name in enumerate(file.settings.rules):
        folder = beside(file.path.parent, name)
        if not folder.is_dir():
            reason = f"rules: {name!r} is no folder"
            raise ConfigError(file.place("rules", index), reason)
        if not rule_files(folder):
            reason = f"rules: there is no rule in {name!r}; a rule stands in FAMILY/NAME.yml"
            raise ConfigError(file.place("rules", index), reason)
        yield folder


def _layer_of(file: ConfigFile, rules: tuple[Path, ...]) -> Layer:
    layer = Layer(file.title, values_of(file.settings), file.place)
    return checked(layer, file.path.parent, rules)


def _override(
    file: ConfigFile, index: int, override: Override, folder: Path, rules: tuple[Path, ...]
) -> Matching:
    def place(*keys: str | int) -> str:
        return file.place("overrides", index, *keys)

    title = f"override {index + 1} of {file.title}"
    layer = Layer(title, values_of(override), place, override=index + 1)
    layer = checked(layer, file.path.parent, rules)
    return Matching(_globs(layer, ("paths",), override.paths, folder), layer)


def _globs(layer: Layer, keys: tuple[str, ...], globs: list[str], folder: Path) -> Globs:
    try:
        return Globs(globs, folder)
    except GlobError as error:
        raise layer.error(*keys, error.index, reason=str(error)) from error


def _presets(layers: list[Layer]) -> list[Layer]:
    """The preset that the last layer names that names one."""
    for layer in reversed(layers):
        if (name := layer.values.get("preset")) is not None:
            if name not in (known := presets()):
                reason = f"there is no preset {name!r}; {nearest(str(name), known)}"
                raise layer.error("preset", reason=reason)
            return [_preset(str(name))]
    return []


@cache
def presets() -> dict[str, Path]:
    """The files of the presets by name."""
    folder = rules_directory() / "presets"
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


@cache
def _preset(name: str) -> Layer:
    file = read_config(presets()[name])
    assert file is not None
    return checked(Layer(f"preset {name}", values_of(file.settings), file.place), None)
