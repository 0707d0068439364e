import codecs
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.document.decode import UnreadableError, decode

ARTICLE = "He said “it’s over” – €5 café naïve.\r\nSecond line.\n"
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-32": "utf-32-le",
    "cp1252": "cp1252",
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_encodings_of_a_newsroom(encoding):
    # UTF-16 without a mark is told by its zeros, which plain letters have.
    text = ARTICLE if not encoding.startswith("utf-16-") else "Plain words, told by zeros.\r\n" * 9
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding) == (text, ENCODINGS[encoding])
    assert decoded.encoded(text + "One more.") == (text + "One more.").encode(encoding)


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE])
def test_a_mark_tells_the_order_of_bytes(mark):
    encoding = "utf-16-be" if len(mark) == 2 else "utf-32-be"
    assert decode(mark + ARTICLE.encode(encoding)).text == ARTICLE


def test_nothing_is_an_empty_text():
    for data in (b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE):
        assert decode(data).text == ""


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_every_text_survives_with_its_mark(text):
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        assert decode(text.encode(encoding)).text == text


@given(st.binary(max_size=200))
def test_bytes_are_text_or_a_problem_with_a_reason(data):
    try:
        text, error = decode(data).text, None
    except UnreadableError as caught:
        text, error = "", caught
    assert not any(character == "\0" or "\ud800" <= character < "\ue000" for character in text)
    if error is not None:
        assert error.reason
        assert (error.line is None) == (error.column is None)
        assert error.line is None or 1 <= error.line <= len(data)


@pytest.mark.parametrize(
    ("data", "place", "words"),
    [
        (b"One line.\nA zero \0 byte.\n", (2, 8), "NUL"),
        (b"\xef\xbb\xbfOne.\n\0", (2, 1), "NUL"),
        (codecs.BOM_UTF16_LE + "One.\n\0".encode("utf-16-le"), (2, 1), "NUL"),
        ("Ça: é".encode() + b"\r\nab \xed\xa0\xbd\n", (2, 4), "surrogate"),
        (codecs.BOM_UTF16_LE + b"a\0\n\0\x3d\xd8b\0", (2, 1), "UTF-16"),
        ("“Üben” “müde” “öde”\n".encode() + b"a \x93\n", (2, 3), "broken UTF-8"),
        (b"caf\xe9 \x81", (1, 6), "81"),
        (b"caf\xe9\rb\x07", (2, 2), "binary"),
        (b"\x89PNG\r\n\x1a\n", (None, None), "binary"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", (None, None), "PDF"),
        (b"PK\x03\x04\x14", (None, None), "DOCX"),
    ],
)
def test_what_is_no_text_is_said_with_its_place(data, place, words):
    with pytest.raises(UnreadableError, match=words) as caught:
        decode(data)
    assert (caught.value.line, caught.value.column) == place


def test_a_text_cut_inside_its_last_character_is_windows_1252():
    assert decode("It’s over – ".encode("cp1252") + b"\x93").text == "It’s over – “"


def test_large_input_is_decoded_in_one_go():
    data = ("naïve “words” 😀 " * 400_000).encode() + b"\xe2"
    began = time.process_time()
    with pytest.raises(UnreadableError, match="broken UTF-8"):
        decode(data)
    assert time.process_time() - began < 5
