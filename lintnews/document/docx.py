"""The reader of Word files (DOCX): the text as it would be printed, a paragraph a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lintnews.document.blocks import classify
from lintnews.document.decode import UnreadableError
from lintnews.document.document import HEADINGS, BlockKind, Document, ReadOnly
from lintnews.document.packages import Package, new_parser
from lintnews.document.reading import Bytes, Reading
from lintnews.document.segments import SegmentMap
from lintnews.document.wordstyles import Styles, is_heading_level, word_name, word_values
from lintnews.document.xmlplaces import SEPARATOR
from lintnews.model import Problem

_MAIN = "word/document.xml"
_SPACE = f"http://www.w3.org/XML/1998/namespace{SEPARATOR}space"
_MATH_TEXT = f"http://schemas.openxmlformats.org/officeDocument/2006/math{SEPARATOR}t"
_FALLBACK = f"http://schemas.openxmlformats.org/markup-compatibility/2006{SEPARATOR}Fallback"
# What was moved away or changed, what stands above characters, and what an older Word would show.
_PASSED_OVER = frozenset({"moveFrom", "pPrChange", "rPrChange", "rt", _FALLBACK})
_LINE_BREAK = "\u2028"
_RUN_SIGNS = {"tab": "\t", "br": _LINE_BREAK, "cr": _LINE_BREAK, "noBreakHyphen": "-"}
_NOTES = frozenset({"footnote", "endnote"})
# Halves of surrogate pairs and private characters.
_NO_SIGN = range(0xD800, 0xF900)
_SYMBOL = "•"
_OFF = frozenset({"0", "false", "off"})


def read_docx(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    """The document in a Word file.

    Its source is its text, in which each paragraph is a line: first those of the body, then those
    of footnotes and endnotes; a text box stands behind the paragraph that it belongs to. So the
    line of a place is the number of its paragraph. What breaks a line in a paragraph is U+2028.
    Headers, footers, comments and what was deleted are left out. Of XML ``reading.max_size`` bytes
    are read. If a part is broken, a problem says so, and what stands before is read.
    """
    data = stream.read()
    if not data:
        return
    text = _Text()
    fault: UnreadableError | None = None
    try:
        _read(Package(data, reading.max_size), text)
    except UnreadableError as error:
        fault = error
    if text.lines:
        yield _document(text.lines, name)
    if fault is not None:
        yield fault.problem(name)


def _read(package: Package, text: _Text) -> None:
    main = package.relations("").get("officeDocument", _MAIN)
    parts = package.relations(main)
    text.styles = Styles.read(package, parts.get("styles"))
    if not text.read(package, main):
        raise UnreadableError(f"this is no Word file: the archive has no part {_MAIN}")
    for notes in ("footnotes", "endnotes"):
        if notes in parts:
            text.read(package, parts[notes])


class _Line(NamedTuple):
    """A paragraph: its text and what the file says that it is."""

    text: str
    kind: BlockKind | None


class _Paragraph:
    """What was read so far of a paragraph."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.style: str | None = None
        self.is_item = False
        self.is_heading = False
        self.boxes: list[_Line] = []


class _Text:
    """Takes what the parser finds, and makes lines of it."""

    def __init__(self) -> None:
        self.lines: list[_Line] = []
        self.styles = Styles()
        self._path: list[str] = []
        self._open: list[_Paragraph] = []
        self._passed_over = 0
        self._tables = 0
        self._is_hidden = False
        self._words: list[str] | None = None
        self._keeps_space = False

    def read(self, package: Package, part: str) -> bool:
        """Read a part; whether there is one.

        Raises:
            UnreadableError: it is broken.
        """
        self._path, self._open, self._passed_over, self._tables = [], [], 0, 0
        self._words = None
        parser = new_parser()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        return package.parse(part, parser)

    def _start(self, full_name: str, attributes: dict[str, str]) -> None:
        name = word_name(full_name) or full_name
        if not self._path and name not in ("document", "footnotes", "endnotes"):
            raise UnreadableError(f"this is no Word file: its text is in <{name.split()[-1]}>")
        values = word_values(attributes)
        self._path.append(name)
        if self._passed_over or name in _PASSED_OVER or (name in _NOTES and "type" in values):
            self._passed_over += 1
        elif name == "p":
            self._open.append(_Paragraph())
        elif name == "tbl":
            self._tables += 1
        elif self._open:
            self._inside(name, values, attributes)

    def _inside(self, name: str, values: dict[str, str], attributes: dict[str, str]) -> None:
        paragraph = self._open[-1]
        parents = self._path[-3:-1]
        value = values.get("val")
        if name == "r":
            self._is_hidden = False
        elif parents[-1:] == ["pPr"]:
            if name == "pStyle":
                paragraph.style = value
            elif name == "outlineLvl":
                paragraph.is_heading = is_heading_level(value)
        elif name == "numId" and parents == ["pPr", "numPr"]:
            paragraph.is_item = value != "0"
        elif name == "vanish" and parents == ["r", "rPr"]:
            self._is_hidden = value not in _OFF
        elif name == _MATH_TEXT or (name == "t" and not self._is_hidden):
            self._words = []
            self._keeps_space = attributes.get(_SPACE) == "preserve"
        elif parents[-1:] == ["r"] and not self._is_hidden:
            if name in _RUN_SIGNS:
                paragraph.pieces.append(_RUN_SIGNS[name])
            elif name == "sym":
                paragraph.pieces.append(_symbol(values.get("char", "")))

    def _characters(self, text: str) -> None:
        if self._words is not None and not self._passed_over:
            self._words.append(text)

    def _end(self, full_name: str) -> None:
        name = self._path.pop()
        if self._passed_over:
            self._passed_over -= 1
        elif name in ("t", _MATH_TEXT) and self._words is not None:
            text = "".join(self._words).replace("\r", " ").replace("\n", " ")
            self._open[-1].pieces.append(text if self._keeps_space else text.strip(" "))
            self._words = None
        elif name == "tbl":
            self._tables -= 1
        elif name == "p":
            self._close(self._open.pop())

    def _close(self, paragraph: _Paragraph) -> None:
        lines = self._open[-1].boxes if self._open else self.lines
        lines.append(_Line("".join(paragraph.pieces), self._kind(paragraph)))
        lines.extend(paragraph.boxes)

    def _kind(self, paragraph: _Paragraph) -> BlockKind | None:
        if paragraph.is_heading:
            return BlockKind.SUBHEADING
        kind = self.styles.kind(paragraph.style)
        if kind is None and paragraph.is_item:
            return BlockKind.LIST_ITEM
        return BlockKind.SCORE_LINE if kind is None and self._tables else kind


def _symbol(code: str) -> str:
    """The character of a font of symbols; what only that font knows is some sign."""
    try:
        number = int(code, 16)
        return _SYMBOL if number in _NO_SIGN or number < 0x20 else chr(number)
    except (ValueError, OverflowError):
        return _SYMBOL


def _document(lines: list[_Line], name: str) -> Document:
    source = "\n".join(line.text for line in lines)
    spans: list[tuple[int, int]] = []
    kinds: list[BlockKind | None] = []
    at = 0
    for line in lines:
        text = line.text.strip()
        if text:
            start = at + len(line.text) - len(line.text.lstrip())
            spans.append((start, start + len(text)))
            kinds.append(line.kind)
        at += len(line.text) + 1
    return Document(
        path=name,
        source=source,
        prose=source,
        segments=SegmentMap.identity(len(source)),
        blocks=classify(source, spans, _marked(kinds)),
        origin=ReadOnly("utf-8"),
    )


def _marked(kinds: list[BlockKind | None]) -> list[BlockKind | None]:
    """The kinds: the heading that opens the text is its headline.

    Where a text has headings by its styles, what has no style of note is a paragraph; otherwise its
    words tell what it is.
    """
    if not any(kind in HEADINGS for kind in kinds):
        return kinds
    marked = [kind or BlockKind.PARAGRAPH for kind in kinds]
    if marked[0] is BlockKind.SUBHEADING:
        marked[0] = BlockKind.HEADLINE
    return list(marked)
