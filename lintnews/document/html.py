"""The reader of HTML: the text of the article in a page, with its places in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lintnews.document.assembling import Assembler
from lintnews.document.decode import UnreadableError, decode, text_position
from lintnews.document.document import BlockKind, Comment, Document
from lintnews.document.flow import Flow, Passage, assemble, headed
from lintnews.document.htmltokens import Token, TokenKind, attributes, html_tokens, reference_at
from lintnews.document.reading import Bytes, Reading
from lintnews.model import Problem

_SPECIAL = re.compile(r"&(?=#[0-9xX]|[a-zA-Z])|[ \t\n\f\r]{2,}|[\t\n\f\r]")
_XML = re.compile(r"\s*<\?xml\s")
_HIDDEN = re.compile(r"hidden|none", re.IGNORECASE)
_INVISIBLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;"})

_HEADINGS = {f"h{level}" for level in range(1, 7)}
_KINDS: dict[str, BlockKind | None] = {
    "p": BlockKind.PARAGRAPH,
    "li": BlockKind.LIST_ITEM,
    "dt": BlockKind.LIST_ITEM,
    "dd": BlockKind.LIST_ITEM,
    "td": BlockKind.SCORE_LINE,
    "th": BlockKind.SCORE_LINE,
    "caption": BlockKind.CAPTION,
    "figcaption": BlockKind.CAPTION,
    "figure": BlockKind.CAPTION,
    "summary": BlockKind.SUBHEADING,
    "article": None,
    "main": None,
    **dict.fromkeys(_HEADINGS, BlockKind.SUBHEADING),
    "h1": BlockKind.HEADLINE,
}
_BLOCKS = frozenset(
    {
        *_KINDS,
        *"address aside blockquote body center details dialog div dl fieldset footer form".split(),
        *"head header hgroup html menu nav ol pre search section table tbody tfoot thead".split(),
        *"tr ul".split(),
    }
)
_REGIONS = frozenset({"article", "main"})
_SKIPPED = frozenset(
    "nav aside footer dialog head pre template svg math object video audio canvas map button "
    "select datalist fieldset label progress meter del s strike rp rt".split()
)
# What begins each of these ends one that is open, up to the nearest of those behind it.
_SIBLINGS = {
    "li": ({"li"}, {"ul", "ol", "menu"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "td": ({"td", "th"}, {"table"}),
    "th": ({"td", "th"}, {"table"}),
    "tr": ({"tr"}, {"table"}),
    **dict.fromkeys(_HEADINGS, (_HEADINGS, set(_BLOCKS) - _HEADINGS)),
}
# How far up an open sibling is looked for, so that no page can take time that grows with a square.
_REACH = 64
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr keygen frame".split()
)
# Those in which a paragraph around them is not ended by another.
_SCOPED = frozenset(
    "template svg math object video audio canvas map button select datalist".split()
)
_FOREIGN = frozenset({"svg", "math"})
_IN_HEAD = frozenset("title meta link base style script template noscript".split())
_CODE = frozenset({"code", "kbd", "samp", "tt", "var"})
_BOLD = frozenset({"b", "strong"})


def read_html(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    """The article in a page; what is never closed in it is a problem that says where it begins."""
    try:
        decoded = decode(stream.read())
    except UnreadableError as error:
        yield error.problem(name)
        return
    page = Page(decoded.text)
    yield _document(page, name, decoded.encoding)
    if page.cut is not None:
        line, column = text_position(page.source, page.cut.start)
        yield Problem(path=name, line=line, column=column, reason=cut_reason(page.cut))


def cut_reason(token: Token) -> str:
    """What to say of a token that never ends."""
    what = token.name if token.name in {"comment", "tag", "CDATA section"} else f"<{token.name}>"
    return f"the {what} that begins here never ends, so that nothing after it was read; close it"


class HtmlOrigin(NamedTuple):
    """A document that is a whole page."""

    path: str
    encoding: str

    def written(self, text: str, source: str) -> str:
        """The text with the entities that HTML needs."""
        return text.translate(_ESCAPES)

    def read(self, source: str) -> Document:
        """The article in the changed page."""
        return _document(Page(source), self.path, self.encoding)


def html_document(source: str, path: str, encoding: str = "utf-8") -> Document:
    """The document in a page that was decoded from ``encoding``."""
    return _document(Page(source), path, encoding)


def _document(page: Page, path: str, encoding: str) -> Document:
    assembler = Assembler()
    assemble(assembler, page.passages())
    prose, segments, blocks = assembler.assembled(len(page.source))
    return Document(
        path=path,
        source=page.source,
        prose=prose,
        segments=segments,
        blocks=blocks,
        origin=HtmlOrigin(path, encoding),
        comments=page.comments,
        literals=assembler.literals,
    )


class _Open(NamedTuple):
    """An element that is open: its name, the kind of text in it, how many passages stood before."""

    name: str
    kind: BlockKind | None
    passages: int


class _Region(NamedTuple):
    """The passages of an article or of the main part of a page."""

    start: int
    end: int


class Page:
    """A page, read once from its beginning to its end.

    ``cut`` is what never ends in it, ``comments`` are those of the whole page.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.comments: list[Comment] = []
        self.cut: Token | None = None
        self._flow = Flow()
        self._title = Flow()
        self._open: list[_Open] = [_Open("", None, 0)]
        self._counts: dict[str, int] = {}
        self._regions: list[_Region] = []
        # What is being passed over: its name, how many of that name are open in it, and how many
        # elements stood open around it.
        self._skipped: tuple[str, int, int] | None = None
        # Where raised type began in the passage.
        self._raised: int | None = None
        self._in_link = False
        self._code = 0
        self._in_title = False
        self._breaks = 0
        self._read()

    def passages(self) -> list[Passage]:
        """The passages of the longest article or main part, or of the whole page if it has none."""
        found = self._flow.passages
        if self._regions:
            region = max(self._regions, key=self._size)
            found = found[region.start : region.end]
        return headed(found, self._title.passages[:1])

    def _size(self, region: _Region) -> int:
        return sum(passage.size for passage in self._flow.passages[region.start : region.end])

    def _read(self) -> None:
        source = self.source
        for token in html_tokens(source, is_xml=_XML.match(source) is not None):
            kind = token.kind
            if kind is TokenKind.TEXT or kind is TokenKind.LITERAL:
                self._text(token)
            elif kind is TokenKind.OPEN:
                self._opened(token)
            elif kind is TokenKind.CLOSE:
                self._closed(token)
            elif kind is TokenKind.COMMENT:
                self._comment(token)
            else:
                self.cut = token
        self._close_to(1)
        self._flow.end()
        self._title.end()

    def _comment(self, token: Token) -> None:
        if token.name == "comment":
            text = self.source[token.start : token.end]
            end = self.source.index(">", token.end) + 1
            self.comments.append(Comment(text, token.start - len("<!--"), end))

    def _text(self, token: Token) -> None:
        if self._in_title:
            _add_text(self._title, self.source, token)
        elif self._skipped is None:
            _add_text(self._flow, self.source, token, literal=self._code > 0)
            if not self._flow.after_space:
                self._breaks = 0

    def _opened(self, token: Token) -> None:
        name = token.name
        if name == "title":
            # The title of a drawing is none of the page.
            self._in_title = self._skipped is None or self._skipped[0] == "head"
            if self._in_title:
                self._title.begin(BlockKind.HEADLINE)
            return
        if self._skipped is not None and self._skipped[0] == "head" and name not in _IN_HEAD:
            self._close_named("head")
        if name in _BLOCKS:
            if name == "form" and self._counts.get("form"):
                return
            self._block_opened(name)
        elif name in _FOREIGN and self.source[token.end - 2] == "/":
            return
        elif name in _SCOPED:
            self._push(name, self._open[-1].kind)
        elif name == "br":
            self._line_break(token)
        elif name in _BOLD:
            self._flow.strong(1)
        elif name in _CODE:
            self._code += 1
        elif name in {"sup", "a"} and self._skipped is None and self._is_note(name, token):
            self._skipped = ("sup", 1, len(self._open))
            return
        if self._skipped is not None:
            skipped, count, height = self._skipped
            if name == skipped and name not in _VOID:
                self._skipped = (skipped, count + 1, height)
        elif name in _SKIPPED or self._is_hidden(token):
            if name not in _VOID:
                self._skipped = (name, 1, len(self._open))
            self._flow.left_out(token.start)
        elif name in {"img", "input"}:
            self._flow.left_out(token.start)

    def _is_note(self, name: str, token: Token) -> bool:
        """Whether a tag makes a raised link, the mark of a note, which is then taken back."""
        if name == "a":
            self._in_link = True
            if self._raised is None:
                return False
            self._flow.cut(self._raised, token.start)
            return True
        self._raised = self._flow.mark()
        if self._in_link:
            self._flow.left_out(token.start)
        return self._in_link

    def _is_hidden(self, token: Token) -> bool:
        if not _HIDDEN.search(self.source, token.start, token.end):
            return False
        known = attributes(self.source, token)
        return (
            ("hidden" in known and known["hidden"].lower() != "until-found")
            or known.get("aria-hidden", "").strip().lower() == "true"
            or _INVISIBLE.search(known.get("style", "")) is not None
        )

    def _block_opened(self, name: str) -> None:
        if self._open[-1].name == "p":
            self._close_to(len(self._open) - 1)
        siblings, barriers = _SIBLINGS.get(name, ((), ()))
        for depth in range(len(self._open) - 1, max(0, len(self._open) - _REACH), -1):
            if not siblings or self._open[depth].name in barriers:
                break
            if self._open[depth].name in siblings:
                self._close_to(depth)
                break
        if name == "body" and self._counts.get("head"):
            self._close_named("head")
        kind = _KINDS.get(name, self._open[-1].kind)
        if name == "p" and self._open[-1].kind is not None:
            kind = self._open[-1].kind
        if name == "header" and not any(map(self._counts.get, _REGIONS)) and self._skipped is None:
            self._skipped = (name, 0, len(self._open) + 1)
        self._flow.end()
        self._push(name, kind)
        self._begin(kind)

    def _push(self, name: str, kind: BlockKind | None) -> None:
        self._open.append(_Open(name, kind, len(self._flow.passages)))
        self._counts[name] = self._counts.get(name, 0) + 1

    def _begin(self, kind: BlockKind | None) -> None:
        self._flow.begin(kind)
        self._raised, self._in_link, self._code = None, False, 0
        self._breaks = 0

    def _line_break(self, token: Token) -> None:
        if self._skipped is not None:
            return
        self._breaks += 1
        if self._breaks > 1:
            self._begin(self._open[-1].kind)
        elif not self._flow.is_empty:
            self._flow.add("\n", token.start, token.end)

    def _closed(self, token: Token) -> None:
        name = token.name
        if name == "title":
            self._in_title = False
            return
        if self._skipped is not None and name == self._skipped[0]:
            skipped, count, height = self._skipped
            self._skipped = (skipped, count - 1, height) if count > 1 else None
        if name in _BLOCKS or name in _SCOPED:
            if self._counts.get(name):
                self._close_named(name)
            elif name == "p":
                self._begin(self._open[-1].kind)
            elif name in _HEADINGS and self._open[-1].name in _HEADINGS:
                self._close_to(len(self._open) - 1)
        elif name in _BOLD:
            self._flow.strong(-1)
        elif name in _CODE:
            self._code = max(0, self._code - 1)
        elif name == "sup":
            self._raised = None
        elif name == "a":
            self._in_link = False
        elif name == "br":
            self._line_break(token)

    def _close_named(self, name: str) -> None:
        depth = len(self._open) - 1
        while self._open[depth].name != name:
            depth -= 1
        self._close_to(depth)

    def _close_to(self, depth: int) -> None:
        """Close the elements that are open from a depth on."""
        if any(element.name in _BLOCKS for element in self._open[depth:]):
            self._begin(self._open[depth - 1].kind)
        passages = self._flow.passages
        while len(self._open) > depth:
            name, _, start = self._open.pop()
            self._counts[name] -= 1
            if name in _REGIONS and not any(map(self._counts.get, _REGIONS)):
                self._regions.append(_Region(start, len(passages)))
            elif name == "form" and not self._is_text(start):
                del passages[start:]
        if self._skipped is not None and len(self._open) < self._skipped[2]:
            self._skipped = None

    def _is_text(self, start: int) -> bool:
        """Whether the passages in a form are an article, around which some pages put one."""
        passages = self._flow.passages[start:]
        return any(kind is BlockKind.HEADLINE for kind, _ in passages) or bool(
            self._regions and self._regions[-1].start >= start
        )


def _add_text(flow: Flow, source: str, token: Token, *, literal: bool = False) -> None:
    """Add text; a run of white space is one space, of which none stands after another."""
    at, end = token.start, token.end
    while at < end:
        if source[at] in " \t\n\f\r" and flow.after_space:
            at += 1
            continue
        found = _SPECIAL.search(source, at, end)
        stop = found.start() if found else end
        if stop > at:
            flow.add(source[at:stop], at, stop, literal=literal)
            at = stop
        if found is None:
            return
        if found[0] != "&":
            if not flow.after_space:
                flow.add(" ", at, found.end())
            at = found.end()
            continue
        reference = None if token.kind is TokenKind.LITERAL else reference_at(source, at, end)
        if reference is None:
            flow.add("&", at, at + 1)
            at += 1
        else:
            flow.add(*reference, literal=literal)
            at = reference.end
