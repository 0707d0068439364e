"""The reader of Markdown: CommonMark with tables, footnotes, front matter and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyromark

from lintnews.document.assembling import Assembler
from lintnews.document.byteoffsets import ByteOffsets
from lintnews.document.decode import UnreadableError, decode
from lintnews.document.document import BlockKind, Comment, Document
from lintnews.document.flow import Flow, Passage, assemble, headed
from lintnews.document.reading import Bytes, Reading
from lintnews.model import Problem

# Formulas between dollars are not told apart: news has more prices than formulas.
_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_GFM
)
_INSIDES = {
    "Item": BlockKind.LIST_ITEM,
    "BlockQuote": BlockKind.PARAGRAPH,
    "FootnoteDefinition": BlockKind.PARAGRAPH,
}
_BLOCKS = frozenset(
    {"Paragraph", "Heading", "HtmlBlock", "CodeBlock", "List", "Table", "TableCell"}
)
_LONE_CR = re.compile(r"\r(?!\n)")
_BREAK = r"(?>\r\n|[\r\n])"
_FIELDS = re.compile(r"\s*(?:\Z|[\[#]|[\w\"'][\w\"'. -]{0,80}[ \t]*[:=])")
_FRONT_MATTER = re.compile(
    rf"(?P<fence>---|\+\+\+)[ \t]*{_BREAK}(?P<inside>(?s:.)*?)"
    rf"(?:(?<=[\r\n])(?P=fence)|(?<=[\r\n])\.\.\.)[ \t]*(?:{_BREAK}|\Z)"
)
_TITLE = re.compile(
    r"""(?:^|(?<=[\r\n]))title[ \t]*[:=][ \t]*
    (?:"(?P<double>[^"\\\r\n]+)"|'(?P<single>[^'\r\n]+)'
    |(?P<bare>(?![>|&*!%@`{\[\#"'])(?:(?![ \t]\#|:[ \t])[^\r\n])+))
    [ \t]*(?=[\r\n]|\Z)""",
    re.VERBOSE,
)
_COMMENT_END = re.compile(r"--!?>")
_COMMENT = re.compile(r"<!--(?!-?>)((?s:.)*?)--!?>")
_LINE_BREAK = re.compile(r"<br[ \t\r\n]*/?>", re.IGNORECASE)
_BOLD = re.compile(r"<(/?)(?:b|strong)>", re.IGNORECASE)
# What could begin or end markup inside a line.
_MARKS = re.compile(r"[\\`*_\[\]<&~|]")


def read_markdown(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    """The document that is a whole file."""
    try:
        decoded = decode(stream.read())
        yield markdown_document(decoded.text, name, decoded.encoding)
    except UnreadableError as error:
        yield error.problem(name)


class MarkdownOrigin(NamedTuple):
    """A document that is a whole file."""

    path: str
    encoding: str

    def written(self, text: str, source: str) -> str:
        """The text with a backslash before what could be markup."""
        return _MARKS.sub(r"\\\g<0>", text)

    def read(self, source: str) -> Document:
        """The document in the changed source."""
        return markdown_document(source, self.path, self.encoding)


def markdown_document(source: str, path: str, encoding: str = "utf-8") -> Document:
    """The document in Markdown that was decoded from ``encoding``."""
    page = _Markdown(source)
    assembler = Assembler()
    assemble(assembler, headed(page.flow.passages, page.title))
    prose, segments, blocks = assembler.assembled(len(source))
    return Document(
        path=path,
        source=source,
        prose=prose,
        segments=segments,
        blocks=blocks,
        origin=MarkdownOrigin(path, encoding),
        comments=page.comments,
        literals=assembler.literals,
    )


class _Markdown:
    """A source, read once: its passages, its title if the front matter has one, its comments."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.flow = Flow()
        self.title: list[Passage] = []
        self.comments: list[Comment] = []
        # The kinds of text in what is open around a place, the innermost last.
        self._kinds: list[BlockKind] = [BlockKind.PARAGRAPH]
        self._left_out = 0
        self._struck: list[bool] = []
        self._in_paragraph = False
        self._address: str | None = None
        self._html: list[tuple[int, int]] = []
        start = self._front_matter()
        text = _LONE_CR.sub("\n", source[start:])
        self._offsets = ByteOffsets(text, start)
        for event, place in pyromark.events_with_range(text, options=_OPTIONS):
            if isinstance(event, str):
                self._mark(event, self._offsets.point(place["start"]), place["end"])
                continue
            ((kind, value),) = event.items()
            # Only the ends of elements go back, and their places are not needed.
            if kind == "End":
                self._ended(_tag(value)[0])
                continue
            first = self._offsets.point(place["start"])
            if kind == "Start":
                self._started(*_tag(value), first)
            else:
                self._inline(kind, value, first, place["end"])
        self.flow.end()

    def _front_matter(self) -> int:
        """The offset behind the front matter, of which only a plain title is read."""
        found = _FRONT_MATTER.match(self.source)
        if found is None or not _FIELDS.match(found["inside"]):
            return 0
        title = _TITLE.search(self.source, *found.span("inside"))
        if title is not None and title.lastgroup is not None:
            flow = Flow()
            flow.begin(BlockKind.HEADLINE)
            flow.add(title[title.lastgroup], *title.span(title.lastgroup))
            flow.end()
            self.title = flow.passages
        return found.end()

    def _mark(self, event: str, first: int, end: int) -> None:
        if event == "Rule":
            self.flow.end()
        elif not self._left_out and not self.flow.is_empty:
            self.flow.add("\n", first, self._offsets.point(end))

    def _started(self, tag: str, value: Any, first: int) -> None:
        if tag == "Image":
            if self._in_paragraph and self.flow.is_empty:
                # What stands in a paragraph behind a picture says what is to be seen.
                self.flow.begin(BlockKind.CAPTION)
            self._leave_out(first)
        elif tag == "Strikethrough":
            self._struck.append(self.source.startswith("~~", first))
            if self._struck[-1]:
                self._leave_out(first)
        elif tag == "Strong":
            self.flow.strong(1)
        elif tag == "Link":
            self._address = value["dest_url"]
        elif tag == "CodeBlock":
            self.flow.end()
            self._left_out += 1
        elif tag == "Heading":
            self._begin(BlockKind.HEADLINE if value["level"] == "H1" else BlockKind.SUBHEADING)
        elif tag == "TableCell":
            self._begin(BlockKind.SCORE_LINE)
        elif tag in _INSIDES:
            self._kinds.append(_INSIDES[tag])
            self._begin(self._kinds[-1])
        elif tag in _BLOCKS:
            self._begin(self._kinds[-1])
            self._in_paragraph = tag == "Paragraph" and self._kinds[-1] is BlockKind.PARAGRAPH

    def _ended(self, tag: str) -> None:
        if tag in {"Image", "CodeBlock"} or (tag == "Strikethrough" and self._struck.pop()):
            self._left_out -= 1
        elif tag == "Strong":
            self.flow.strong(-1)
        elif tag == "Link":
            self._address = None
        elif tag == "HtmlBlock":
            self._comments_in_block()
        if tag in _INSIDES:
            self._kinds.pop()
        if tag in _INSIDES or tag in _BLOCKS:
            self._begin(self._kinds[-1])

    def _begin(self, kind: BlockKind) -> None:
        self.flow.begin(kind)
        self._in_paragraph = False

    def _leave_out(self, first: int) -> None:
        self._left_out += 1
        self.flow.left_out(first)

    def _inline(self, kind: str, value: Any, first: int, end: int) -> None:
        if kind == "Html":
            self._html.append((first, self._offsets.point(end)))
        elif kind == "InlineHtml":
            self._tag_in_line(value, first, self._offsets.point(end))
        elif self._left_out:
            return
        elif kind == "Text":
            # A link that is called by its own address is no word of a sentence.
            is_address = self._address is not None and self._address.startswith(value)
            self.flow.add(value, first, self._offsets.point(end), literal=is_address)
        elif kind == "Code":
            self._code(value, first, self._offsets.point(end))
        else:
            self.flow.left_out(first)

    def _code(self, text: str, first: int, last: int) -> None:
        """Add what stands between backticks, at its own place where it stands there as it is."""
        start = self.source.find(text, first, last) if text.strip() else -1
        if start >= 0:
            first, last = start, start + len(text)
        self.flow.add(text, first, last, literal=True)

    def _tag_in_line(self, text: str, first: int, last: int) -> None:
        comment = _COMMENT.fullmatch(text)
        bold = _BOLD.fullmatch(text)
        if comment is not None:
            self.comments.append(Comment(comment[1], first, last))
            self.flow.left_out(first)
        elif _LINE_BREAK.fullmatch(text):
            if not self._left_out and not self.flow.is_empty:
                self.flow.add("\n", first, last)
        elif bold is not None:
            self.flow.strong(-1 if bold[1] else 1)

    def _comments_in_block(self) -> None:
        if self._html:
            self.comments += _comments(self.source, self._html[0][0], self._html[-1][1])
        self._html.clear()


def _comments(source: str, start: int, end: int) -> Iterator[Comment]:
    """The comments that end inside a stretch of the source."""
    while (start := source.find("<!--", start, end)) >= 0:
        found = _COMMENT_END.search(source, start + 4, end)
        if found is None:
            return
        yield Comment(source[start + 4 : found.start()], start, found.end())
        start = found.end()


def _tag(value: Any) -> tuple[str, Any]:
    """The name of a tag and what is said of it."""
    if isinstance(value, str):
        return value, None
    ((name, said),) = value.items()
    return name, said
