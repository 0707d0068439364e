"""``lintnews lsp``: the language server, for editors."""

from __future__ import annotations

import os
import sys

import click

from lintnews.extras import Extra

_EXTRA = Extra("lsp", "pygls")


@click.command()
@click.option("--stdio", is_flag=True, help="For editors that say it; it is so without.")
def lsp(stdio: bool) -> None:
    """Serve an editor by the Language Server Protocol, on standard input and output.

    An editor starts it by itself. Options come from the editor, all else from the configuration
    files of the texts.

    Exit status: 0 if the editor shut the server down, 1 if it went away without a word.
    """
    if not _EXTRA.is_installed:
        raise click.ClickException(f"the language server needs {_EXTRA.module}; {_EXTRA.remedy}")
    from lintnews.lsp.features import make_server

    # Whatever else is printed must not get into the conversation.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        status = make_server().serve(sys.stdin.buffer, out)
    sys.stderr.flush()
    # A text that is still being linted must not keep the editor waiting.
    os._exit(status)
