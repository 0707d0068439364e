"""From a place in the source back to the prose, and what it takes to write there."""

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.document.article import Marks, article_of
from lintnews.document.jsonlines import read_jsonl
from lintnews.document.plain import plain_document
from lintnews.document.reading import Reading
from lintnews.document.segments import Segment, SegmentMap
from lintnews.document.written import written
from lintnews.keys import keys_of
from lintnews.model import Finding, Related, Severity, Suggestion

TEXTS = st.lists(
    st.sampled_from(["The minister", " ", "said.", "\n", "é", "😀", '"', "\\", "\t", "“"]),
    min_size=1,
    max_size=30,
).map("".join)


def in_json(text, *, ascii_only=True, before=""):
    line = json.dumps({"title": before, "text": text}, ensure_ascii=ascii_only)
    (document,) = read_jsonl(io.BytesIO(line.encode()), "a.jsonl", Reading())
    return document


def found(document, start, end, *, related=(), suggestions=()):
    place = document.place(start, end)
    fields = {name: getattr(place, name) for name in place.__struct_fields__}
    spots = []
    for spot_start, spot_end, replacement in related:
        spot = document.place(spot_start, spot_end)
        spots.append(
            Related(
                start=spot.start,
                end=spot.end,
                line=spot.line,
                column=spot.column,
                matched=document.prose[spot_start:spot_end],
                role="r",
                replacement=replacement,
            )
        )
    return Finding(
        path=document.path, rule="r", family="f", severity=Severity.NOTE, confidence=1.0,
        matched=document.prose[start:end], message="m", in_quotes=False, related=tuple(spots),
        suggestions=tuple(map(Suggestion, suggestions)), fingerprint="p", keys=keys_of("", ""),
        **fields,
    )  # fmt: skip


@given(TEXTS, st.booleans(), st.data())
def test_a_place_leads_back_to_the_prose_that_it_is_the_place_of(text, ascii_only, data):
    for document in (plain_document(text, "a.txt"), in_json(text, ascii_only=ascii_only)):
        assert document.prose == text
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        place = document.place(start, end)
        assert document.prose_around(place.start, place.end) == (start, end)


def test_half_an_escape_is_taken_whole():
    document = in_json('A "B" C')
    at = document.source.index('\\"B')
    assert document.prose_around(at + 1, at + 3) == (2, 4)
    assert document.prose_around(at + 1, at + 1) == (2, 2)


def test_what_stands_for_no_prose_is_left_out():
    # "<p>One</p><p>Two &amp; three</p>", of which the markup stands for nothing.
    segments = SegmentMap([
        Segment(0, 3, 3, 6), Segment(3, 4, 13, 13), Segment(4, 8, 13, 17), Segment(8, 9, 17, 22),
        Segment(9, 15, 22, 28),
    ])  # fmt: skip
    assert segments.prose_around(3, 6) == (0, 3)
    assert segments.prose_around(0, 13) == (0, 3)
    assert segments.prose_around(5, 17) == (2, 8)
    assert segments.prose_around(19, 21) == (8, 9)
    assert segments.prose_around(8, 11) == (4, 4)
    assert segments.prose_around(28, 32) == (15, 15)
    assert segments.prose_around(0, 99) == (0, 15)


def test_the_prose_may_stand_in_another_order_than_the_source():
    segments = SegmentMap([Segment(0, 5, 10, 15), Segment(5, 9, 0, 4)])
    assert segments.prose_around(11, 13) == (1, 3)
    assert segments.prose_around(0, 4) == (5, 9)


def test_an_article_has_a_mark_for_each_finding_in_their_order():
    document = in_json('He said "no".\nThen he left.')
    findings = [found(document, 14, 18), found(document, 8, 9, related=[(11, 12, None)])]
    article = article_of(document, findings)
    assert article.prose == 'He said "no".\nThen he left.'
    assert [article.prose[block.start : block.end] for block in article.blocks] == [
        'He said "no".',
        "Then he left.",
    ]
    assert article.marks == (Marks(14, 18, ()), Marks(8, 9, ((11, 12),)))


@pytest.mark.parametrize("text", ["é 😀 wrong é", "One.\n\né 😀 wrong"])
def test_columns_in_bytes_count_from_the_begin_of_the_line(text):
    document = plain_document(text, "a.txt")
    start = text.index("wrong")
    told = written(document, found(document, start, start + 5))
    (line,) = [line for line in text.split("\n") if "wrong" in line]
    assert line.encode()[told.column - 1 : told.end_column - 1] == b"wrong"


def test_columns_in_bytes_count_the_line_of_a_record():
    document = in_json("é wrong", ascii_only=False, before="東京")
    told = written(document, found(document, 2, 7))
    assert document.source.encode()[told.column - 1 : told.end_column - 1] == b"wrong"


def test_what_would_be_written_has_the_escapes_of_the_file():
    document = in_json("He is wrong é.")
    finding = found(document, 6, 11, related=[(0, 2, '"'), (3, 5, None)], suggestions=['"é"', ""])
    told = written(document, finding)
    assert told.suggestions == ('\\"\\u00e9\\"', "")
    assert told.replacements == ('\\"', None)
