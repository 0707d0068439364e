"""How files are read: what is asked for, and what a reader of a format is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple, Protocol

from lintnews.document.document import Document
from lintnews.document.provenance import ProvenanceFields
from lintnews.extras import Extra
from lintnews.model import Problem

DEFAULT_FIELD = "text"
# A long book has one million characters. What is read of a document takes 70 times its size in
# memory, and a second for every 100 kB or so.
DEFAULT_MAX_SIZE = 16 * 1024 * 1024
SIZE = "([0-9]{1,12}) ?([KMGkmg]?)(?:[Ii]?[Bb])?"
"""The pattern of a size in text."""
_UNITS = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3}
_LARGEST = 2**60


def bytes_of(size: object) -> int:
    """The bytes in a size: a number, or text that may use K, M or G for powers of 1024.

    Raises:
        ValueError: it is no size, or larger than any file.
    """
    match = re.fullmatch(SIZE, size) if isinstance(size, str) else None
    number = int(match[1]) * _UNITS[match[2].lower()] if match else size
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ValueError(f"{size!r} is no size; write for example 500K, 64M or 2G")
    if number > _LARGEST:
        raise ValueError("this size is larger than any file; write for example 64M or 2G")
    return number


class Bytes(Protocol):
    """A stream of bytes that can be read."""

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes, all that are left by default."""

    def readline(self, size: int = -1, /) -> bytes:
        """The bytes up to the next line feed, at most so many."""


class Reading(NamedTuple):
    """How files are read.

    ``format`` is the name of a reader; None goes by the end of a file's name. ``fields`` are those
    of records that hold text, ``max_size`` is the greatest size in bytes, ``provenance`` says which
    fields hold the id and the date of an article.
    """

    format: str | None = None
    fields: tuple[str, ...] = (DEFAULT_FIELD,)
    max_size: int = DEFAULT_MAX_SIZE
    provenance: ProvenanceFields = ProvenanceFields()


class Fixing(StrEnum):
    """In what pieces fixes are written into a file of a format."""

    WHOLE = "whole"
    LINES = "lines"
    NEVER = "never"


Read = Callable[[Bytes, str, Reading], Iterator[Document | Problem]]


class Reader(NamedTuple):
    """How files of one format are read.

    Attributes:
        name: the name of the format, as the command line has it ("markdown").
        title: what people call it ("Markdown").
        endings: the ends of the names of its files, in small letters, with the dot.
        read: the documents in a stream of bytes under the name that reports use, one after another;
            what cannot be read is a problem that says why, and all else is read all the same.
        whole: whether a file is read as a whole, so that ``max_size`` is the limit of a file (and
            the stream holds no more); otherwise it is one of its records.
        fixing: in what pieces fixes are written.
        extra: the optional part of lintnews that it needs.
        seeks: whether it reads here and there in a file, not from its begin to its end.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    read: Read
    whole: bool = True
    fixing: Fixing = Fixing.WHOLE
    extra: Extra | None = None
    seeks: bool = False
