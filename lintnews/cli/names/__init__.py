"""``lintnews names``: the names that texts are held to; each command is a module."""

from __future__ import annotations

from importlib import import_module

import click

_MODULES = {"check": "check", "export": "export", "import": "importing", "styles": "styles"}


class _Names(click.Group):
    """The commands; each is imported when it is called, which keeps the start short."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _MODULES:
            return None
        command = import_module(f"{__name__}.{_MODULES[cmd_name]}").command
        assert isinstance(command, click.Command)
        return command


@click.command(cls=_Names)
def names() -> None:
    """Look after the lists of names that texts are held to."""
