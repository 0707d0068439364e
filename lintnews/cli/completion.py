"""``lintnews completion``: the script that completes commands, options and names in a shell."""

from __future__ import annotations

import click

from lintnews.cli.status import Status

_PROGRAM = "lintnews"
_VARIABLE = "_LINTNEWS_COMPLETE"
_SHELLS = ("bash", "fish", "zsh")


@click.command()
@click.argument("shell", type=click.Choice(_SHELLS))
def completion(shell: str) -> int:
    """Print what completes lintnews in a shell.

    \b
    bash: lintnews completion bash > ~/.local/share/bash-completion/completions/lintnews
    zsh:  lintnews completion zsh > DIR/_lintnews, with DIR in fpath
    fish: lintnews completion fish > ~/.config/fish/completions/lintnews.fish
    """
    from click.shell_completion import ShellComplete, get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    # That of bash would first look which bash is there, which need not be where the script is made.
    command = click.get_current_context().find_root().command
    click.echo(ShellComplete.source(kind(command, {}, _PROGRAM, _VARIABLE)))
    return Status.CLEAN
