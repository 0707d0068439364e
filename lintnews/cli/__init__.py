"""The command line."""

from __future__ import annotations

import gc
import os
import sys
from typing import IO

import click

from lintnews import __version__
from lintnews.cli.lazy import LazyGroup
from lintnews.cli.status import Status
from lintnews.plugins import PluginError

# A document is made of many small objects that live as long as it does. To look through them for
# dead cycles every 700 objects, as Python does by default, would take a twelfth of the time.
_OBJECTS_BETWEEN_COLLECTIONS = 20_000
_MODULES = {
    "baseline": "lintnews.cli.baseline:baseline",
    "cache": "lintnews.cli.cache:cache",
    "check": "lintnews.cli.check:check",
    "completion": "lintnews.cli.completion:completion",
    "config": "lintnews.cli.config:config",
    "explain": "lintnews.cli.explain:explain",
    "ignore": "lintnews.cli.ignore:ignore",
    "init": "lintnews.cli.init:init",
    "lsp": "lintnews.cli.lsp:lsp",
    "names": "lintnews.cli.names:names",
    "queue": "lintnews.cli.queue:queue",
    "rule": "lintnews.cli.rule:rule",
    "style": "lintnews.cli.style:style",
    "test-rules": "lintnews.cli.rule_tests:test_rules",
    "version": "lintnews.cli.version:version",
}
_THREAD_VARIABLES = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class _Commands(LazyGroup):
    def invoke(self, ctx: click.Context) -> object:
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
            return status
        except BrokenPipeError:
            _silence(sys.stdout)
            return Status.BROKEN_PIPE


@click.command(
    cls=_Commands, modules=_MODULES, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, "-V", "--version", message="lintnews %(version)s")
def commands() -> None:
    """Find damage by machine translation, scraping and hurried editing in English news text."""


def main() -> None:
    """Run the command line and exit: 0 nothing found, 1 findings, 2 could not do what was asked.

    As is usual, the status after Ctrl-C is 130 and after a reader has gone away 141.
    """
    # Threads of the numeric libraries would only get into each other's way here. The libraries
    # read this when they are first imported.
    for variable in _THREAD_VARIABLES:
        os.environ.setdefault(variable, "1")
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    sys.exit(_status())


def _status() -> int:
    try:
        status = commands.main(prog_name="lintnews", standalone_mode=False)
        return status if isinstance(status, int) else Status.CLEAN
    except click.UsageError as error:
        error.show()
        return Status.FAILED
    except click.ClickException as error:
        click.echo(f"lintnews: {error.format_message()}", err=True)
        return Status.FAILED
    except PluginError as error:
        click.echo(f"lintnews: {error}", err=True)
        return Status.FAILED
    except (click.Abort, KeyboardInterrupt):
        return Status.INTERRUPTED
    except OSError as error:
        click.echo(f"lintnews: {error.filename or 'output'}: {error.strerror or error}", err=True)
        _silence(sys.stdout)
        return Status.FAILED
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        reason = f"{type(error).__name__}: {error}"
        click.echo(f"lintnews: {reason} (an error in lintnews; --debug shows where)", err=True)
        return Status.FAILED


def _silence(stream: IO[str]) -> None:
    """Let nothing more be written to a stream, for Python writes what is left of it at the end."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, stream.fileno())
    os.close(null)
