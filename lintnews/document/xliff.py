"""The reader of XLIFF 1.2 and 2: the translations, not what they translate."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from lintnews.document.assembling import Assembler
from lintnews.document.decode import UnreadableError
from lintnews.document.document import Document, LineIndex, ReadOnly
from lintnews.document.reading import Bytes, Reading
from lintnews.document.translations import Piece, Strand, add_translation, tokens_of, with_labels
from lintnews.document.xmlplaces import SEPARATOR, XmlParser, decode_xml
from lintnews.model import Problem

_NAMESPACE = "urn:oasis:names:tc:xliff:document:"
_SCOPES = frozenset({"xliff", "file", "body", "group", "unit", "trans-unit"})
_UNITS = frozenset({"unit", "trans-unit"})
# Codes of the original format. Those that stand alone may stand for a word, such as a number that
# a program puts in; the others open and close formats. What some of them hold is no text.
_ALONE = frozenset({"x", "ph"})
_HELD = frozenset({"ph", "bpt", "ept", "it"})
_CODE = "\uffff"  # No XML holds it.
_UNSETTLED = re.compile(rf"{_CODE}++|(?<![ \t])[ \t]*+\n[ \t]++")
_TAG = re.compile(r"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*+>")
_STANDS_FOR_WORD = "X"
_OPENS = re.compile(r"(?:\A|[\s(\[“‘\"'«–—-])\Z")
_CLOSES = re.compile(r"[\s)\]”’\"'».,;:!?…–—-]|\Z")
_WORD = re.compile(r"\w")


def read_xliff(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    """The translations in an XLIFF file, a document for each ``file`` element.

    The lines of a unit are blocks as they are in plain text; the segments of a unit stand in one.
    What is not translated or marked as not to be translated is left out. The encoding is the one
    that the file names, UTF-8 by default. Where the file is no XML a problem says so, and the units
    before are read.
    """
    try:
        decoded = decode_xml(stream.read())
    except UnreadableError as error:
        yield error.problem(name)
        return
    handler = _Handler(XmlParser(decoded.text), name, ReadOnly(decoded.encoding))
    try:
        yield from handler.read()
    except UnreadableError as error:
        yield from handler.finish()
        yield error.problem(name)


class _Unit:
    """What was read so far of a unit."""

    def __init__(self) -> None:
        self.keeps_space = False
        self.begins_segment = False
        self.original: list[str] = []
        self.translation: list[Piece] = []

    def add(self, text: str, start: int, end: int) -> None:
        """Add a piece of the translation; the words of two segments are kept apart."""
        if self.begins_segment and self.translation:
            edges = self.translation[-1][0][-1], text[0]
            if not any(edge.isspace() for edge in edges):
                self.translation.append((" ", start, start))
        self.begins_segment = False
        self.translation.append((text, start, end))

    def settled(self) -> Iterator[Piece]:
        """The translation, with what its codes stand for; an indented line goes on the one before.

        Files are indented to be read; what keeps its space is left as it is.
        """
        strand = Strand(self.translation)
        text, at = strand.text, 0
        for match in _UNSETTLED.finditer(text):
            is_code = match[0].startswith(_CODE)
            if self.keeps_space and not is_code:
                continue
            yield from strand.cut(at, match.start())
            written = list(strand.cut(*match.span()))
            said = _read_code(text, *match.span()) if is_code else " "
            yield said, written[0][1], written[-1][2]
            at = match.end()
        if at < len(text):
            yield from strand.cut(at, len(text))


def _read_code(text: str, start: int, end: int) -> str:
    """What codes at a stretch of the text are read as: a word where one stands, else nothing."""
    if _OPENS.search(text, max(0, start - 1), start) and _CLOSES.match(text, end):
        return "" if (start, end) == (0, len(text)) else _STANDS_FOR_WORD
    joins = start > 0 and _WORD.match(text, start - 1) and _WORD.match(text, end)
    return " " if joins else ""


class _Handler:
    """Takes what the parser finds, and makes documents of it."""

    def __init__(self, parser: XmlParser, name: str, origin: ReadOnly) -> None:
        self._parser = parser
        self._name = name
        self._origin = origin
        self._lines = LineIndex(parser.source)
        self._ready: deque[Document] = deque()
        self._assembler: Assembler | None = None
        self._begin = 0
        self._path: list[str] = []
        self._translates = [True]
        self._spaces = [False]
        self._unit: _Unit | None = None
        self._reads = ""
        self._depth = 0
        self._held = 0
        expat = parser.expat
        expat.StartElementHandler = self._start
        expat.EndElementHandler = self._end

    def read(self) -> Iterator[Document]:
        """The documents.

        Raises:
            UnreadableError: the file is no XLIFF from some place on.
        """
        for _ in self._parser.parse():
            while self._ready:
                yield self._ready.popleft()
        yield from self.finish()

    def finish(self) -> Iterator[Document]:
        """The documents that were not given yet, and what there is of the last one."""
        self._close(len(self._parser.source))
        while self._ready:
            yield self._ready.popleft()

    def _open(self) -> None:
        """Begin a document where a line begins, for columns count from there."""
        at = self._parser.offset
        begin = at - self._lines.position(at)[1] + 1
        if self._assembler is None or begin > self._begin:
            self._close(begin)
            self._assembler, self._begin = Assembler(), begin

    def _close(self, end: int) -> None:
        if self._assembler is None:
            return
        prose, segments, blocks = with_labels(self._assembler.assembled(end))
        self._assembler = None
        self._ready.append(
            Document(
                path=self._name,
                source=self._parser.source[self._begin : end],
                prose=prose,
                segments=segments,
                blocks=blocks,
                origin=self._origin,
                first_line=self._lines.position(self._begin)[0],
                shift=self._begin,
            )
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(SEPARATOR)
        local = local if not space or space.startswith(_NAMESPACE) else name
        if not self._path and local != "xliff":
            raise UnreadableError(f"this is no XLIFF: the file holds <{local}>, not <xliff>", 1, 1)
        parent = self._path[-2:]
        self._path.append(local)
        kept = attributes.get("http://www.w3.org/XML/1998/namespace space")
        self._spaces.append(kept == "preserve" if kept else self._spaces[-1])
        if self._reads:
            self._inline(local)
        elif local in _SCOPES:
            told = attributes.get("translate")
            self._translates.append(told != "no" if told else self._translates[-1])
            if local == "file":
                self._open()
            elif local in _UNITS:
                self._unit = _Unit()
        elif self._unit is not None and local in ("source", "target") and _holds_text(parent):
            self._reads, self._depth = local, len(self._path)
            self._unit.keeps_space = self._spaces[-1]
            self._unit.begins_segment = local == "target"
            self._parser.expat.CharacterDataHandler = self._text

    def _inline(self, local: str) -> None:
        if self._held or local in _HELD:
            self._held += 1
        if local in _ALONE and self._held <= 1 and self._unit and self._reads == "target":
            at = self._parser.offset
            tag = _TAG.match(self._parser.source, at)
            self._unit.add(_CODE, at, tag.end() if tag else at)

    def _text(self, text: str) -> None:
        if self._held or self._unit is None:
            return
        if self._reads == "source":
            self._unit.original.append(text)
            return
        start = self._parser.offset
        end = self._parser.written_end(text, start)
        self._unit.add(text, start, end)

    def _end(self, name: str) -> None:
        local = self._path.pop()
        self._spaces.pop()
        if self._held:
            self._held -= 1
        elif self._reads:
            if len(self._path) < self._depth:
                self._reads = ""
                self._parser.expat.CharacterDataHandler = None
        elif local in _SCOPES:
            if self._translates.pop() and local in _UNITS and self._unit and self._assembler:
                unit = self._unit
                tokens = tokens_of("".join(unit.original))
                add_translation(self._assembler, unit.settled(), tokens)
            if local in _UNITS:
                self._unit = None


def _holds_text(parents: list[str]) -> bool:
    """Whether the source or the target in these elements is the text of a unit."""
    return parents[-1:] == ["trans-unit"] or parents in (["unit", "segment"], ["unit", "ignorable"])
