"""What one document adds to an archive: the forms of the names in it, and how often they stand."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from lintnews.document.document import Document
from lintnews.language.text import Text
from lintnews.names.linking import Cast, as_written, core, read_cast
from lintnews.names.mentions import Mention
from lintnews.names.spelling import fold
from lintnews.style.article import Style

# No name is longer, and a line of capitals that is must not fill the archive.
_LONGEST = 120


class FormKind(StrEnum):
    """What a form is: a person's full name, a name of one word, or the name of a thing.

    A name of one word is a surname or a place or anything else: a text does not tell.
    """

    PERSON = "person"
    ALONE = "alone"
    THING = "thing"


class Sighting(NamedTuple):
    """A form in one document.

    ``given`` is the folded given name: that of a full name itself, and for a surname alone that of
    the one person whom the text introduces by it (else empty). ``surname`` is the last word as it
    is written, without an article; empty for a thing. ``title`` is the first title that stands
    before the form, ``line`` and ``column`` are its first place.
    """

    text: str
    kind: FormKind
    given: str
    surname: str
    title: str
    uses: int
    line: int
    column: int


class Record(NamedTuple):
    """What is known of a document, and its sightings.

    ``file`` is the whole path; ``record`` tells the document from the others of the file, or from
    all others if ``by_id``. Two documents with one ``digest`` say the same on the same day.
    ``style`` is None if it was not measured.
    """

    file: str
    record: str
    by_id: bool
    day: date | None
    digest: bytes
    sightings: tuple[Sighting, ...] = ()
    style: Style | None = None


def record_of(document: Document, file: str, day: date | None) -> Record:
    """The record of a document, without its sightings and its style.

    Args:
        document: the document.
        file: the whole path of its file.
        day: when it was published, if its provenance does not say.
    """
    provenance = document.provenance
    content = f"{provenance.day or ''}\0{document.prose}".encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(content, digest_size=16).digest()
    return Record(file, provenance.record, provenance.by_id, provenance.day or day, digest)


def read_sightings(text: Text) -> tuple[Sighting, ...]:
    """The forms of the names in a text, in the order of their first places."""
    cast = text.once(read_cast)
    firsts: dict[tuple[str, FormKind], tuple[Mention, str, str]] = {}
    counts: Counter[tuple[str, FormKind]] = Counter()
    titles: dict[tuple[str, FormKind], str] = {}
    for mention in cast.mentions:
        kind = _kind(mention, cast)
        written = as_written(mention, text.prose)
        if kind is None or len(written) > _LONGEST:
            continue
        form = (written, kind)
        counts[form] += 1
        firsts.setdefault(form, (mention, *_name(mention, kind, cast)))
        if mention.titles:
            titles.setdefault(form, " ".join(mention.titles))
    sightings = []
    for form, (mention, given, surname) in firsts.items():
        place = text.document.place(mention.start, mention.end)
        title = titles.get(form, "")
        sightings.append(
            Sighting(*form, given, surname, title, counts[form], place.line, place.column)
        )
    return tuple(sightings)


def _kind(mention: Mention, cast: Cast) -> FormKind | None:
    """What a mention is, None if it may be no name or is a given name alone."""
    if len(mention.words) > 1:
        return FormKind.THING if mention.thing else FormKind.PERSON
    key = fold(core(mention.words[0]).text)
    if mention.thing or not mention.firm or key in cast.lower or key not in cast.surnames:
        return None
    return FormKind.ALONE


def _name(mention: Mention, kind: FormKind, cast: Cast) -> tuple[str, str]:
    """The given name and the surname of a mention, as far as there are."""
    if kind is FormKind.THING:
        return "", ""
    surname = core(mention.words[-1]).text
    if kind is FormKind.PERSON:
        return fold(mention.words[0].text), surname
    people = list(cast.surnames[fold(surname)].introduced)
    return (people[0] if len(people) == 1 else ""), surname
