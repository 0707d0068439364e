"""The reader of PO, the translation files of gettext: the translations, not what they translate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lintnews.document.assembling import Assembler
from lintnews.document.decode import Decoded, UnreadableError, decode, decode_named
from lintnews.document.document import Document, ReadOnly
from lintnews.document.reading import Bytes, Reading
from lintnews.document.translations import Piece, add_translation, tokens_of, with_labels
from lintnews.model import Problem

_CHARSET = re.compile(rb"Content-Type:[^\n]{0,80}?charset=([\w.:-]{1,40})", re.IGNORECASE)
_SAMPLE = 64 * 1024
# What a template has where the name of an encoding belongs.
_NO_CHARSET = "CHARSET"
_LINE = re.compile(r"([^\r\n]*+)(?:\r\n|\r|\n|\Z)")
_PASSED_OVER = re.compile(r"\s*+(?:#|domain\s|\Z)")
_KEYWORD = re.compile(r"\s*+(msgctxt|msgid_plural|msgid|msgstr(?:\[\d{1,3}\])?)\s*+(?=\")")
_STRING = re.compile(r'\s*+"((?:[^"\\]|\\.)*+)"\s*+\Z')
_OPEN_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?')
_PART = re.compile(r"[^\\]++|\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "a": "\a"}


def read_po(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    """The translations in a PO file, which make up one document.

    Lines of a translation are blocks as they are in plain text. The header, obsolete entries and
    what is not translated are left out; fuzzy entries are read. The encoding is the one that the
    header names, UTF-8 by default. A string that is broken is a problem; all others are read all
    the same.
    """
    try:
        decoded = _decoded(stream.read())
    except UnreadableError as error:
        yield error.problem(name)
        return
    source = decoded.text
    assembler = Assembler()
    for item in _translations(source):
        if isinstance(item, _Fault):
            yield Problem(path=name, line=item.line, column=item.column, reason=item.reason)
        else:
            add_translation(assembler, *item)
    prose, segments, blocks = with_labels(assembler.assembled(len(source)))
    origin = ReadOnly(decoded.encoding)
    yield Document(
        path=name, source=source, prose=prose, segments=segments, blocks=blocks, origin=origin
    )


def _decoded(data: bytes) -> Decoded:
    named = _CHARSET.search(data[:_SAMPLE])
    charset = named[1].decode("ascii") if named else _NO_CHARSET
    return decode(data) if charset == _NO_CHARSET else decode_named(data, charset)


class _Fault(NamedTuple):
    """A line that is no PO: line and column from 1, and the reason."""

    line: int
    column: int
    reason: str


class _Entry:
    """What is known so far of an entry."""

    def __init__(self) -> None:
        self.field = ""
        self.is_header = True
        self.original: list[str] = []
        self.translations: list[list[Piece] | None] = []

    def begin(self, field: str) -> None:
        self.field = field
        if field == "msgctxt":
            self.is_header = False
        elif self.is_translation:
            self.translations.append([])

    @property
    def is_translation(self) -> bool:
        return self.field.startswith("msgstr")

    def add(self, text: str, start: int) -> None:
        if self.field.startswith("msgid"):
            self.original += [said for said, _, _ in _pieces(text, start)]
            self.is_header = self.is_header and not text
        elif self.is_translation and (pieces := self.translations[-1]) is not None:
            pieces.extend(_pieces(text, start))

    def spoil(self) -> None:
        """Leave out the string that is being read, of which a part is broken."""
        if self.is_translation:
            self.translations[-1] = None
        else:
            self.is_header = False

    def read(self) -> Iterator[tuple[list[Piece], frozenset[str]]]:
        """The strings of the translation, one for each number of things, with those tokens."""
        if not self.is_header:
            tokens = tokens_of("".join(self.original))
            for pieces in filter(None, self.translations):
                yield pieces, tokens


def _translations(source: str) -> Iterator[tuple[list[Piece], frozenset[str]] | _Fault]:
    """The strings that are translations, in pieces, each with the tokens of the original."""
    entry = _Entry()
    for number, match in enumerate(_LINE.finditer(source), 1):
        line = match[1]
        if _PASSED_OVER.match(line):
            continue
        keyword = _KEYWORD.match(line)
        if keyword:
            if entry.is_translation and not keyword[1].startswith("msgstr"):
                yield from entry.read()
                entry = _Entry()
            entry.begin(keyword[1])
        at = keyword.end() if keyword else 0
        string = _STRING.match(line, at)
        if string and entry.field:
            entry.add(string[1], match.start() + string.start(1))
            continue
        entry.spoil()
        yield _Fault(number, *_wrong(line, at, entry.field))
    yield from entry.read()


def _wrong(line: str, at: int, field: str) -> tuple[int, str]:
    """The column at which a line is wrong, and the reason."""
    at += len(line[at:]) - len(line[at:].lstrip())
    if line[at] != '"':
        return at + 1, (
            "the line is no PO: it is neither a comment nor a string in quotation marks, such as "
            'msgstr "Open"'
        )
    if not field:
        return at + 1, "the string belongs to nothing; msgid or msgstr must stand before it"
    inside = _OPEN_STRING.match(line, at)
    end = inside.end() if inside else at
    if end >= len(line) or line[end] == "\\":
        return at + 1, "the string that begins here has no quotation mark at its end"
    return end + 1, r'the string ends here and its line goes on; write \" for " inside a string'


def _pieces(text: str, start: int) -> Iterator[Piece]:
    for match in _PART.finditer(text):
        octal, code, letter = match.groups()
        said = match[0]
        if octal or code:
            said = chr(int(octal, 8) if octal else int(code, 16))
        elif letter:
            said = _ESCAPES.get(letter, letter)
        yield said, start + match.start(), start + match.end()
