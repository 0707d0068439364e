"""``lintnews version``: what runs here, and what is installed beside it."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

import click

from lintnews import __version__
from lintnews.cli.options import about_format_option
from lintnews.cli.output import opened
from lintnews.cli.status import Status
from lintnews.extras import Extra
from lintnews.plugins import OWN, plugged_in
from lintnews.report.cells import shown

_OPTIONAL = re.compile(r"(?P<package>[\w.-]+).*;.*extra == ['\"](?P<extra>[\w-]+)['\"]")
_DEVELOPMENT = "dev"


@click.command()
@about_format_option
def version(format_: str) -> int:
    """Show the versions of lintnews, Python and the optional parts, and which plug-ins there are.

    A report of an error should begin with it. Plug-ins are listed, not loaded, so that one that
    is broken is listed too.
    """
    about = _about()
    with ExitStack() as stack:
        out = opened(None, stack)
        if format_ == "json":
            out.write(json.dumps(about, indent=2, ensure_ascii=False) + "\n")
        else:
            out.writelines(f"{line}\n" for line in _lines(about))
    return Status.CLEAN


def _about() -> dict[str, Any]:
    plugins: dict[str, list[str]] = {}
    for entry in plugged_in():
        plugins.setdefault(entry.origin, []).append(entry.group.removeprefix(f"{OWN}."))
    return {
        "lintnews": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "parts": [
            {"package": package, "version": _version(package), "extra": extra}
            for package, extra in _parts()
        ],
        "plugins": [
            {"package": origin, "groups": sorted(set(groups))} for origin, groups in plugins.items()
        ],
    }


def _parts() -> Iterator[tuple[str, str]]:
    """The packages that come with the extras of lintnews, each with the name of the extra."""
    from importlib.metadata import PackageNotFoundError, requires

    try:
        lines = requires(OWN) or []
    except PackageNotFoundError:
        return
    for match in filter(None, map(_OPTIONAL.match, lines)):
        if match["extra"] != _DEVELOPMENT:
            yield match["package"], match["extra"]


def _version(package: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _lines(about: Mapping[str, Any]) -> Iterator[str]:
    facts = {name: about[name] for name in ("lintnews", "python", "platform")}
    for part in about["parts"]:
        missing = f"not installed; {Extra(part['extra'], part['package']).remedy}"
        facts[part["package"]] = part["version"] or missing
    widest = max(map(len, facts))
    for name, value in facts.items():
        yield f"{name:<{widest}}  {shown(value)}"
    for plugin in about["plugins"]:
        yield f"plug-in {shown(plugin['package'])}: {', '.join(plugin['groups'])}"
    if not about["plugins"]:
        yield "no plug-ins"
