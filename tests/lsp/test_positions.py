"""Positions as editors count them, held to how Python encodes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, TextDocumentContentChangePartial

from lintnews.lsp.buffers import Buffer
from lintnews.lsp.positions import Positions

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
encodings = st.sampled_from(sorted(CODECS))
SPECIAL = ["a", "é", "“", "😀", "👩", "\u200d", "\r\n", "\n", "\r", "\u2028", "\x0c", "\ud83d"]
texts = st.lists(st.sampled_from(SPECIAL) | st.characters(), max_size=40).map("".join)


def size(text, encoding):
    codec, unit = CODECS[encoding]
    return len(text.encode(codec, "surrogatepass")) // unit


def lines_of(text):
    """The lines of a text without their ends."""
    return re.split(r"\r\n|\r|\n", text)


@given(texts, encodings, st.data())
def test_a_position_is_the_line_and_the_length_of_what_stands_before(text, encoding, data):
    offset = data.draw(st.integers(0, len(text)))
    position = Positions(text, encoding).position(offset)
    lines = lines_of(text[:offset])
    if text[offset - 1 : offset + 1] == "\r\n" and offset:
        lines = lines[:-1]  # inside of a line end
    assert position == Position(len(lines) - 1, size(lines[-1], encoding))


@given(texts, encodings, st.data())
def test_the_way_back_leads_to_the_same_place(text, encoding, data):
    offset = data.draw(st.integers(0, len(text)))
    positions = Positions(text, encoding)
    inside = bool(offset) and text[offset - 1 : offset + 1] == "\r\n"
    assert positions.offset(positions.position(offset)) == offset - inside


@given(texts, encodings, st.integers(0, 50), st.integers(0, 50))
def test_every_position_leads_somewhere(text, encoding, line, character):
    offset = Positions(text, encoding).offset(Position(line, character))
    lines = lines_of(text)
    assert 0 <= offset <= len(text)
    if line < len(lines):
        before = text[:offset]
        assert len(lines_of(before)) == line + 1
        assert size(lines_of(before)[-1], encoding) <= character


@pytest.mark.parametrize(("encoding", "after"), [("utf-8", 6), ("utf-16", 4), ("utf-32", 3)])
def test_an_emoji_is_counted_as_the_editor_counts(encoding, after):
    positions = Positions("a😀b", encoding)
    assert positions.position(3) == Position(0, after)
    assert positions.offset(Position(0, after)) == 3


def test_inside_of_a_character_is_before_it():
    assert Positions("a😀b", "utf-16").offset(Position(0, 2)) == 1
    assert Positions("é", "utf-8").offset(Position(0, 1)) == 0


def test_only_three_line_ends_end_a_line():
    text = "a\u2028b\x0cc\x85d\x0be\nf\rg\r\nh"
    assert Positions(text, "utf-16").position(len(text)) == Position(3, 1)


@given(texts, encodings, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), texts)))
def test_a_text_after_changes_is_what_the_editor_has(text, encoding, edits):
    buffer = Buffer("file:///a.txt", "plaintext", 1, text, encoding)
    changes = []
    for one, other, new in edits:
        start, end = sorted((one % (len(text) + 1), other % (len(text) + 1)))
        positions = Positions(text, encoding)
        place = positions.range(start, end)
        # An editor cannot name what lies inside of a line end.
        start, end = positions.offset(place.start), positions.offset(place.end)
        changes.append(TextDocumentContentChangePartial(place, new))
        text = text[:start] + new + text[end:]
    after = buffer.changed(2, changes)
    assert (after.text, after.version) == (text, 2)
    assert buffer.version == 1
