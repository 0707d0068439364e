"""What is found in tables, translations and Word files is what is found in their text."""

import csv
import io
import json
import zipfile
from xml.sax.saxutils import escape

import pytest

TEXTS = (
    (
        "Mayor resigns over the budget\n"
        "By Jane Doe\n"
        "The mayor resigned on Monday after the the council refused her budget.\n"
        "“I have done what I could, she said. Nobody else would would do more.”\n"
        "Asked about it, the head of the council said that he was surprised by\n"
        "The vote was 12–7.\n"
    ),
    (
        "The ship left Rotterdam on on Tuesday with 40 people on board.\n"
        "Its captain told reporters that the sea was calm and that.\n"
        "Nobody was hurt , the company said.\n"
    ),
)
PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgid "Open file"
msgstr "Open file"

msgid "Save as…"
msgstr "Save as…"

msgid "or"
msgstr "or"

#, python-format
msgid "%(count)d file was deleted by %(user)s."
msgid_plural "%(count)d files were deleted by %(user)s."
msgstr[0] "%(count)d file was deleted by %(user)s."
msgstr[1] "%(count)d files were deleted by %(user)s."

msgid "Do you want to delete <b>{name}</b>?"
msgstr "Do you want to delete <b>{name}</b>?"
"""


def docx(paragraphs):
    stream = io.BytesIO()
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    runs = [f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs]
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{name}"><w:body>{"".join(runs)}</w:body></w:document>',
        )
    return stream.getvalue()


def xliff(paragraphs):
    units = [
        f"<trans-unit><source>x</source><target>{escape(text)}</target></trans-unit>\n"
        for text in paragraphs
    ]
    return f"<xliff><file><body>{''.join(units)}</body></file></xliff>"


def po(paragraphs):
    return "\n".join(
        f"msgid {json.dumps(text)}\nmsgstr {json.dumps(text, ensure_ascii=False)}\n"
        for text in paragraphs
    )


def table(paragraphs):
    written = io.StringIO(newline="")
    csv.writer(written).writerows([["id", "text"], ["1", "\n".join(paragraphs)]])
    return written.getvalue()


def found(lintnews, name):
    done = lintnews("check", "--no-model", "--format", "json", name)
    assert done.status == 1, done.err
    return sorted((one["rule"], one["matched"]) for one in json.loads(done.out)["findings"])


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_is_found_in_every_format(lintnews, write, text):
    paragraphs = text.splitlines()
    write("a.txt", text)
    wanted = found(lintnews, "a.txt")
    assert len(wanted) >= 2
    for name, content in (
        ("a.docx", docx(paragraphs)),
        ("a.xlf", xliff(paragraphs)),
        ("a.po", po(paragraphs)),
        ("a.csv", table(paragraphs)),
    ):
        write(name, content)
        assert found(lintnews, name) == wanted, name


def test_strings_of_software_are_no_broken_sentences(lintnews, write):
    write("a.po", PO)
    done = lintnews("check", "--no-model", "--fail-on", "note", "a.po")
    assert (done.status, done.out) == (0, "Nothing found in 1 file\n")


def test_a_folder_is_read_in_all_formats_and_nothing_is_written(lintnews, write, tmp_path):
    line = "The mayor went to the the office on Monday."
    contents = {
        "a.docx": docx([line]),
        "b.xliff": xliff([line]).encode(),
        "c.po": po([line]).encode(),
        "d.csv": table([line]).encode(),
        "e.tab": f"id\ttext\n1\t{line}\n".encode(),
        "f.rtf": b"{\\rtf1}",
    }
    for name, content in contents.items():
        write(name, content)
    done = lintnews("check", "--no-model", "--fix", "--format", "json", ".")
    assert done.status == 1
    places = [(one["path"], one["line"], one["column"]) for one in json.loads(done.out)["findings"]]
    assert places == [
        ("a.docx", 1, 19), ("b.xliff", 1, 76), ("c.po", 2, 27), ("d.csv", 2, 21), ("e.tab", 2, 21),
    ]  # fmt: skip
    assert {name: (tmp_path / name).read_bytes() for name in contents} == contents
    done = lintnews("check", "f.rtf")
    assert done.status == 2
    assert "does not read RTF" in done.err


def test_tables_come_from_standard_input_too(lintnews):
    done = lintnews(
        "check", "--no-model", "--input-format", "csv", "--field", "body,2", "-",
        stdin=b"body;lead\nThe end.;It was was late.\n",
    )  # fmt: skip
    assert done.status == 1
    assert "<stdin>:2:13: error" in done.out


def test_names_are_learned_from_tables(lintnews, write):
    write("a.csv", "key,text,day\n7,Senator Ann Marlow spoke in Cairo.,2024-05-31\n")
    done = lintnews(
        "names", "learn", "--archive", "names.db", "--id-field", "key", "--date-field", "day",
        "a.csv",
    )  # fmt: skip
    assert done.status == 0, done.err
    assert done.out == "Learned 1 article with 2 names\n"
