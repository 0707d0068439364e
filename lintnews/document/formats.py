"""The formats that are read; each has a reader, which is imported when it is first needed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from lintnews.document.document import Document
from lintnews.document.reading import Bytes, Fixing, Reader, Reading
from lintnews.extras import Extra
from lintnews.model import Problem
from lintnews.plugins import READERS as GROUP
from lintnews.plugins import EntryPoint, named_objects

TEXT = "text"
AUTO = "auto"
_ENDING = re.compile(r"\.[^.\s/\\A-Z]+")


def _read_plain(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    from lintnews.document.plain import read_plain

    return read_plain(stream, name, reading)


def _read_markdown(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    from lintnews.document.markdown import read_markdown

    return read_markdown(stream, name, reading)


def _read_html(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    from lintnews.document.html import read_html

    return read_html(stream, name, reading)


def _read_feed(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    from lintnews.document.feeds import read_feed

    return read_feed(stream, name, reading)


def _read_mail(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    from lintnews.document.mail import read_mail

    return read_mail(stream, name, reading)


def _read_jsonl(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    from lintnews.document.jsonlines import read_jsonl

    return read_jsonl(stream, name, reading)


def _read_csv(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    from lintnews.document.tables import read_csv

    return read_csv(stream, name, reading)


def _read_tsv(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    from lintnews.document.tables import read_tsv

    return read_tsv(stream, name, reading)


def _read_xliff(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    from lintnews.document.xliff import read_xliff

    return read_xliff(stream, name, reading)


def _read_po(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    from lintnews.document.po import read_po

    return read_po(stream, name, reading)


def _read_docx(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    from lintnews.document.docx import read_docx

    return read_docx(stream, name, reading)


def _read_parquet(stream: Bytes, name: str, reading: Reading) -> Iterator[Document | Problem]:
    from lintnews.document.parquet import read_parquet

    return read_parquet(stream, name, reading)


READERS = (
    Reader(TEXT, "plain text", (".txt", ".text"), _read_plain),
    Reader("markdown", "Markdown", (".md", ".markdown"), _read_markdown),
    Reader("html", "HTML", (".html", ".htm", ".xhtml"), _read_html),
    Reader("feed", "RSS and Atom", (".rss", ".atom"), _read_feed, fixing=Fixing.NEVER),
    Reader("mail", "e-mail", (".eml",), _read_mail, fixing=Fixing.NEVER),
    Reader(
        "jsonl",
        "JSON Lines",
        (".jsonl", ".ndjson"),
        _read_jsonl,
        whole=False,
        fixing=Fixing.LINES,
    ),
    Reader("csv", "CSV", (".csv",), _read_csv, whole=False, fixing=Fixing.NEVER),
    Reader("tsv", "TSV", (".tsv", ".tab"), _read_tsv, whole=False, fixing=Fixing.NEVER),
    Reader("xliff", "XLIFF", (".xlf", ".xliff"), _read_xliff, fixing=Fixing.NEVER),
    Reader("po", "PO", (".po",), _read_po, fixing=Fixing.NEVER),
    Reader("docx", "Word", (".docx", ".docm"), _read_docx, fixing=Fixing.NEVER),
    Reader(
        "parquet",
        "Parquet",
        (".parquet",),
        _read_parquet,
        whole=False,
        fixing=Fixing.NEVER,
        extra=Extra("parquet", "pyarrow"),
        seeks=True,
    ),
)


@cache
def readers() -> Mapping[str, Reader]:
    """The readers by the names of their formats, those of plug-ins too.

    Raises:
        PluginError: a plug-in brings no reader that can be used.
    """
    return {name: reader for name, (reader, _) in _plugged().items()}


def plugin_of(reader: Reader) -> str | None:
    """The plug-in that a reader comes from, with its version; None for those of lintnews."""
    entry = _plugged()[reader.name][1]
    return None if entry.is_own else entry.origin


@cache
def _plugged() -> Mapping[str, tuple[Reader, EntryPoint]]:
    taken: dict[str, str] = {}

    def fault(reader: Reader) -> str | None:
        if reader.name == AUTO:
            return "this name stands for whatever the name of a file says"
        if not callable(reader.read):
            return "what should read is no function"
        if not isinstance(reader.endings, tuple):
            return "the endings are no tuple, such as ('.story',)"
        for ending in reader.endings:
            if not _ENDING.fullmatch(ending):
                return f"the ending {ending!r} is not like '.story', a dot and small letters"
            if ending in taken:
                return f"files in {ending} are read as {taken[ending]}"
            taken[ending] = reader.name
        return None

    return named_objects(GROUP, Reader, fault)


@cache
def _by_ending() -> Mapping[str, Reader]:
    return {ending: reader for reader in readers().values() for ending in reader.endings}


def known_endings() -> tuple[str, ...]:
    """The ends of the names of files that have a reader."""
    return tuple(_by_ending())


def reader_of(name: str, reading: Reading) -> Reader:
    """The reader for a file of a name; what has no known ending is plain text."""
    if reading.format is not None:
        return readers()[reading.format]
    return _by_ending().get(Path(name).suffix.lower(), readers()[TEXT])
