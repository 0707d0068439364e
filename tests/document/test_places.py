"""From bytes to a place in the source and back: ``source[start:end]`` is the prose."""

import re

from hypothesis import given
from hypothesis import strategies as st

from lintnews.document.decode import decode
from lintnews.document.plain import plain_document

PIECES = st.sampled_from(
    ["The minister", " ", "said", ".", "“No”", "é", "e\u0301", "😀", "👩\u200d👩\u200d👧", "שלום",
     "\t", "\u2028", "\n", "\r\n", "\r", "\n\n", "- ", "KYIV, March 3 (Reuters) – ", "\ufeff",
     "\x0c", "a" * 80]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0")
)
CODES = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"])


@given(TEXTS, CODES, st.data())
def test_places_are_true_in_every_encoding(text, code, data):
    if code == "utf-8":
        text = text.lstrip("\ufeff")
    document = plain_document(decode(text.encode(code)).text, "a.txt")
    assert document.source == text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    place = document.place(start, end)
    assert text[place.start : place.end] == document.prose[start:end]
    lines = re.split(r"\r\n|\r|\n", text[:start])
    # Between CR and LF a line has not ended yet.
    if text[start - 1 : start + 1] == "\r\n":
        lines = re.split(r"\r\n|\r|\n", text[: start - 1])
        lines[-1] += "\r"
    assert (place.line, place.column) == (len(lines), len(lines[-1]) + 1)


@given(TEXTS)
def test_blocks_cover_every_word_once_and_in_order(text):
    document = plain_document(text, "a.txt")
    before = 0
    for block in document.blocks:
        assert before <= block.start <= block.lead < block.end
        assert not document.prose[before : block.start].strip()
        inner = document.prose[block.start : block.end]
        assert inner == inner.strip()
        before = block.end
    assert not document.prose[before:].strip()


@given(TEXTS, st.data())
def test_an_excerpt_is_a_stretch_of_one_line(text, data):
    document = plain_document(text, "a.txt")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    excerpt = document.excerpt(start, end, data.draw(st.integers(1, 50)))
    assert text[excerpt.start : excerpt.end] == excerpt.text
    assert excerpt.start <= start
