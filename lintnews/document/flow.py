"""Text that flows through markup: what stands beside a mark, and what is left where it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lintnews.document.assembling import Assembler
from lintnews.document.document import BlockKind
from lintnews.document.segments import SegmentMap

_CLOSING = ".,;:!?)]”’"
_SENTENCE_END = (".", "!", "?", "…", ":", ";", ",")
_CLOSERS = "\"'”’»)]* \n\t"
_LONGEST_HEADING = 12


class Piece(NamedTuple):
    """Text and the stretch of the source it stands for; of equal length it is that stretch.

    ``literal`` says that it is code.
    """

    text: str
    start: int
    end: int
    literal: bool = False


class Passage(NamedTuple):
    """A block as its markup gives it."""

    kind: BlockKind | None
    pieces: list[Piece]

    @property
    def size(self) -> int:
        """How many characters it has."""
        return sum(len(piece.text) for piece in self.pieces)


class Flow:
    """Collects passages.

    What vanishes from a line, such as the number of a footnote, neither joins the words beside it
    nor leaves a space before a mark. A short passage all in bold without a full stop is a
    subheading.
    """

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._kind: BlockKind | None = BlockKind.PARAGRAPH
        self._pieces: list[Piece] = []
        self._gap: int | None = None
        self._strong = 0
        self._all_strong = True

    @property
    def after_space(self) -> bool:
        """Whether nothing of a passage stands here yet, or space."""
        return not self._pieces or self._pieces[-1].text[-1].isspace()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of a passage stands here yet."""
        return not self._pieces

    def begin(self, kind: BlockKind | None) -> None:
        """End the passage before, if there is one, and begin another."""
        self.end()
        self._kind = kind

    def add(self, text: str, start: int, end: int, *, literal: bool = False) -> None:
        """Add text and the stretch of the source it stands for."""
        if not text:
            return
        if self._gap is not None:
            self._close_gap(text[0], self._gap)
        self._pieces.append(Piece(text, start, end, literal))
        if not self._strong and not text.isspace():
            self._all_strong = False

    def left_out(self, at: int) -> None:
        """Note that something in the line, which begins at an offset, is not read."""
        if self._gap is None:
            self._gap = at

    def strong(self, step: int) -> None:
        """Go into bold type (1) or out of it (-1)."""
        self._strong = max(0, self._strong + step)

    def mark(self) -> int:
        """Where the passage has come to, for ``cut``."""
        return len(self._pieces)

    def cut(self, mark: int, at: int) -> None:
        """Take back what was added since a mark; it stood at an offset."""
        del self._pieces[mark:]
        self.left_out(at)

    def end(self) -> None:
        """End the passage."""
        pieces, self._pieces = self._pieces, []
        kind, self._kind = self._kind, BlockKind.PARAGRAPH
        is_strong, self._all_strong = self._all_strong, True
        self._gap, self._strong = None, 0
        if all(piece.text.isspace() for piece in pieces):
            return
        if is_strong and kind in {None, BlockKind.PARAGRAPH} and _names_what_follows(pieces):
            kind = BlockKind.SUBHEADING
        self.passages.append(Passage(kind, pieces))

    def _close_gap(self, after: str, at: int) -> None:
        self._gap = None
        if self.after_space:
            if self._pieces and (after.isspace() or after in _CLOSING):
                self._drop_space()
        elif self._pieces[-1].text[-1].isalnum() and after.isalnum():
            self._pieces.append(Piece(" ", at, at))

    def _drop_space(self) -> None:
        text, start, end, literal = self._pieces.pop()
        bare = text.rstrip()
        if bare and len(text) == end - start:
            self._pieces.append(Piece(bare, start, start + len(bare), literal))
        elif bare:
            self._pieces.append(Piece(text, start, end, literal))


def _names_what_follows(pieces: list[Piece]) -> bool:
    text = "".join(piece.text for piece in pieces).rstrip(_CLOSERS)
    return len(text.split()) <= _LONGEST_HEADING and not text.endswith(_SENTENCE_END)


def through(passages: list[Passage], text: SegmentMap) -> list[Passage]:
    """Passages in a text that stands in a source with escapes of its own, with places in that."""
    return [Passage(kind, list(_pieces_through(pieces, text))) for kind, pieces in passages]


def _pieces_through(pieces: list[Piece], text: SegmentMap) -> Iterator[Piece]:
    for said, start, end, literal in pieces:
        if len(said) != end - start:
            yield Piece(said, *text.to_source(start, end), literal)
            continue
        for part in text.parts(start, end):
            stretch = said[part.prose_start - start : part.prose_end - start]
            yield Piece(stretch, part.source_start, part.source_end, literal)


def headed(passages: list[Passage], title: list[Passage]) -> list[Passage]:
    """Passages in which only the first headline is one; without any, a title stands above them."""
    heads = [at for at, passage in enumerate(passages) if passage.kind is BlockKind.HEADLINE]
    passages = list(passages) if heads else [*title, *passages]
    for at in heads[1:]:
        passages[at] = passages[at]._replace(kind=BlockKind.SUBHEADING)
    return passages


def assemble(assembler: Assembler, passages: list[Passage]) -> None:
    """Give passages to an assembler."""
    for kind, pieces in passages:
        assembler.begin(kind)
        for piece in pieces:
            assembler.unit(piece.text, piece.start, piece.end, literal=piece.literal)
    assembler.end()
