"""The profile of a file: everything that linting it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from lintnews.config.chain import Chain
from lintnews.config.errors import ConfigError
from lintnews.config.file import shown_path
from lintnews.config.keys import DEFAULT_MIN_CONFIDENCE
from lintnews.config.layers import Layer
from lintnews.config.merging import merged, steps, table, value_of
from lintnews.document.formats import AUTO
from lintnews.document.reading import DEFAULT_FIELD, DEFAULT_MAX_SIZE, Reading
from lintnews.engine import rules_with
from lintnews.model import Severity
from lintnews.names.sources import NameSources, UnknownStyleError, known_names
from lintnews.rulebook.errors import RuleError
from lintnews.rulebook.rule import Rule
from lintnews.runner import Kit, Settings
from lintnews.selection import Choice, MissingExtraError, UnknownNameError, choose_by_steps


class Profile(NamedTuple):
    """What linting a file needs.

    Attributes:
        rules: the rules that run, with their severities.
        min_confidence: findings that are less sure are left out.
        thresholds: the same for single rules, by name.
        names: where what is known of names comes from.
        reading: how the file is read.
        reader_is_missing: whether rules are left out because the reader is not installed.
    """

    rules: tuple[Rule, ...]
    min_confidence: float
    thresholds: Mapping[str, float]
    names: NameSources
    reading: Reading
    reader_is_missing: bool

    def kit(self, settings: Settings) -> Kit:
        """What documents are linted with, in a run with these settings."""
        return Kit(
            self.rules,
            settings._replace(
                min_confidence=self.min_confidence, thresholds=self.thresholds, names=self.names
            ),
        )


def profile_of(chain: Chain, layers: Sequence[Layer], path: str) -> Profile:
    """The profile of a file, found to be usable.

    Args:
        chain: the configuration of the file.
        layers: all layers for it, each on those before it.
        path: the file, for messages.

    Raises:
        ConfigError: a value cannot be used.
        OSError: a list of names that the command line names cannot be read.
    """
    values = merged(layers)
    model = value_of(values, "model", True)
    try:
        choice = choose_by_steps(rules_with(chain.rules), steps(layers), model=model)
    except UnknownNameError as error:
        # What files name has been looked up before; this name stands on the command line.
        raise ConfigError(None, str(error)) from error
    except (MissingExtraError, RuleError) as error:
        raise ConfigError(chain.title, str(error)) from error
    if not choice.rules:
        raise ConfigError(chain.title, _no_rule(chain, path))
    archive = values.get("archive")
    sources = NameSources(
        tuple(value_of(values, "names", ())),
        value_of(values, "shipped-names", True),
        tuple(value_of(values, "styles", ())),
        archive.value if archive else None,  # type: ignore[arg-type]
    )
    _try_names(sources, layers)
    input_format = value_of(values, "input-format", AUTO)
    severities = table(values, "severity")
    return Profile(
        tuple(_with_severity(rule, severities) for rule in choice.rules),
        value_of(values, "min-confidence", DEFAULT_MIN_CONFIDENCE),
        _thresholds(choice, table(values, "min-confidence-of")),
        sources,
        Reading(
            None if input_format == AUTO else input_format,
            tuple(dict.fromkeys(value_of(values, "fields", (DEFAULT_FIELD,)))),
            value_of(values, "max-size", DEFAULT_MAX_SIZE),
        ),
        choice.reader_is_missing,
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
