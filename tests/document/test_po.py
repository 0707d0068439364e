"""PO: the translations alone, each character with its place, and no noise from software."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.document.document import BlockKind, Document
from lintnews.document.po import read_po
from lintnews.document.reading import Reading

TEXT = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=30)
ESCAPE = re.compile(r"\\(.)")
MEANINGS = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset={}\\n"\n\n'


def read(data):
    stream = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    items = list(read_po(stream, "a.po", Reading()))
    return items.pop(), [str(problem) for problem in items]


def blocks(data):
    document, _ = read(data)
    return [document.prose[block.start : block.end] for block in document.blocks]


def said(written):
    return ESCAPE.sub(lambda match: MEANINGS[match[1]], re.sub(r'"\r?\n"', "", written))


def escaped(text):
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")


@given(TEXT, TEXT, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_every_stretch_of_a_translation_leads_back_to_the_file(first, second, end, mark):
    lines = ['msgid "😀 é"', 'msgstr ""', f'"{escaped(first)}"', f'"{escaped(second)}"', ""]
    source = end.join(lines)
    document, problems = read(source.encode("utf-8-sig" if mark else "utf-8"))
    assert not problems
    assert document.prose == (first + second).strip()
    for start in range(len(document.prose)):
        for stop in range(start + 1, min(start + 6, len(document.prose) + 1)):
            place = document.place(start, stop)
            assert said(source[place.start : place.end]) == document.prose[start:stop]
            assert source[: place.start].count("\n") + 1 == place.line


def test_planted_words_are_where_they_are_said_to_be():
    source = (
        HEADER.format("UTF-8").replace("\n", "\r\n")
        + '#. 😀 note\r\n#, fuzzy\r\nmsgctxt "alpha"\r\nmsgid "beta"\r\n'
        'msgstr "planted1 \\"planted2\\"\\tplanted3 \\u00e9 "\r\n'
        '"planted4\\n"\r\n  "\\nplanted5"\r\n\r\n'
        'msgid "%d file"\r\nmsgid_plural "%d files"\r\n'
        'msgstr[0] "planted6"\r\nmsgstr[1] "planted7"\r\n'
    )
    document, problems = read("\ufeff" + source)
    assert not problems
    for number in range(1, 8):
        word = f"planted{number}"
        at = document.prose.index(word)
        place = document.place(at, at + len(word))
        assert source[place.start : place.end] == word
        line = source[: place.start].count("\n") + 1
        assert (place.line, place.column) == (
            line, place.start - source.rfind("\n", 0, place.start)
        )  # fmt: skip
    assert "alpha" not in document.prose
    assert "beta" not in document.prose


def test_only_what_is_translated_is_read():
    assert blocks(
        HEADER.format("UTF-8") + 'msgid "a"\nmsgstr ""\n\n#~ msgid "b"\n#~ msgstr "old"\n\n'
        '#| msgid "before"\nmsgid "c"\nmsgstr "new"\n\nmsgctxt "menu"\nmsgid ""\nmsgstr "kept"\n'
    ) == ["new", "kept"]
    assert blocks(HEADER.format("UTF-8")) == []
    assert blocks("") == []


def test_lines_of_a_translation_are_blocks():
    assert blocks('msgid "a"\nmsgstr "One.\\n\\nTwo.\\n"\n"Three."\n') == ["One.", "Two.", "Three."]


def test_placeholders_and_tags_of_the_original_are_no_prose():
    assert blocks(
        'msgid "%(name)s <b>x</b> %d%% of {n} &amp; %1$s<br>a"\n'
        'msgstr "%(name)s took <b>%d%%</b> of {n} &amp; %1$s.<br>Then"\n'
    ) == ["X took 2% of X & X.", "Then"]
    # What the original does not have went wrong in the translation.
    assert blocks('msgid "a 100% sure thing"\nmsgstr "100% sure %s <i>{x}"\n') == [
        "100% sure %s <i>{x}"
    ]


def test_a_label_is_no_sentence():
    document, _ = read('msgid "a"\nmsgstr "The mayor spoke."\n\nmsgid "b"\nmsgstr "and"\n')
    assert [block.kind for block in document.blocks] == [
        BlockKind.PARAGRAPH, BlockKind.SUBHEADING,
    ]  # fmt: skip


def test_a_broken_string_is_told_and_left_out():
    document, problems = read(
        'msgid "a"\nmsgstr "He said "no" to it."\n\nmsgid "b"\nmsgstr "open\n"more"\n\n'
        'garbage\nmsgid "c"\nmsgstr "kept"\n\nmsgid "d"\nmsgstr "kept too\\"\n'
    )
    assert document.prose == "kept"
    assert [problem.split(": ")[0] for problem in problems] == [
        "a.po:2:18", "a.po:5:8", "a.po:8:1", "a.po:13:8",
    ]  # fmt: skip
    assert r'write \" for "' in problems[0]
    assert "no quotation mark at its end" in problems[1]
    assert "neither a comment nor a string" in problems[2]
    _, (first,) = read('"a"\nmsgid "b"\nmsgstr "c"\n')
    assert "belongs to nothing" in first


def test_the_header_names_the_encoding():
    text = 'msgid "a"\nmsgstr "Łódź “one”"\n'
    for charset in ("utf-8", "windows-1250", "UTF-16"):
        document, problems = read((HEADER.format(charset) + text).encode(charset))
        assert not problems
        assert document.prose == "Łódź “one”"
    assert blocks(HEADER.format("CHARSET") + text) == ["Łódź “one”"]
    for charset, why in (("klingon", "says that it is in klingon"), ("idna", "idna")):
        (problem,) = read_po(io.BytesIO(HEADER.format(charset).encode()), "a.po", Reading())
        assert not isinstance(problem, Document)
        assert why in str(problem)
    latin = HEADER.format("utf-8").encode() + b'msgid "a"\nmsgstr "caf\xe9"\n'
    (problem,) = read_po(io.BytesIO(latin), "a.po", Reading())
    assert str(problem) == "a.po:5:12: the bytes here are no UTF-8"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@given(st.text(st.sampled_from('"\\mn # %s<a>&amp;'), max_size=40))
def test_anything_is_read_to_its_end(end, text):
    document, _ = read(f'msgid "a %s &amp; <a>"{end}msgstr "{text}"{end}{text}')
    document.place(0, len(document.prose))
