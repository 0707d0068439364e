"""The desks that articles are compared with, and what is said where one cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from lintnews.config.profile import Profile
from lintnews.names.archive.store import ArchiveError
from lintnews.names.archive.styles import KnownDesk
from lintnews.report.cells import shown
from lintnews.style.article import NO_DESK, Desk
from lintnews.style.reading import READABILITY
from lintnews.style.settings import settings


def desks_in(archives: Iterable[Path]) -> dict[Path, Desk]:
    """What is usual in each archive.

    Raises:
        click.ClickException: an archive cannot be used.
    """
    try:
        return {archive: KnownDesk(archive).desk for archive in sorted(archives)}
    except ArchiveError as error:
        raise click.ClickException(shown(str(error))) from error


def the_desk(profiles: Iterable[Profile], *, quiet: bool) -> Desk:
    """What is usual at the one desk of a run, nothing if files have several.

    Raises:
        click.ClickException: an archive cannot be used.
    """
    archives = {profile.names.archive for profile in profiles}
    desks = desks_in(archive for archive in archives if archive is not None)
    if not quiet:
        warn(desks)
    return next(iter(desks.values())) if len(archives) == 1 and desks else NO_DESK


def warn(desks: Mapping[Path, Desk]) -> None:
    """Say what the report will lack, and why."""
    if not READABILITY.is_installed:
        click.echo(
            f"lintnews: there are no school grades, because {READABILITY.module} is not installed; "
            f"{READABILITY.remedy}",
            err=True,
        )
    wanted = settings().desk
    for archive, desk in desks.items():
        if not desk:
            reason = (
                f"nothing is compared: it takes {wanted.articles} articles of {wanted.words} words "
                "or more in the archive; `lintnews names learn` adds them, also those that an "
                "older lintnews has learned"
            )
            click.echo(f"lintnews: {shown(str(archive))}: {reason}", err=True)
