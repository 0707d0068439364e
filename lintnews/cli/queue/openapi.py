"""``lintnews queue openapi``: the description of the API."""

from __future__ import annotations

import click


@click.command("openapi")
def command() -> None:
    """Print the OpenAPI description of the API."""
    from lintnews.queue.api.openapi import text

    click.echo(text(), nl=False)
