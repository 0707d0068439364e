"""The options that say how files are linted, and what they and the configuration files come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from lintnews.cli.choices import (
    complete_presets,
    complete_rules_and_families,
    complete_styles,
)
from lintnews.cli.options import comma_separated, format_options, names_options
from lintnews.config.errors import ConfigError
from lintnews.config.keys import DEFAULT_FAIL_ON, DEFAULT_MIN_CONFIDENCE, FAIL_ON
from lintnews.config.languagetool import LANGUAGETOOL_KEY, named
from lintnews.config.profiles import Profiles
from lintnews.report.cells import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

F = TypeVar("F", bound=Callable[..., Any])
# The keys that options set, and the values that they set them to.
_LISTS = {
    "select": "select",
    "extend_select": "extend-select",
    "ignore": "extend-ignore",
    "styles": "styles",
    "fields": "fields",
}
_VALUES = {
    "preset": "preset",
    "min_confidence": "min-confidence",
    "archive": "archive",
    "variety": "variety",
    "input_format": "input-format",
    "max_size": "max-size",
    "fail_on": "fail-on",
    "baseline": "baseline",
}
_SWITCHES = {"no_model": "model", "no_shipped_names": "shipped-names"}


def _names_of_rules(option: str, help: str) -> Callable[[F], F]:
    return click.option(
        option,
        multiple=True,
        metavar="NAMES",
        shell_complete=complete_rules_and_families,
        help=help,
    )


_ARCHIVE = click.option(
    "--archive",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What was published before, to compare names with; see names learn.",
)
_CONFIGURATION = [
    click.option(
        "--preset",
        metavar="NAME",
        shell_complete=complete_presets,
        help="Lay the configuration on this preset, such as corpus.",
    ),
    click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The configuration of all files, instead of the nearest of each.",
    ),
    click.option("--no-config", is_flag=True, help="Read no configuration file."),
]
_OPTIONS = [
    _names_of_rules("--select", "Run these rules and families only."),
    _names_of_rules("--extend-select", "Run these too."),
    _names_of_rules("--ignore", "Do not run these."),
    names_options,
    click.option(
        "--style",
        "styles",
        multiple=True,
        metavar="NAMES",
        shell_complete=complete_styles,
        help="Styles of names, such as ap; the first that knows a name counts.",
    ),
    _ARCHIVE,
    click.option(
        "--variety",
        metavar="CODE",
        help="The English that the texts are to be in, such as en-GB; auto reads it from each.",
    ),
    click.option("--no-model", is_flag=True, help="Leave out the rules that need the reader."),
    click.option(
        "--languagetool",
        metavar="PLACE",
        help="Ask LanguageTool too: the address of a server, or a folder of jars.",
    ),
    click.option(
        "--min-confidence",
        type=click.FloatRange(0, 1),
        default=DEFAULT_MIN_CONFIDENCE,
        show_default=True,
        help="Leave out findings that are less sure.",
    ),
    format_options,
    *_CONFIGURATION,
]  # fmt: skip


def settings_options(command: F) -> F:
    """The options that say how files are linted."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def reading_options(command: F) -> F:
    """Those that say how files are read and what they are compared with."""
    for option in reversed([_ARCHIVE, format_options, *_CONFIGURATION]):
        command = option(command)
    return command


def fail_on_option(command: F) -> F:
    """The option that says when a run fails."""
    option = click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON),
        default=DEFAULT_FAIL_ON,
        show_default=True,
        metavar="WHAT",
        help="What makes the exit status 1: a finding of this severity or a graver one (error, "
        "warning, note), an article of this verdict or a worse one (verdict:garbled, "
        "verdict:needs-sub-editor), or never.",
    )
    return option(command)


@contextmanager
def told() -> Iterator[None]:
    """Tell what is wrong with a setting as every other error of the command line is told.

    Raises:
        click.ClickException: a setting cannot be used.
    """
    try:
        yield
    except ConfigError as error:
        raise click.ClickException(shown(str(error))) from error


def profiles_of(ctx: click.Context) -> Profiles:
    """What options and configuration files come to.

    The options are those of ``settings_options``, or of ``reading_options`` alone.

    Raises:
        click.UsageError: --config is given together with --no-config.
        click.ClickException: an option or a configuration file cannot be used.
    """
    config, isolated = ctx.params["config"], ctx.params["no_config"]
    if config is not None and isolated:
        raise click.UsageError("--no-config reads no configuration; leave out --config")
    with told():
        return Profiles(_given(ctx), config=config, isolated=isolated)


def _given(ctx: click.Context) -> Mapping[str, object]:
    """What the command line sets, by key."""
    params = ctx.params
    given: dict[str, object] = {
        key: names
        for option, key in _LISTS.items()
        if (names := comma_separated(params.get(option, ())))
    }
    if params.get("names"):
        given["names"] = params["names"]
    if params.get("languagetool"):
        given[LANGUAGETOOL_KEY] = named(params["languagetool"])
    given.update((key, False) for option, key in _SWITCHES.items() if params.get(option))
    given.update(
        (key, params[option])
        for option, key in _VALUES.items()
        if option in params and ctx.get_parameter_source(option) is not ParameterSource.DEFAULT
    )
    return given
