"""The reader of e-mail: the subject and the text of a message."""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser
from typing import NamedTuple

from lintnews.document.assembling import Assembler
from lintnews.document.decode import UnreadableError, decode, text_position
from lintnews.document.document import BlockKind, Document, ReadOnly
from lintnews.document.flow import Passage, Piece, assemble, through
from lintnews.document.html import Page
from lintnews.document.plain import block_spans
from lintnews.document.reading import Bytes, Reading
from lintnews.document.segments import Segment, SegmentMap
from lintnews.model import Problem

_BREAK = r"(?>\r\n|[\r\n])"
_ANY_BREAK = re.compile(_BREAK)
_HEADERS_END = re.compile(rf"(?:\A|{_BREAK}){_BREAK}")
_SUBJECT = re.compile(rf"(?:\A|{_BREAK})subject:((?:[^\r\n]|{_BREAK}[ \t])*)", re.IGNORECASE)
_WORD = r"=\?([\w.:+-]{1,40})(?:\*[\w-]{0,40})?\?([BbQq])\?([^?\s]{0,1000})\?="
_ENCODED = re.compile(rf"{_WORD}(?:[ \t\r\n]+(?==\?[\w.:+-]{{1,40}}\?))?|{_BREAK}[ \t]+")
_QUOTED_PRINTABLE = re.compile(rf"(?:=[0-9A-Fa-f]{{2}}|=[ \t]*{_BREAK})+")
_BYTE = re.compile(rf"=(?:([0-9A-Fa-f]{{2}})|[ \t]*{_BREAK})")
_ANSWERED = re.compile(r"(?:\A|(?<=[\r\n]))>[^\r\n]*")
_SIGNATURE = re.compile(rf"(?:\A|(?<=[\r\n]))-- ?{_BREAK}(?s:.)*\Z")
_AS_IT_IS = frozenset({"", "7bit", "8bit", "binary"})
_DEEPEST = 20


class _Part(NamedTuple):
    """A part of a message, with its own headers and the place of its body."""

    headers: Message
    start: int
    end: int

    @property
    def transfer(self) -> str:
        return str(self.headers.get("Content-Transfer-Encoding", "")).strip().lower()

    @property
    def charset(self) -> str:
        name = str(self.headers.get_param("charset", "utf-8"))
        try:
            return codecs.lookup(name).name
        except LookupError:
            return "utf-8"


def read_mail(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    """The message in a file; one whose text is in base64 is a problem, for it has no places."""
    data = stream.read()
    try:
        decoded = decode(data)
    except UnreadableError as error:
        yield error.problem(name)
        return
    source, encoding = decoded.text, decoded.encoding
    part = _chosen(list(_parts(source, 0, len(source), 0)))
    if part is None:
        yield Problem(path=name, reason="this message has no text to read, only other parts")
        return
    if part.transfer not in _AS_IT_IS and part.transfer != "quoted-printable":
        line, column = text_position(source, part.start)
        reason = (
            f"the text of this message is in {part.transfer or 'no known form'}, in which no place "
            "can be shown; save the message as text"
        )
        yield Problem(path=name, line=line, column=column, reason=reason)
        return
    if encoding == "cp1252" and part.transfer in _AS_IT_IS:
        source, encoding = _in_charset(data, part.charset) or (source, encoding)
    yield _document(source, part, name, encoding)


def _in_charset(data: bytes, charset: str) -> tuple[str, str] | None:
    """The file in the encoding that its text is in, if that has a character in every byte."""
    try:
        text = data.decode(charset)
    except (UnicodeError, LookupError):
        return None
    return (text, charset) if len(text) == len(data) else None


def _document(source: str, part: _Part, path: str, encoding: str) -> Document:
    text, segments = _body(source, part)
    if part.headers.get_content_type() == "text/html":
        passages = Page(text).passages()
    else:
        passages = list(_paragraphs(text))
    assembler = Assembler()
    assemble(assembler, [*_subject(source), *through(passages, SegmentMap(segments))])
    prose, places, blocks = assembler.assembled(len(source))
    return Document(
        path=path,
        source=source,
        prose=prose,
        segments=places,
        blocks=blocks,
        origin=ReadOnly(encoding),
        literals=assembler.literals,
    )


def _parts(source: str, start: int, end: int, depth: int) -> Iterator[_Part]:
    """The parts of a message that hold no others."""
    found = _HEADERS_END.search(source, start, end)
    body = found.end() if found else end
    headers = HeaderParser().parsestr(_ANY_BREAK.sub("\n", source[start:body]).lstrip("\n"))
    boundary = headers.get_boundary()
    if headers.get_content_maintype() != "multipart" or boundary is None or depth >= _DEEPEST:
        yield _Part(headers, body, end)
        return
    line = re.compile(rf"(?:\A|{_BREAK})--{re.escape(boundary)}(--)?[ \t]*(?={_BREAK}|\Z)")
    begun: int | None = None
    for found in line.finditer(source, max(start, body - 1), end):
        if begun is not None:
            yield from _parts(source, begun, found.start(), depth + 1)
        begun = None if found[1] else found.end() + len("\n")
        if begun is not None and source.startswith("\r\n", found.end()):
            begun += 1
    if begun is not None:
        yield from _parts(source, begun, end, depth + 1)


def _chosen(parts: list[_Part]) -> _Part | None:
    """The part to read: the first plain text, else the first page."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if (
                part.headers.get_content_type() == kind
                and part.headers.get_content_disposition() != "attachment"
            ):
                return part
    return None


def _subject(source: str) -> Iterator[Passage]:
    headers_end = _HEADERS_END.search(source)
    found = _SUBJECT.search(source, 0, headers_end.start() if headers_end else len(source))
    if found is None:
        return
    pieces = []
    at, end = found.span(1)
    for word in _ENCODED.finditer(source, at, end):
        pieces.append(Piece(source[at : word.start()], at, word.start()))
        said = _encoded_word(*word.groups()) if word[1] else " "
        pieces.append(Piece(said, *word.span()))
        at = word.end()
    pieces.append(Piece(source[at:end], at, end))
    pieces = [piece for piece in pieces if piece.text]
    yield Passage(BlockKind.HEADLINE, pieces)


def _encoded_word(charset: str, form: str, text: str) -> str:
    """What a word in a header stands for; one that cannot be read stands for itself."""
    try:
        is_base64 = form in "Bb"
        data = binascii.a2b_base64(text) if is_base64 else binascii.a2b_qp(text, header=True)
        return data.decode(charset)
    except (binascii.Error, UnicodeError, LookupError):
        return text


def _body(source: str, part: _Part) -> tuple[str, list[Segment]]:
    """The text of a part and where each of its characters stands."""
    if part.transfer in _AS_IT_IS:
        text = source[part.start : part.end]
        return text, [Segment(0, len(text), part.start, part.end)]
    pieces: list[tuple[str, int, int]] = []
    at = part.start
    for found in _QUOTED_PRINTABLE.finditer(source, part.start, part.end):
        pieces.append((source[at : found.start()], at, found.start()))
        pieces += _escaped_bytes(found, part.charset)
        at = found.end()
    pieces.append((source[at : part.end], at, part.end))
    segments, length = [], 0
    for text, start, end in pieces:
        if text:
            segments.append(Segment(length, length + len(text), start, end))
            length += len(text)
    whole = Segment(0, 0, part.start, part.start)
    return "".join(text for text, _, _ in pieces), segments or [whole]


def _escaped_bytes(run: re.Match[str], charset: str) -> Iterator[tuple[str, int, int]]:
    """The characters that a run of bytes in quoted-printable stands for."""
    decoder = codecs.getincrementaldecoder(charset)("replace")
    start = None
    for byte in _BYTE.finditer(run.string, *run.span()):
        if byte[1] is None:
            continue
        start = byte.start() if start is None else start
        text = decoder.decode(bytes.fromhex(byte[1]))
        if text:
            yield text, start, byte.end()
            start = None
    if start is not None:
        yield decoder.decode(b"", True), start, run.end()


def _paragraphs(text: str) -> Iterator[Passage]:
    """The paragraphs of a plain text without what it answers to and without its signature."""
    bare = _SIGNATURE.sub("", text)
    own = _ANSWERED.sub(lambda line: "\n" * len(line[0]), bare)
    for start, end in block_spans(own):
        yield Passage(None, [Piece(text[start:end], start, end)])
