"""What the styles of a Word file say that a paragraph is."""

from __future__ import annotations

import re
from typing import NamedTuple

from lintnews.document.document import BlockKind
from lintnews.document.packages import Package, new_parser
from lintnews.document.xmlplaces import SEPARATOR

_NAMESPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
# The built-in styles have these names in every language of Word; only their ids are translated.
_KINDS = (
    (re.compile(r"(?:sub)?title\Z|heading \d\Z"), BlockKind.SUBHEADING),
    (re.compile(r"caption\Z"), BlockKind.CAPTION),
    (re.compile(r"list (?:bullet|number)(?: \d)?\Z"), BlockKind.LIST_ITEM),
    (re.compile(r"toc \d\Z|toc heading\Z|table of figures\Z|index \d\Z"), BlockKind.RESIDUE),
)
_DEEPEST = 9
"""The outline level of running text; those below it are of headings."""
_MOST_BASES = 20


def word_name(name: str) -> str | None:
    """The name of an element or attribute of WordprocessingML, None if it is of something else."""
    space, _, local = name.rpartition(SEPARATOR)
    return local if space in _NAMESPACES else None


def word_values(attributes: dict[str, str]) -> dict[str, str]:
    """The attributes of WordprocessingML."""
    named = ((word_name(name), value) for name, value in attributes.items())
    return {name: value for name, value in named if name is not None}


def is_heading_level(level: str | None) -> bool:
    """Whether an outline level is that of a heading."""
    return level is not None and level.isdecimal() and int(level[:3]) < _DEEPEST


class _Style(NamedTuple):
    kind: BlockKind | None
    base: str | None


class Styles:
    """The styles of a file by their ids."""

    def __init__(self) -> None:
        self._styles: dict[str, _Style] = {}
        self._id: str | None = None
        self._depth = 0

    @classmethod
    def read(cls, package: Package, part: str | None) -> Styles:
        """The styles in a part of the file, none if there is no such part.

        Raises:
            UnreadableError: the part is broken.
        """
        styles = cls()
        if part is not None:
            parser = new_parser()
            parser.StartElementHandler = styles._start
            package.parse(part, parser)
        return styles

    def kind(self, style: str | None) -> BlockKind | None:
        """What a style makes of a paragraph, None if it does not say."""
        for _ in range(_MOST_BASES):
            found = self._styles.get(style) if style is not None else None
            if found is None:
                return None
            if found.kind is not None:
                return found.kind
            style = found.base
        return None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        values = word_values(attributes)
        match word_name(name):
            case "style":
                self._id = values.get("styleId") if values.get("type") == "paragraph" else None
                if self._id is not None:
                    self._styles[self._id] = _Style(None, None)
            case "name" if self._id is not None:
                title = values.get("val", "").strip().lower()[:40]
                kind = next((kind for name, kind in _KINDS if name.match(title)), None)
                self._styles[self._id] = self._styles[self._id]._replace(kind=kind)
            case "basedOn" if self._id is not None:
                self._styles[self._id] = self._styles[self._id]._replace(base=values.get("val"))
            case "outlineLvl" if self._id is not None and is_heading_level(values.get("val")):
                self._styles[self._id] = self._styles[self._id]._replace(kind=BlockKind.SUBHEADING)
