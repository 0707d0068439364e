"""``lintnews queue precision``: how often each rule is right, by what editors decided."""

from __future__ import annotations

import click

from lintnews.cli.queue.start import told
from lintnews.cli.status import Status
from lintnews.report.cells import shown, width

_MOST_DAYS = 36_500
_HEAD = ("rule", "version", "accepted", "refused", "share", "95 % between")
_NUMBERS = 4


@click.command("precision")
@click.option(
    "--days",
    type=click.IntRange(1, _MOST_DAYS),
    help="For how many days decisions count. [default: all]",
)
def command(days: int | None) -> int:
    """Show how often each rule is right, by what editors decided.

    Accepted findings stand against those that were dismissed as "not an error". What a rule found
    in equal words counts once. Rules that editors surely refuse more often than not are named
    below, with what to write into lintnews.toml; nothing is switched off by itself.
    """
    from lintnews.queue.work.precision import precision, refused

    with told():
        shares = precision(days or 0)
    if not shares:
        click.echo("Nothing was accepted or dismissed as an error that is none.")
        return Status.CLEAN
    rows = [
        (
            shown(one.rule),
            f"{one.version[:7]}{'' if one.is_current else ' (old)'}",
            f"{one.accepted:,}",
            f"{one.refused:,}",
            f"{one.share:.0%}",
            f"{one.interval.low:.0%} and {one.interval.high:.0%}",
        )
        for one in shares
    ]
    for row in _aligned([_HEAD, *rows]):
        click.echo(row)
    for one in refused(shares):
        click.echo(f"\nEditors refuse {shown(one.rule)}. To make it weaker, in lintnews.toml:")
        click.echo("".join(f"  {shown(line)}\n" for line in one.demotion.splitlines()), nl=False)
    return Status.CLEAN


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    """The rows with their columns under each other."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            f"{' ' * (wide - width(cell))}{cell}"
            if at >= 2 and at <= _NUMBERS
            else f"{cell}{' ' * (wide - width(cell))}"
            for at, (cell, wide) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return lines
