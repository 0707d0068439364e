"""XLIFF: the translations alone, each character with its place, and no entity that explodes."""

import html
import io
import re
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.document.document import BlockKind, Document
from lintnews.document.reading import Reading
from lintnews.document.xliff import read_xliff

TAG = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^>"'])*>""")
TEXT = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20)
OLD = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file>{}</file></xliff>'
NEW = '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0"><file>{}</file></xliff>'
UNIT = "<trans-unit><source>{}</source><target>{}</target></trans-unit>"


def read(data):
    stream = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    items = list(read_xliff(stream, "a.xlf", Reading()))
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [str(item) for item in items if not isinstance(item, Document)]


def blocks(data):
    documents, problems = read(data)
    assert not problems
    return [
        document.prose[block.start : block.end]
        for document in documents
        for block in document.blocks
    ]


def target(text, original="q"):
    return blocks(OLD.format(UNIT.format(original, text)))


def said(written):
    parts = re.split(r"<!\[CDATA\[(.*?)\]\]>", written.replace("\r\n", "\n"), flags=re.DOTALL)
    return "".join(
        part if index % 2 else html.unescape(TAG.sub("", part)) for index, part in enumerate(parts)
    )


@given(st.lists(TEXT, min_size=1, max_size=4), st.sampled_from(["\n", "\r\n"]), st.data())
def test_every_stretch_of_a_translation_leads_back_to_the_file(texts, end, data):
    ways = [
        lambda text: html.escape(text),
        lambda text: "".join(f"&#x{ord(character):x};" for character in text),
        lambda text: f'<g id="😀 > 1">{html.escape(text)}</g><bpt id="1">&lt;b></bpt>',
    ]
    written = "".join(data.draw(st.sampled_from(ways))(text) for text in texts)
    source = f"<?xml version='1.0'?>{end}<!-- é😀 -->{end}" + OLD.format(
        f"{end}{UNIT.format('q', '')}{end}{UNIT.format('q', written)}{end}"
    )
    mark = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    ((document,), problems) = read(source.encode(mark))
    assert not problems
    assert document.prose == "".join(texts).strip()
    for start in range(len(document.prose)):
        for stop in range(start + 1, min(start + 5, len(document.prose) + 1)):
            place = document.place(start, stop)
            stretch = source[place.start : place.end]
            assert re.sub("<bpt.*?</bpt>", "", stretch) != ""
            assert said(re.sub("<bpt.*?</bpt>", "", stretch)) == document.prose[start:stop]
            assert place.line == source[: place.start].count("\n") + 1
            assert place.column == place.start - source.rfind("\n", 0, place.start)


def test_planted_words_are_where_they_are_said_to_be():
    body = (
        "<trans-unit translate='no'><target>alpha</target></trans-unit>\r\n"
        "<group translate='no'><trans-unit><target>beta</target></trans-unit>"
        "<trans-unit translate='yes'><target>planted1</target></trans-unit></group>\r\n"
        "<trans-unit><source>gamma</source><note>delta</note><target>planted2 😀 &amp; planted3"
        "<![CDATA[ planted4 & < &amp; ]]>planted5\r\nplanted6</target>"
        "<alt-trans><source>epsilon</source><target>zeta</target></alt-trans></trans-unit>\r\n"
        "<trans-unit><source>eta</source><seg-source>theta</seg-source>"
        "<target><mrk mtype='seg'>plan<g id='1'>ted7</g></mrk><ph id='2'>iota</ph></target>"
        "</trans-unit>"
    )
    source = OLD.format(body)
    ((document,), problems) = read("\ufeff" + source)
    assert not problems
    for number in range(1, 8):
        at = document.prose.index(f"planted{number}")
        place = document.place(at, at + 8)
        assert said(source[place.start : place.end]) == f"planted{number}"
    for word in ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota"):
        assert word not in document.prose
    assert "planted4 & < &amp; planted5" in document.prose


def test_segments_of_a_unit_are_one_block():
    unit = (
        "<unit id='1'><segment><source>q</source><target>One.</target></segment>"
        "<ignorable><source> </source><target> </target></ignorable>"
        "<segment><source>q</source><target>Two<pc id='1'>s</pc>.</target></segment>"
        "<segment><source>q</source></segment>"
        "<segment><target>Three<cp hex='001b'/>.</target></segment>"
        "<m:matches xmlns:m='urn:m'><m:match><target>no</target></m:match></m:matches></unit>"
    )
    assert blocks(NEW.format(f"<group>{unit}{unit}</group>")) == ["One. Twos. Three."] * 2


def test_files_are_documents_and_columns_count_from_the_line():
    source = (
        "<xliff>\n  <file>" + UNIT.format("q", "first") + "</file><file>"
        + UNIT.format("q", "second") + "</file>\n  <file>" + UNIT.format("q", "third")
        + "</file>\n</xliff>"
    )  # fmt: skip
    documents, _ = read(source)
    assert [document.prose for document in documents] == ["first\nsecond", "third"]
    for document in documents:
        for block in document.blocks:
            place = document.place(block.start, block.end)
            before = source[: place.start]
            assert source[place.start : place.end] == document.prose[block.start : block.end]
            assert place.line == before.count("\n") + 1
            assert place.column == place.start - before.rfind("\n")
            excerpt = document.excerpt(place.start, place.end, 400)
            assert excerpt.text[place.start - excerpt.start :].startswith(("first", "sec", "third"))


def test_codes_stand_for_a_word_or_for_nothing():
    assert target("Delete <x id='1'/> files.") == ["Delete X files."]
    assert target("<x id='1'/><x id='2'/> wrote to <ph id='3'>%s</ph>.") == ["X wrote to X."]
    assert target("<x id='1'/>Bold<x id='2'/> words.<x id='3'/>") == ["Bold words."]
    assert target("<bpt id='1'>a</bpt>Bold<ept id='1'>b</ept> <it id='2'>c</it>words") == [
        "Bold words"
    ]
    assert target("One<x id='1'/>two") == ["One two"]
    assert target("<x id='1'/>") == []
    assert target("{n} &lt;b>of&lt;/b> {m}", "{n} &lt;b>x&lt;/b>") == ["X of {m}"]


def test_indents_are_no_line_breaks_unless_space_is_kept():
    text = "\n    The mayor\n    spoke.\nThen &#10;"
    assert target(text) == ["The mayor spoke.", "Then"]
    kept = OLD.replace("<file>", '<file xml:space="preserve">')
    assert blocks(kept.format(UNIT.format("q", "One\n  two"))) == ["One", "two"]


def test_a_label_is_no_sentence():
    ((document,), _) = read(
        OLD.format(UNIT.format("q", "The mayor spoke.") + UNIT.format("q", "and then"))
    )
    assert [block.kind for block in document.blocks] == [
        BlockKind.PARAGRAPH, BlockKind.SUBHEADING,
    ]  # fmt: skip


def test_where_the_file_breaks_is_told_and_what_stands_before_is_read():
    source = OLD.format("\n" + UNIT.format("q", "kept 😀") + "\n<trans-unit><target>lost</g>")
    documents, problems = read(source)
    assert [document.prose for document in documents] == ["kept 😀"]
    assert problems == ["a.xlf:3:27: from here on the file is no XML: mismatched tag"]
    assert read("") == ([], ["a.xlf:1:1: from here on the file is no XML: no element found"])
    assert read("<html/>")[1] == ["a.xlf:1:1: this is no XLIFF: the file holds <html>, not <xliff>"]
    assert "not-utf" in read("<?xml version='1.0' encoding='not-utf'?><xliff/>")[1][0]
    assert read("<xliff>é</xliff>".encode("cp1252"))[1] == [
        "a.xlf:1:8: the bytes here are no UTF-8"
    ]


def test_the_declaration_names_the_encoding():
    text = OLD.format(UNIT.format("q", "Łódź"))
    for charset in ("windows-1250", "iso-8859-2", "utf-16"):
        source = f'<?xml version="1.0" encoding="{charset}"?>{text}'
        ((document,), problems) = read(source.encode(charset))
        assert not problems
        assert document.prose == "Łódź"
        place = document.place(0, 4)
        assert source[place.start : place.end] == "Łódź"


@pytest.mark.parametrize("kind", ["laughs", "quadratic", "external", "parameter"])
def test_entities_of_its_own_are_refused(kind):
    entities = {
        "laughs": '<!ENTITY a0 "ha">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)),
        "quadratic": f'<!ENTITY a11 "{"x" * 100_000}">',
        "external": '<!ENTITY a11 SYSTEM "file:///etc/passwd">',
        "parameter": '<!ENTITY % a11 SYSTEM "file:///etc/passwd"> %a11;',
    }[kind]
    body = OLD.format(UNIT.format("q", "&a11;" * 1000))
    tracemalloc.start()
    start = time.process_time()
    documents, (problem,) = read(f"<!DOCTYPE xliff [\n{entities}]>\n{body}")
    assert time.process_time() - start < 5
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
    assert not documents
    assert problem.startswith("a.xlf:2:")
    assert "entities of its own" in problem


@given(st.text(st.sampled_from("<>&/x gpht;amp\r\n '\"=!-[]"), max_size=60))
def test_anything_is_read_to_its_end(text):
    for document in read(OLD.format(UNIT.format("q", text)))[0]:
        document.place(0, len(document.prose))
