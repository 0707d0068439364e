"""Pages of HTML that need nothing else: how their templates are read."""

from __future__ import annotations

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from lintnews.report.cells import cell, shown

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_LINE_END = re.compile(r"\r\n|[\r\n]")
# They join letters and the parts of an emoji, and do nothing else.
_JOINERS = "\u200c\u200d"


def template(name: str) -> Template:
    """A template, which escapes all that it is given."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown
    environment.filters["prose"] = prose
    return environment.get_template(name)


def prose(text: str) -> str:
    """Running text as a page is given it.

    Line ends become spaces; what is invisible or would turn the direction of writing, a dot.
    """
    line = _LINE_END.sub(" ", text)
    # Most text has nothing to hide, and an article may have a million characters of it.
    if line.isprintable():
        return line
    return "".join(character if character in _JOINERS else cell(character)[0] for character in line)
