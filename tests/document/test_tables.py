"""CSV and TSV: every character has its place, and broken rows cost nothing but themselves."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.document.document import Document
from lintnews.document.provenance import ProvenanceFields
from lintnews.document.reading import Reading
from lintnews.document.tables import read_csv, read_tsv

LIMIT = 1 << 20
CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


def read(data, *fields, max_size=LIMIT, reader=read_csv, provenance=None):
    stream = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    reading = Reading(None, fields or ("text",), max_size, provenance or ProvenanceFields())
    return list(reader(stream, "a.csv", reading))


def texts(*arguments, **more):
    return [item.prose for item in read(*arguments, **more) if isinstance(item, Document)]


def problems(*arguments, **more):
    return [str(item) for item in read(*arguments, **more) if not isinstance(item, Document)]


def line_and_column(source, offset):
    before = source[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4), st.sampled_from(",;\t"), st.data())
def test_every_stretch_of_a_cell_leads_back_to_the_file(rows, separator, data):
    end = data.draw(st.sampled_from(["\n", "\r\n", "\r"]))
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerow(["id 😀", "text"])
    writer.writerows(rows)
    source = written.getvalue()
    found = read(source.encode(encoding))
    assert [document.prose for document in found] == [text for _, text in rows]
    for document in found:
        for start in range(len(document.prose)):
            for stop in range(start + 1, min(start + 4, len(document.prose) + 1)):
                place = document.place(start, stop)
                stretch = source[place.start : place.end]
                assert stretch.replace('""', '"') == document.prose[start:stop]
                assert (place.line, place.column) == line_and_column(source, place.start)


def test_a_row_that_spans_lines_keeps_the_lines_of_the_next():
    source = 'id,text\r\n1,"One\r\n""two"" 😀\r\nthree"\r\n2,planted\r\n'
    first, second = read("\ufeff" + source)
    assert first.prose == 'One\r\n"two" 😀\r\nthree'
    place = second.place(0, 7)
    assert (place.line, place.column, source[place.start : place.end]) == (5, 3, "planted")
    place = first.place(5, 10)
    assert (place.line, place.column, source[place.start : place.end]) == (3, 1, '""two""')


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_first_row_tells_what_separates(separator):
    header = separator.join(["id", '"a, b; c\t,,;;"', "text"])
    assert texts(f"{header}\n" + separator.join(["1", "x", "The end."])) == ["The end."]


def test_columns_go_by_name_and_then_by_number():
    table = "2,text,3\na,b,c\n"
    assert texts(table) == ["b"]
    assert texts(table, "2", "text", "3") == ["a", "b", "c"]
    # Without names the first row is an article too.
    assert texts("One.,Two.\nThree.,Four.\n", "2") == ["Two.", "Four."]
    (problem,) = problems(table, "body")
    assert problem == (
        "a.csv:1: the first row has no column body (--field names another, or its number from 1); "
        "its columns are 2, text, 3"
    )
    assert "no column 4" in problems(table, "4")[0]
    assert "no column 0" in problems(table, "0")[0]


def test_a_broken_row_is_told_and_the_rest_is_read():
    table = (
        "id,text,day\n"
        "1,One.,x\n"
        '2,"Never closed.,x\n'
        "3,Three.,x\n"
        "4,Five, six.,x\n"
        '5,"He said "no" twice.",x\n'
        "6\n"
        "\n"
        "7,Seven.\n"
        '8,A 12" gun.,x,,\n'
    )
    assert texts(table) == ["One.", "Three.", "Seven.", 'A 12" gun.']
    found = problems(table)
    assert [problem.split(": ")[0] for problem in found] == [
        "a.csv:3:3", "a.csv:5:14", "a.csv:6:3", "a.csv:7",
    ]  # fmt: skip
    assert "closed at 6:3, where its row goes on" in found[0]
    assert "the row has 4 cells, the first row has 3" in found[1]
    assert "closed at 6:12" in found[2]
    assert "none in the column text" in found[3]


def test_a_mark_that_is_never_closed_is_found_where_it_opens():
    table = 'id,text\n1,One.\n2,"Two.\n3,Three.\n'
    assert texts(table) == ["One.", "Three."]
    assert problems(table) == [
        "a.csv:3:3: the quotation mark that opens the cell here is never closed"
    ]


def test_in_tables_with_tabs_a_lone_mark_is_text():
    table = 'id\ttext\n1\t"We will," he said.\n2\t"One ""two""."\n3\t"Open\n4\tEnd\n'
    assert texts(table, reader=read_tsv) == ['"We will," he said.', 'One "two".', '"Open', "End"]
    assert texts('text\n"One, two"\n', reader=read_tsv) == ["One, two"]


def test_rows_that_are_too_large_are_passed_over():
    table = f'id,text\n1,{"x" * 200}\n2,"{"y y y y" * 10}\n{"z" * 50}"\n3,The end.\n'
    assert texts(table, max_size=100) == ["The end."]
    found = problems(table, max_size=100)
    assert found[0].startswith("a.csv:2: the line is 203 bytes long")
    assert found[1].startswith("a.csv:3:3: the quotation mark that opens the cell here is not cl")
    (wide,) = problems("id,text\n" + "," * 20_000)
    assert "more than 10,000 cells" in wide


def test_encodings_go_by_the_first_bytes_that_tell():
    table = "id,text\n1,Café – “one”.\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert texts(table.encode(encoding)) == ["Café – “one”."]
    broken = "id,text\n1,Café – “one”.\n2,caf\udce9.\n3,End.\n".encode("utf-8", "surrogateescape")
    assert texts(broken) == ["Café – “one”.", "End."]
    assert problems(broken) == [
        "a.csv:3:6: the bytes here are no text in the encoding of the file; save it as UTF-8"
    ]
    assert problems(b"id,text\n1,a\0b\n2,c\n") == [
        "a.csv:2:4: a NUL character stands here, which is no text"
    ]
    assert "zip" in problems(b"PK\x03\x04...")[0]
    assert "UTF-16-LE" in problems(table.encode("utf-16") + b"x")[0]


def test_an_article_keeps_its_id_and_its_day():
    fields = ProvenanceFields("id", "day")
    table = "id,text,day\nx1,One.,2024-05-31\nx2,Two.,1717142400\nx3,Three.,\n,Four.,\nx5,F.,no\n"
    found = read(table, provenance=fields)
    known = [item.provenance for item in found if isinstance(item, Document)]
    assert [(one.record, str(one.day)) for one in known] == [
        ("id x1", "2024-05-31"), ("id x2", "2024-05-31"), ("id x3", "None"),
    ]  # fmt: skip
    assert [problem.line for problem in found[3:]] == [5, 6]
    assert "--id-field" in problems("text\nOne.\n", provenance=ProvenanceFields("id"))[0]


@pytest.mark.parametrize("table", ["", "\n\n", "text\n", "\ufeff"])
def test_a_table_without_rows_is_clean(table):
    assert read(table) == []


@given(st.text(st.sampled_from('a",\n\r\t;😀'), max_size=60))
def test_any_table_is_read_to_its_end(body):
    for item in read(f"text\n{body}", "1"):
        if isinstance(item, Document):
            item.place(0, len(item.prose))
