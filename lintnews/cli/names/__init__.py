"""``lintnews names``: what is known of names outside a text; each command is a module."""

from __future__ import annotations

import click

from lintnews.cli.lazy import LazyGroup

_MODULES = {
    "check": "lintnews.cli.names.check:command",
    "export": "lintnews.cli.names.export:command",
    "forget": "lintnews.cli.names.forget:forget",
    "import": "lintnews.cli.names.importing:command",
    "learn": "lintnews.cli.names.learn:learn",
    "report": "lintnews.cli.names.report:report",
    "styles": "lintnews.cli.names.styles:command",
}


@click.command(cls=LazyGroup, modules=_MODULES)
def names() -> None:
    """Look after lists of names, and see how names were written before."""
