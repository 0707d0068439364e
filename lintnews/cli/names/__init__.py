"""``lintnews names``: what is known of names outside a text."""

from __future__ import annotations

import click

from lintnews.cli.lazy import LazyGroup

_MODULES = {
    "forget": "lintnews.cli.names.forget:forget",
    "learn": "lintnews.cli.names.learn:learn",
    "report": "lintnews.cli.names.report:report",
}


@click.command(cls=LazyGroup, modules=_MODULES)
def names() -> None:
    """Learn how names were written before, and see which forms may be one name."""
