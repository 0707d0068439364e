import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.document.document import Document
from lintnews.document.jsonlines import read_jsonl
from lintnews.document.reading import Reading

LIMIT = 1 << 20
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)


def read(data, *fields, max_size=LIMIT):
    stream = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    return list(read_jsonl(stream, "a.jsonl", Reading(None, fields or ("text",), max_size)))


def reasons(data, *fields):
    return [str(problem) for problem in read(data, *fields) if not isinstance(problem, Document)]


def literal(place, source):
    """What the stretch of the source at a place says, as a string of JSON."""
    return json.loads(f'"{source[place.start : place.end]}"')


@given(TEXT, st.dictionaries(TEXT, JSON, max_size=3), TEXT, st.booleans(), st.booleans())
def test_every_stretch_of_the_text_leads_back_to_its_literal(text, others, key, ascii_only, mark):
    record = {**others, "text": text, key + "x": text}
    first = json.dumps({"text": "One 😀 line."}, ensure_ascii=ascii_only) + "\r\n"
    line = json.dumps(record, ensure_ascii=ascii_only, indent=None if ascii_only else 0)
    source = first + line.replace("\n", " ") + "\n"
    _, document = read(source.encode("utf-8-sig" if mark else "utf-8"))
    assert document.prose == text
    ends = [(start, end) for start in range(len(text)) for end in range(start + 1, len(text) + 1)]
    for start, end in ends[:200]:
        place = document.place(start, end)
        assert literal(place, source) == text[start:end]
        assert (place.line, place.end_line) == (2, 2)
        assert place.column == place.start - len(first) + 1


def test_escapes_are_one_unit_each():
    source = r'{"text": "a\u00e9\ud83d\ude00\n\"\\\/\tb"}'
    (document,) = read(source)
    assert document.prose == 'aé😀\n"\\/\tb'
    units = [document.place(at, at + 1) for at in range(len(document.prose))]
    assert [source[unit.start : unit.end] for unit in units] == [
        "a", r"\u00e9", r"\ud83d\ude00", r"\n", r"\"", r"\\", r"\/", r"\t", "b",
    ]  # fmt: skip


def test_offsets_go_on_over_lines_that_cannot_be_read():
    good = '{"text": "One."}\n'
    bad = b'{"text": "\xff"}\n' + b'{"text"\n' + b"\n" + b'{"text": "' + b"x" * 300 + b'"}\n'
    items = read(good.encode() + bad + good.encode(), max_size=200)
    first, *problems, last = items
    assert [problem.line for problem in problems] == [2, 3, 5]
    assert first.place(0, 4).start == 10
    place = last.place(0, 4)
    assert (place.line, place.column) == (6, 11)
    assert place.start == len(good) + len(bad) + 10


@pytest.mark.parametrize(
    ("line", "place", "words"),
    [
        ('{"text": "cut off', "1:10", "no JSON"),
        ('{"text": "a\tb"}', "1:12", "no JSON"),
        ('{"text": "a"} {"text": "b"}', "1:15", "goes on"),
        ('["text"]', "1", "no JSON object"),
        ('{"text": null}', "1:10", "no string"),
        ('{"text": ["a"]}', "1:10", "no string"),
        ('{"title": "a", "url": "b"}', "1", "its fields are title, url"),
        ("{}", "1", "its fields are none"),
        (r'{"\ud83d": "a"}', "1", r"its fields are \ud83d"),
        (r'{"text": "half \ud83d of one"}', "1:16", "surrogate"),
        (r'{"text": "half \ude00 of one"}', "1:16", "surrogate"),
        ('{"text": "a", "n": ' + "1" * 5000 + "}", "1", "number"),
        ("[" * 100_000, "1", "deeply"),
        ('{"a": ' * 100_000, "1", "deeply"),
    ],
)
def test_a_line_that_is_no_article_is_said_with_its_place(line, place, words):
    good = '{"text": "One."}\n'
    (problem,) = reasons(line + "\n" + good)
    assert problem.startswith(f"a.jsonl:{place}: ")
    assert words in problem
    assert len(problem) < 200


def test_text_that_is_no_utf8_is_said_with_its_column():
    (problem,) = reasons('{"text": "é'.encode() + b'\xff"}\n')
    assert problem.startswith("a.jsonl:1:12: ")
    (problem,) = reasons('{"text": "One."}'.encode("utf-16"))
    assert "UTF-8" in problem


def test_fields_are_found_by_name_and_by_path():
    source = '{"a": {"b.c": "no", "b": {"c": "One."}}, "d.e": "Two.", "text": "Three."}'
    assert [one.prose for one in read(source, "a.b.c", "d.e", "text")] == ["One.", "Two.", "Three."]
    assert len(reasons(source, "a.b.x", "text.a", "d", "a")) == 4


def test_of_equal_names_the_last_counts():
    (document,) = read('{"text": "One.", "text": "Two."}')
    assert document.prose == "Two."
    assert document.place(0, 4).start == 26


def test_the_first_line_may_be_longer_than_the_limit_behind_its_mark():
    line = b"\xef\xbb\xbf" + b'{"text": "' + b"x" * 100 + b'"}'
    (problem,) = read(line, max_size=len(line) - 2)
    assert "bytes long" in problem.reason


def test_empty_lines_and_an_empty_stream_are_nothing():
    assert read("\n \r\n\n") == []
    assert read("") == []
    assert read(b"\xef\xbb\xbf") == []
