"""Word: the text as it would be printed, and archives that are broken or mean harm."""

import io
import time
import tracemalloc
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.document.document import BlockKind, Document
from lintnews.document.docx import read_docx
from lintnews.document.reading import Reading

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LIMIT = 1 << 20


def relations(**parts):
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="{name}" Type="{TYPE}/{name}" Target="{target}"/>'
            for name, target in parts.items()
        )
        + "</Relationships>"
    )


def docx(body="", *, method=zipfile.ZIP_DEFLATED, **parts):
    """A Word file; its main part stands where Word on the web puts it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("_rels/.rels", relations(officeDocument="/word/document2.xml"))
        names = {name: f"{name}2.xml" for name in parts}
        archive.writestr("word/_rels/document2.xml.rels", relations(**names))
        archive.writestr(
            "word/document2.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        for name, part in parts.items():
            archive.writestr(f"word/{name}2.xml", f"<w:{name} {W}>{part}</w:{name}>")
    return stream.getvalue()


def read(data, max_size=LIMIT):
    items = list(read_docx(io.BytesIO(data), "a.docx", Reading(max_size=max_size)))
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [str(item) for item in items if not isinstance(item, Document)]


def lines(body, **parts):
    ((document,), problems) = read(docx(body, **parts))
    assert not problems
    return document.source.split("\n")


def kinds(body, **parts):
    ((document,), _) = read(docx(body, **parts))
    return [block.kind.value for block in document.blocks]


def run(text, properties=""):
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def style(name):
    return f'<w:pStyle w:val="{name}"/>'


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["C"]), max_size=12), max_size=3),
        min_size=1,
        max_size=5,
    )
)
def test_line_and_column_are_paragraph_and_character(paragraphs):
    body = "".join(f"<w:p>{''.join(map(run, runs))}</w:p>" for runs in paragraphs)
    ((document,), problems) = read(docx(body))
    assert not problems
    assert document.source == "\n".join("".join(runs) for runs in paragraphs)
    at = 0
    for number, runs in enumerate(paragraphs, 1):
        for column, character in enumerate("".join(runs), 1):
            place = document.place(at, at + 1)
            assert (place.line, place.column) == (number, column)
            assert document.source[place.start : place.end] == character
            at += 1
        at += 1


def test_what_would_be_printed_is_read():
    assert lines(
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>"
        + run("A 😀 & ")
        + f"<w:ins>{run('new ')}</w:ins><w:del><w:r><w:delText>old </w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('gone ')}</w:moveFrom><w:moveTo>{run('come ')}</w:moveTo>"
        f"<w:hyperlink>{run('link')}</w:hyperlink>"
        "<w:r><w:tab/><w:t>x</w:t><w:br/><w:t>y</w:t><w:noBreakHyphen/><w:t>z</w:t>"
        "<w:softHyphen/><w:sym w:font='Wingdings' w:char='F04A'/><w:sym w:char='D800'/>"
        "<w:sym w:char='2013'/></w:r></w:p>"
    ) == ["A 😀 & new come link\tx\u2028y-z••–"]
    assert lines(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText>"
        "</w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        + run("7")
        + "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
        + run(" hidden", "<w:rPr><w:vanish/></w:rPr>")
        + run(" seen", "<w:rPr><w:vanish w:val='0'/></w:rPr>")
        + "<w:r><w:t> trimmed\n line </w:t></w:r></w:p><w:p/>"
        + "<w:sdt><w:sdtContent>"
        + p("control")
        + "</w:sdtContent></w:sdt>"
    ) == ["7 seentrimmed  line", "", "control"]


def test_a_text_box_is_read_once_and_behind_its_paragraph():
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{p('in the box')}</w:txbxContent>"
    assert lines(
        f"<w:p>{run('before ')}<w:r><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>{run('after')}</w:p>"
    ) == ["before after", "in the box"]


def test_notes_stand_behind_the_body_and_comments_are_left_out():
    note = "<w:{0} w:type='separator'>" + p("no") + "</w:{0}><w:{0}>" + p("{0} read") + "</w:{0}>"
    assert lines(
        p("Body."),
        footnotes=note.format("footnote"),
        endnotes=note.format("endnote"),
        comments=f"<w:comment>{p('comment')}</w:comment>",
    ) == ["Body.", "footnote read", "endnote read"]


def test_styles_tell_what_a_paragraph_is_in_any_language():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'
        for key, name, more in (
            ("berschrift1", "heading 1", ""),
            ("Zwischen", "House head", '<w:basedOn w:val="berschrift1"/>'),
            ("Umriss", "Outlined", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
            ("Text", "Body", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
            ("Beschriftung", "caption", ""),
            ("Liste", "List Bullet 2", ""),
            ("Verz", "toc 1", ""),
            ("Kreis", "circle", '<w:basedOn w:val="Kreis"/>'),
        )
    )
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>'
    cells = "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("Votes", "We lost the seat there."))
    body = [
        p("The mayor said that she was", style("berschrift1")),
        p("A town of", style("Zwischen")),
        p("That it had", style("Umriss")),
        p("Words that never end", style("Text")),
        p("The mayor in May", style("Beschriftung")),
        p("First", style("Liste")),
        p("Contents 5", style("Verz")),
        p("Second", number.format(4)),
        p("Third words", number.format(0)),
        p("Round words", style("Kreis")),
        p("Own level", '<w:outlineLvl w:val="0"/>'),
        f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>",
    ]
    assert kinds("".join(body), styles=styles) == [
        "headline", "subheading", "subheading", "paragraph", "caption", "list-item", "residue",
        "list-item", "paragraph", "paragraph", "subheading", "score-line", "list-item",
    ]  # fmt: skip


def test_without_headings_by_style_words_tell_what_a_paragraph_is():
    text = "She spoke to reporters in the town hall on Monday evening."
    assert kinds(p("Mayor resigns") + p("By Jane Doe") + p(text)) == [
        BlockKind.HEADLINE, BlockKind.BYLINE, BlockKind.PARAGRAPH,
    ]  # fmt: skip


def test_what_is_no_word_file_is_named():
    def problem(data, max_size=LIMIT):
        documents, (said,) = read(data, max_size)
        assert not documents
        return said

    assert "no Word file" in problem(b"The council met.\n")
    assert "old Word file or one with a password" in problem(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert "no Word file" in problem(docx(p("a"))[:-30])
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert "has no part word/document.xml" in problem(empty.getvalue())
    assert "packed in a way" in problem(docx(p("a"), method=zipfile.ZIP_BZIP2))
    locked = bytearray(docx(p("a")))
    for at in range(len(locked)):
        if locked.startswith(b"PK\x01\x02", at):
            locked[at + 8] |= 1
    assert "password" in problem(bytes(locked))
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("_rels/.rels", relations(officeDocument="xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert "its text is in <workbook>" in problem(sheet.getvalue())
    assert read(b"") == ([], [])


def test_where_a_part_breaks_is_told_and_what_stands_before_is_read():
    ((document,), (problem,)) = read(docx(p("kept") + "\n</w:p>"))
    assert document.source == "kept"
    assert problem.startswith("a.docx: from line 2 of word/document2.xml in the archive on")
    data = bytearray(docx(p("word " * 2000), method=zipfile.ZIP_STORED))
    data[data.index(b"word word") + 1] ^= 1
    _, (problem,) = read(bytes(data))
    assert "word/document2.xml in the archive is damaged" in problem


def guarded(data, max_size=LIMIT):
    """Read what means harm, in little time and memory."""
    tracemalloc.start()
    start = time.process_time()
    _, (problem,) = read(data, max_size)
    assert time.process_time() - start < 10
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()
    return problem


def test_an_archive_that_grows_without_end_is_refused():
    bomb = docx(f"<!--{' ' * 40_000_000}-->")
    assert len(bomb) < 60_000
    assert "unpacked, the text has more than 1,048,576 bytes of XML" in guarded(bomb)
    assert "--max-size" in guarded(docx("", footnotes=" " * 20_000_000))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(20_001):
            archive.writestr(str(number), "")
    assert "more than 20,000 parts" in guarded(stream.getvalue())


def test_entities_of_its_own_are_refused():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<!DOCTYPE w [<!ENTITY a "{"x" * 9999}">]><w:document {W}>{"&a;" * 9999}</w:document>',
        )
    assert "entities of its own" in guarded(stream.getvalue())


@pytest.mark.parametrize("step", range(0, 2000, 97))
def test_damage_anywhere_never_ends_in_a_crash(step):
    data = bytearray(docx(p("The council met on Monday.") * 3, styles=""))
    for at in range(step % len(data), len(data), 211):
        data[at] ^= 0x55
    for document in read(bytes(data))[0]:
        document.place(0, len(document.prose))
