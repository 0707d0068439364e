"""Parses XML that nobody vouches for, and says where in the source each thing stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from lintnews.document.byteoffsets import ByteOffsets
from lintnews.document.decode import Decoded, UnreadableError, decode_named, text_position

_CHUNK = 1 << 16
_DECLARED = re.compile(rb"\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
SEPARATOR = " "
"""What stands between the namespace of an element and its name."""
ENTITIES = (
    "the file declares entities of its own, which are not read, since they can blow a small file "
    "up to any size; write out what they stand for"
)


def decode_xml(data: bytes) -> Decoded:
    """Read bytes as the text of an XML file, in the encoding that it names, else UTF-8.

    Raises:
        UnreadableError: the bytes are no such text.
    """
    declared = _DECLARED.match(data)
    return decode_named(data, declared[1].decode("ascii") if declared else "utf-8")


class XmlParser:
    """Expat over a text, with offsets in code points and without entities that it declares itself.

    Set the handlers of ``expat`` before ``parse``.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.expat = expat.ParserCreate("utf-8", namespace_separator=SEPARATOR)
        self.expat.buffer_text = False
        self.expat.EntityDeclHandler = self._refuse
        self.expat.StartCdataSectionHandler = self._start_cdata
        self.expat.EndCdataSectionHandler = self._end_cdata
        self._is_cdata = False
        self._data = source.encode("utf-8")
        self._offsets = ByteOffsets(source)

    def _refuse(self, *_: object) -> None:
        raise UnreadableError(ENTITIES, *text_position(self.source, self.offset))

    def _start_cdata(self) -> None:
        self._is_cdata = True

    def _end_cdata(self) -> None:
        self._is_cdata = False

    @property
    def offset(self) -> int:
        """Where in the source the thing begins whose handler is being called."""
        return self._offsets.point(self.expat.CurrentByteIndex)

    @property
    def error_offset(self) -> int:
        """Where in the source the XML is broken, once the parser has said that it is."""
        return self._offsets.point(self.expat.ErrorByteIndex)

    def written_end(self, text: str, start: int) -> int:
        """Where the character data ends whose handler is being called.

        Args:
            text: what it reads.
            start: where it begins.
        """
        if not self._is_cdata and self.source.startswith("&", start):
            return self.source.index(";", start) + 1
        if text == "\n" and self.source.startswith("\r\n", start):
            return start + 2
        return start + len(text)

    def parse(self) -> Iterator[None]:
        """Parse the text, with a pause after each part of it.

        Raises:
            UnreadableError: the text is no XML from some place on, or declares entities.
        """
        try:
            for start in range(0, len(self._data), _CHUNK):
                self.expat.Parse(self._data[start : start + _CHUNK], False)
                yield
            self.expat.Parse(b"", True)
        except expat.ExpatError as error:
            place = text_position(self.source, self.error_offset)
            raise UnreadableError(no_xml(error), *place) from error


def no_xml(error: expat.ExpatError) -> str:
    """What is wrong with a text that is no XML."""
    return f"from here on the file is no XML: {expat.ErrorString(error.code)}"
