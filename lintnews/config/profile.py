"""The profile of a file: everything that linting it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from lintnews.cache.keys import digest, state
from lintnews.config.chain import Chain
from lintnews.config.errors import ConfigError
from lintnews.config.file import shown_path
from lintnews.config.keys import DEFAULT_MIN_CONFIDENCE
from lintnews.config.languagetool import LANGUAGETOOL_KEY, identity_of, wanted_of
from lintnews.config.layers import Layer
from lintnews.config.merging import merged, steps, table, value_of
from lintnews.document.formats import AUTO
from lintnews.document.reading import DEFAULT_FIELD, DEFAULT_MAX_SIZE, Reading
from lintnews.model import Severity
from lintnews.names.wanted import NameSources
from lintnews.outcomes import Kit, Settings
from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.rule import Rule
from lintnews.selection import (
    Choice,
    MissingExtraError,
    NoLanguageToolError,
    UnknownNameError,
    choose_by_steps,
)


class Profile:
    """What linting a file needs.

    How a file is read and where names are looked up is known at once; the rules are loaded when
    they are first asked for, for a file whose outcome is remembered needs none.

    Args:
        chain: the configuration of the file.
        layers: all layers for it, each on those before it.
        path: the file, for messages.

    Attributes:
        languagetool: which LanguageTool is asked; None for none.
        min_confidence: findings that are less sure are left out.
        names: where what is known of names comes from.
        reading: how the file is read.
        variety: the English that it is to be in; None to read it from each article.
    """

    def __init__(self, chain: Chain, layers: Sequence[Layer], path: str) -> None:
        self._chain = chain
        self._layers = layers
        self._path = path
        self._values = values = merged(layers)
        self.min_confidence = value_of(values, "min-confidence", DEFAULT_MIN_CONFIDENCE)
        archive = values.get("archive")
        self.names = NameSources(
            tuple(value_of(values, "names", ())),
            value_of(values, "shipped-names", True),
            tuple(value_of(values, "styles", ())),
            archive.value if archive else None,  # type: ignore[arg-type]
        )
        self.languagetool = wanted_of(table(values, LANGUAGETOOL_KEY))
        variety = value_of(values, "variety", AUTO)
        self.variety = None if variety == AUTO else variety
        input_format = value_of(values, "input-format", AUTO)
        self.reading = Reading(
            None if input_format == AUTO else input_format,
            tuple(dict.fromkeys(value_of(values, "fields", (DEFAULT_FIELD,)))),
            value_of(values, "max-size", DEFAULT_MAX_SIZE),
        )

    @cached_property
    def identity(self) -> bytes:
        """A digest of all that decides what is found in a file, the file and the program apart.

        Lists of names and rules of the house count by what they say, an archive by its size and its
        last change.
        """
        said = (
            steps(self._layers),
            value_of(self._values, "model", True),
            self.min_confidence,
            sorted(table(self._values, "severity").items()),
            sorted(table(self._values, "min-confidence-of").items()),
            self.names,
            self.reading,
            identity_of(self.languagetool),
            self.variety,
        )
        files = [*self.names.authority]
        for folder in self._chain.rules:
            files += sorted(path for path in folder.rglob("*") if path.is_file())
        if self.names.archive is not None:
            # What was learned last may still stand in the journal.
            journal = self.names.archive.with_name(f"{self.names.archive.name}-wal")
            files += [self.names.archive, journal]
        return digest(repr(said).encode(), *(state(file) for file in files))

    @cached_property
    def _choice(self) -> Choice:
        from lintnews.engine import rules_with

        model = value_of(self._values, "model", True)
        try:
            rules = rules_with(self._chain.rules)
            choice = choose_by_steps(
                rules, steps(self._layers), model=model, languagetool=self.languagetool is not None
            )
        except UnknownNameError as error:
            # What files name has been looked up before; this name stands on the command line.
            raise ConfigError(None, str(error)) from error
        except (MissingExtraError, NoLanguageToolError, RuleError) as error:
            raise ConfigError(self._chain.title, str(error)) from error
        if not choice.rules:
            raise ConfigError(self._chain.title, _no_rule(self._chain, self._path))
        _try_names(self.names, self._layers)
        severities = table(self._values, "severity")
        rules = tuple(_with_severity(rule, severities) for rule in choice.rules)
        return choice._replace(rules=rules)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, with their severities.

        Raises:
            ConfigError: a value cannot be used.
            OSError: a list of names that the command line names cannot be read.
        """
        return self._choice.rules

    @property
    def thresholds(self) -> Mapping[str, float]:
        """What single rules have in the place of ``min_confidence``, by name."""
        return _thresholds(self._choice, table(self._values, "min-confidence-of"))

    @property
    def reader_is_missing(self) -> bool:
        """Whether rules are left out because the reader is not installed."""
        return self._choice.reader_is_missing

    def kit(self, settings: Settings) -> Kit:
        """What documents are linted with, in a run with these settings.

        Raises:
            ConfigError: a value cannot be used.
            OSError: a list of names that the command line names cannot be read.
        """
        return Kit(
            self.rules,
            settings._replace(
                min_confidence=self.min_confidence,
                thresholds=self.thresholds,
                names=self.names,
                languagetool=self.languagetool,
                variety=self.variety,
            ),
        )


def _no_rule(chain: Chain, path: str) -> str:
    if chain.title is None:
        return "with these options no rule is left to run"
    return f"no rule is left to run for {shown_path(Path(path))}; exclude leaves files out"


def _of_rule(entries: Mapping[str, object], rule: Rule) -> object | None:
    return entries.get(rule.name, entries.get(rule.file.family))


def _with_severity(rule: Rule, severities: Mapping[str, object]) -> Rule:
    severity = _of_rule(severities, rule)
    return rule.at(severity) if isinstance(severity, Severity) else rule


def _thresholds(choice: Choice, entries: Mapping[str, object]) -> dict[str, float]:
    return {
        rule.name: least
        for rule in choice.rules
        if isinstance(least := _of_rule(entries, rule), float)
    }


def _try_names(sources: NameSources, layers: Sequence[Layer]) -> None:
    """Refuse sources of names that cannot be used, before anything is linted."""
    if sources == NameSources():
        return
    from lintnews.names.sources import UnknownStyleError, known_names

    if sources.archive is not None:
        from lintnews.names.archive.store import ArchiveError, open_to_read

        try:
            open_to_read(sources.archive).close()
        except ArchiveError as error:
            raise _who_says("archive", layers).error("archive", reason=str(error)) from error
    try:
        known_names(sources)
    except (RuleError, UnknownStyleError) as error:
        key = "styles" if isinstance(error, UnknownStyleError) else "names"
        raise _who_says(key, layers).error(key, reason=str(error)) from error
    except OSError as error:
        layer = _who_says("names", layers)
        if layer.commands:
            raise
        reason = f"{error.filename} cannot be read: {error.strerror or error}"
        raise layer.error("names", reason=reason) from error


def _who_says(key: str, layers: Sequence[Layer]) -> Layer:
    """The layer that has the last word about a key; the last of all if none says anything."""
    return next((layer for layer in reversed(layers) if key in layer.values), layers[-1])
