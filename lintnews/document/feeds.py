"""The reader of feeds: an article an item of RSS, an entry of Atom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, NoReturn
from xml.parsers import expat

from lintnews.document.assembling import Assembler
from lintnews.document.decode import UnreadableError, decode
from lintnews.document.document import BlockKind, Document, LineIndex, ReadOnly
from lintnews.document.flow import Flow, Passage, assemble, headed, through
from lintnews.document.html import Page
from lintnews.document.reading import Bytes, Reading
from lintnews.document.segments import Segment, SegmentMap
from lintnews.document.xmlplaces import SEPARATOR, XmlParser
from lintnews.model import Problem

_ITEMS = frozenset({"item", "entry"})
_ROOTS = frozenset({"rss", "RDF", "feed"})
# Of these the first that an item has is its text; the others are most often an extract of it.
_TEXTS = ("encoded", "content", "description", "summary")
_OUTSIDE = frozenset(
    {"http://search.yahoo.com/mrss/", "http://www.itunes.com/dtds/podcast-1.0.dtd"}
)
_DEEPEST = 200


class _RefusedError(Exception):
    """What a feed has no need of and what could make it grow without bound."""


class _Text(NamedTuple):
    """What an element says, and where each of its characters stands."""

    text: str
    segments: list[Segment]
    is_html: bool


class _Item(NamedTuple):
    """An item: where it stands in the source, and the elements of it that are read."""

    start: int
    end: int
    texts: dict[str, _Text]


def read_feed(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    """The items of a feed, one after another; what is broken is a problem with its place."""
    try:
        decoded = decode(stream.read())
    except UnreadableError as error:
        yield error.problem(name)
        return
    feed = _Feed(decoded.text)
    lines = LineIndex(decoded.text)
    for item in feed.items:
        yield _document(decoded.text, item, name, decoded.encoding, lines)
    if feed.broken is not None:
        line, column = lines.position(feed.broken[1])
        yield Problem(path=name, reason=feed.broken[0], line=line, column=column)


def _document(source: str, item: _Item, path: str, encoding: str, lines: LineIndex) -> Document:
    title = _passages(item.texts["title"], BlockKind.HEADLINE) if "title" in item.texts else []
    told = next((item.texts[name] for name in _TEXTS if name in item.texts), None)
    text = _passages(told, BlockKind.PARAGRAPH) if told is not None else []
    passages = [
        passage._replace(kind=BlockKind.SUBHEADING)
        if passage.kind is BlockKind.HEADLINE and title
        else passage
        for passage in headed(text, [])
    ]
    # The map goes by the order of the source, in which the text may stand before the title.
    ordered = sorted(title[:1] + passages, key=lambda passage: passage.pieces[0].start)
    assembler = Assembler()
    assemble(assembler, ordered)
    prose, segments, blocks = assembler.assembled(item.start)
    line, column = lines.position(item.start)
    return Document(
        path=path,
        source=source[item.start : item.end],
        prose=prose,
        segments=segments,
        blocks=blocks,
        origin=ReadOnly(encoding),
        first_line=line,
        first_column=column,
        shift=item.start,
        literals=assembler.literals,
    )


def _passages(told: _Text, kind: BlockKind) -> list[Passage]:
    """The passages of an element; a title is one, whatever stands in it."""
    if not told.text.strip():
        return []
    if told.is_html:
        found = Page(told.text).passages()
    else:
        flow = Flow()
        flow.begin(kind)
        flow.add(told.text, 0, len(told.text))
        flow.end()
        found = flow.passages
    if kind is BlockKind.HEADLINE:
        found = [passage._replace(kind=kind) for passage in found[:1]]
    return through(found, SegmentMap(told.segments))


class _Feed:
    """A feed, read once; ``broken`` says what is wrong with it and at which offset."""

    def __init__(self, source: str) -> None:
        self.items: list[_Item] = []
        self.broken: tuple[str, int] | None = None
        self._source = source
        self._xml = XmlParser(source)
        self._xml.expat.StartElementHandler = self._started
        self._xml.expat.EndElementHandler = self._ended
        self._xml.expat.CharacterDataHandler = self._characters
        self._xml.expat.EntityDeclHandler = self._refuse
        self._depth = 0
        self._item: tuple[int, int] | None = None
        self._texts: dict[str, _Text] = {}
        self._field: tuple[str, int, bool] | None = None
        self._pieces: list[str] = []
        self._segments: list[Segment] = []
        self._length = 0
        # Where the first element inside a text that is XHTML begins.
        self._inside: int | None = None
        self._parse()

    def _parse(self) -> None:
        try:
            self._xml.expat.Parse(self._source.encode(), True)
        except expat.ExpatError as error:
            said = expat.errors.messages[error.code]
            reason = f"this is no sound XML: {said}; nothing after it was read"
            self.broken = (reason, self._xml.error_offset)
        except _RefusedError:
            pass

    def _stop(self, reason: str, at: int) -> NoReturn:
        self.broken = (reason, at)
        raise _RefusedError

    def _refuse(self, *declaration: object) -> None:
        # Only the end of a declaration is known.
        at = self._source.rfind("<!ENTITY", 0, self._xml.offset + 1)
        self._stop("an entity is declared here, which feeds have no need of; take it out", at)

    def _started(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(SEPARATOR)
        self._depth += 1
        if self._depth > _DEEPEST:
            self._stop(
                f"more than {_DEEPEST} elements stand one inside the other here",
                self._xml.offset,
            )
        if self._depth == 1 and name not in _ROOTS:
            self._stop(
                f"this is no feed: its root is <{name}>, not <rss> or <feed>",
                self._xml.offset,
            )
        if name in _ITEMS and self._item is None:
            self._item = (self._xml.offset, self._depth)
            self._texts = {}
        elif (
            self._item is not None
            and self._depth == self._item[1] + 1
            and (name in _TEXTS or name == "title")
            and space not in _OUTSIDE
        ):
            is_html = attributes.get("type", "html" if "Atom" not in space else "text") != "text"
            self._field = (name, self._depth, is_html)
            self._pieces, self._segments, self._length = [], [], 0
            self._inside = None
        elif self._field is not None and self._inside is None:
            self._inside = self._xml.offset

    def _ended(self, tag: str) -> None:
        if self._field is not None and self._depth == self._field[1]:
            name, _, is_html = self._field
            text = "".join(self._pieces)
            if self._inside is not None:
                text = self._source[self._inside : self._xml.offset]
                start = self._inside
                self._segments = [Segment(0, len(text), start, start + len(text))]
            if text.strip():
                self._texts.setdefault(name, _Text(text, self._segments, is_html))
            self._field = None
        elif self._item is not None and self._depth == self._item[1]:
            self.items.append(_Item(self._item[0], self._xml.offset, self._texts))
            self._item = None
        self._depth -= 1

    def _characters(self, text: str) -> None:
        if self._field is None:
            return
        start = self._xml.offset
        end = self._xml.written_end(text, start)
        self._pieces.append(text)
        self._segments.append(Segment(self._length, self._length + len(text), start, end))
        self._length += len(text)
