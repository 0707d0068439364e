"""Zip archives with XML in them, such as DOCX, opened with bounded memory and time."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from xml.parsers import expat

from lintnews.document.decode import UnreadableError
from lintnews.document.xmlplaces import ENTITIES, SEPARATOR

_CHUNK = 1 << 16
_OLD = b"\xd0\xcf\x11\xe0"
_ENTRY = b"PK\x01\x02"
# A text has a dozen parts and one for each of its pictures.
_MOST_PARTS = 20_000
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_IS_ENCRYPTED = 1
_RELATION = f"http://schemas.openxmlformats.org/package/2006/relationships{SEPARATOR}Relationship"


class Package:
    """An archive of parts that refer to each other.

    Args:
        data: the bytes of the archive.
        max_size: how many bytes of XML are read from it, all parts together.

    Raises:
        UnreadableError: this is no such archive.
    """

    def __init__(self, data: bytes, max_size: int) -> None:
        if data.startswith(_OLD):
            raise UnreadableError(
                "this is an old Word file or one with a password; save it as .docx without one"
            )
        if data.count(_ENTRY) > _MOST_PARTS:
            raise UnreadableError(f"the archive has more than {_MOST_PARTS:,} parts; no text has")
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise UnreadableError(
                f"this is no Word file, which is a zip archive: {_said(error)}"
            ) from error
        self._max_size = self._left = max_size

    def relations(self, part: str) -> dict[str, str]:
        """The parts that a part refers to, by what they are to it ("styles"); "" is the archive."""
        folder, name = posixpath.split(part)
        found: dict[str, str] = {}

        def start(element: str, attributes: dict[str, str]) -> None:
            if element == _RELATION and attributes.get("TargetMode") != "External":
                role = attributes.get("Type", "").rpartition("/")[2]
                target = posixpath.join("/", folder, attributes.get("Target", ""))
                found.setdefault(role, posixpath.normpath(target).lstrip("/"))

        parser = new_parser()
        parser.StartElementHandler = start
        self.parse(posixpath.join(folder, "_rels", f"{name}.rels"), parser)
        return found

    def parse(self, part: str, parser: expat.XMLParserType) -> bool:
        """Parse a part; whether there is one.

        Raises:
            UnreadableError: it cannot be read, or from some place on.
        """
        try:
            about = self._archive.getinfo(part)
        except KeyError:
            return False
        if about.flag_bits & _IS_ENCRYPTED:
            raise UnreadableError("the file has a password; save it without one")
        if about.compress_type not in _METHODS:
            raise UnreadableError(f"{part} in the archive is packed in a way that Word never uses")
        try:
            with self._archive.open(about) as stream:
                while chunk := stream.read(min(_CHUNK, self._left + 1)):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise UnreadableError(
                            f"unpacked, the text has more than {self._max_size:,} bytes of XML; "
                            "the limit guards against archives that grow without end "
                            "(--max-size raises it)"
                        )
                    parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            said = expat.ErrorString(error.code)
            place = f"line {error.lineno} of {part} in the archive"
            raise UnreadableError(f"from {place} on the file is no XML: {said}") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise UnreadableError(f"{part} in the archive is damaged: {_said(error)}") from error
        return True


def new_parser() -> expat.XMLParserType:
    """A parser of a part, which refuses entities that the part declares itself."""
    parser = expat.ParserCreate(namespace_separator=SEPARATOR)
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise UnreadableError(ENTITIES)


def _said(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
